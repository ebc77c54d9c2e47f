/** Lines as editors count them: they end in LF, CR LF or a lone CR. Lines and columns start at 1. */

const LF = 10;
const CR = 13;

/** Line breaks that end within `from` (included) .. `to` (excluded); CR LF is one, and counts where its CR stands. */
export function countLineBreaks(text: string, from: number, to: number): number {
  let count = 0;
  for (let i = from; i < to; i++) {
    const unit = text.charCodeAt(i);
    if (unit === CR || (unit === LF && text.charCodeAt(i - 1) !== CR)) count++;
  }
  return count;
}

/** Line and column (in UTF-16 units, as VS Code counts) of an offset into the text. */
export function positionAt(text: string, offset: number): { line: number; column: number } {
  const lastBreak = Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1));
  return {
    line: countLineBreaks(text, 0, offset) + 1,
    column: offset === 0 ? 1 : offset - lastBreak,
  };
}
