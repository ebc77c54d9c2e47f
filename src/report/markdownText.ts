import { visible } from './markup';

/**
 * Text in Markdown, GitHub's tables and links included: names come from strangers' files, and are read as text and as no
 * markup. Underscores and digits within words are text as they are; addresses are kept from becoming links.
 */
export function markdownText(text: string): string {
  return visible(text)
    .replace(/[\\|`*[\]~$]/g, '\\$&')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\_')
    .replace(/:(?=\/\/)/g, '\\:')
    .replace(/\bwww(?=\.)/gi, '$&\\')
    .replace(/@(?=[\w-]+\.)/g, '\\@')
    .trim();
}

/** A line by itself, which begins no heading, quotation, list or rule. */
export function markdownLine(text: string): string {
  return markdownText(text)
    .replace(/^([#>+=-])/, '\\$1')
    .replace(/^(\d+)([.)])/, '$1\\$2');
}

/** @param numbers names in the head whose columns stand to the right */
export function markdownTable(
  [head = [], ...body]: readonly (readonly string[])[],
  numbers: ReadonlySet<string>,
): string {
  const line = (row: readonly string[]) => `| ${row.join(' | ')} |`;
  const rule = head.map((name) => (numbers.has(name) ? '---:' : '---'));
  return `${[head.map(markdownText), rule, ...body.map((row) => row.map(markdownText))].map(line).join('\n')}\n`;
}
