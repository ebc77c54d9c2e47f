import { language } from './format';
import { escaped, shortened } from './markup';
import { STYLE } from './pageStyle';

/** What gives a page its looks: a style in it, or a script beside it (webview/drawnPage.ts). */
export type PageStyle = 'inline' | PageScript;

/** The one thing that a page in an editor loads; nothing else runs there, and nothing is written into the page itself. */
export interface PageScript {
  /** Fresh for every page: letters, digits and base64 signs. */
  readonly nonce: string;
  readonly address: string;
  /** Name that the page leaves for the next window. */
  readonly id?: string;
}

/** A page of its own that loads and runs nothing but what its style is. */
export function htmlDocument(title: string, body: string, style: PageStyle): string {
  const policy = style === 'inline' ? `style-src 'unsafe-inline'` : `script-src 'nonce-${style.nonce}'`;
  return `<!DOCTYPE html>
<html lang="${language()}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; ${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(shortened(title, 200))}</title>
${style === 'inline' ? `<style>${STYLE}</style>` : scriptElement(style)}
</head>
<body>
${body}
</body>
</html>
`;
}

function scriptElement({ nonce, address, id }: PageScript): string {
  const name = id === undefined ? '' : ` data-id="${escaped(id)}"`;
  return `<script nonce="${escaped(nonce)}" src="${escaped(address)}"${name}></script>`;
}

/** A table with its head; columns named in `numbers` stand to the right. */
export function htmlTable(
  caption: string,
  [head = [], ...rows]: readonly (readonly string[])[],
  numbers: ReadonlySet<string>,
): string {
  const kind = head.map((name) => (numbers.has(name) ? ' class="number"' : ''));
  const row = (cells: readonly string[]) =>
    `<tr>${cells.map((cell, j) => `<td${kind[j] ?? ''}>${escaped(cell)}</td>`).join('')}</tr>`;
  const headings = head.map((name, j) => `<th scope="col"${kind[j] ?? ''}>${escaped(name)}</th>`).join('');
  return `<div class="table" role="region" aria-label="${escaped(caption)}" tabindex="0"><table>
<thead><tr>${headings}</tr></thead>
<tbody>
${rows.map(row).join('\n')}
</tbody></table></div>`;
}
