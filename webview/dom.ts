/** Builds an element. Styles go through classes or the CSSOM: the page's policy allows no style attributes. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Readonly<Record<string, string>> = {},
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

const ruler = document.createElement('canvas').getContext('2d');

/** Width in pixels of the widest of the texts, in the page's font. */
export function widestText(texts: readonly string[], fontSize: number): number {
  if (!ruler) return 0;
  ruler.font = `${fontSize}px ${getComputedStyle(document.body).fontFamily}`;
  return Math.max(0, ...texts.map((text) => ruler.measureText(text).width));
}

/** Sets the text only when it differs, so that nothing is laid out or announced anew for the same words. */
export function setText(node: Element, text: string): void {
  if (node.textContent !== text) node.textContent = text;
}
