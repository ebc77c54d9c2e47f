/** Text in markup. Names come from strangers' files: what is written here is read as text and as nothing else. */

/** Control characters, line separators, and those that turn the direction of what stands after them (U+202A..E, U+2066..9). */
const UNSEEN = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}\ufeff\ufff9-\ufffb\ufffe\uffff]/gu;

/** As one line in which everything can be seen: line breaks become spaces, other unseen characters `\u202e`. */
export function visible(text: string): string {
  return text
    .replaceAll(/[\t\n\r]+/g, ' ')
    .replaceAll(UNSEEN, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** At most `length` characters, with an ellipsis where some are left out; no character is cut in two. */
export function shortened(text: string, length: number): string {
  const signs = Array.from(text.slice(0, 2 * length + 2));
  return signs.length <= length ? text : `${signs.slice(0, length - 1).join('')}…`;
}

/** For element content and quoted attributes of HTML and XML. */
export function escaped(text: string): string {
  return visible(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
