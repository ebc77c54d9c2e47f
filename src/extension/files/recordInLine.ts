/**
 * Where an element of a JSON array begins and ends in its text.
 * @param place of the element, from 1
 * @returns null where the text is no array of records or rows, or has fewer
 */
export function recordInLine(text: string, place: number): { start: number; end: number } | null {
  if (!text.trimStart().startsWith('[')) return null;
  let depth = 0;
  let records = 0;
  let start = 0;
  let isQuoted = false;
  for (let at = 0; at < text.length; at++) {
    const sign = text.charAt(at);
    if (isQuoted) {
      if (sign === '\\') at += 1;
      else isQuoted = sign !== '"';
    } else if (sign === '"') isQuoted = true;
    else if (sign === '[' || sign === '{') {
      depth += 1;
      if (depth !== 2) continue;
      records += 1;
      start = at;
    } else if (sign === ']' || sign === '}') {
      if (depth === 2 && records === place) return { start, end: at + 1 };
      depth -= 1;
    }
  }
  return null;
}
