const SVG = 'http://www.w3.org/2000/svg';

/** Builds an element of a drawing. Colours that data decide are attributes, all others are the stylesheet's. */
export function svg<Tag extends keyof SVGElementTagNameMap>(
  tag: Tag,
  attributes: Readonly<Record<string, string | number>> = {},
  ...children: readonly (Node | string)[]
): SVGElementTagNameMap[Tag] {
  const node = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes))
    node.setAttribute(name, typeof value === 'number' ? String(Math.round(value * 100) / 100) : value);
  node.append(...children);
  return node;
}
