import { BLACK, contrast, cssColour, parseColour, WHITE } from '../scale';
import type { Theme } from '../theme';
import { opacityOf, radiusOf, type Mark } from './marks';
import { svg } from './svg';

/** How rows are drawn: coloured by their pointwise values where these are known. */
export interface Signs {
  /** Nats at both ends of the colour scale. */
  readonly limit: number;
  readonly colour: (nats: number | null) => string;
  /** What can be read on that colour. */
  readonly ink: (nats: number | null) => string;
}

/** The colours reach to the value that nine of ten rows stay below, so that a few extremes leave the others their colours. */
export function signsOf(pointwise: readonly number[] | null, theme: Theme): Signs {
  const limit = colourLimit(pointwise ?? []);
  const plain = parseColour(theme.heldOut) ?? BLACK;
  const shade = (nats: number | null) => (nats === null ? plain : theme.diverging(nats / limit));
  return {
    limit,
    colour: (nats) => cssColour(shade(nats)),
    ink: (nats) => (contrast(BLACK, shade(nats)) > contrast(WHITE, shade(nats)) ? 'black' : 'white'),
  };
}

const LIMITS = [0.1, 0.2, 0.3, 0.5, 0.7, 1, 1.5, 2, 3, 4, 5, 7, 10];

export function colourLimit(pointwise: readonly number[]): number {
  const sizes = pointwise.map(Math.abs).sort((a, b) => a - b);
  const reached = sizes[Math.floor(0.9 * (sizes.length - 1))] ?? 0;
  return LIMITS.find((limit) => limit >= reached) ?? reached;
}

/** Full where rows occur more often together than by chance, a ring where less: not by colour alone. */
export function signOf(mark: Mark, { colour }: Signs): SVGElement {
  const { x, y, pointwise } = mark;
  const own = colour(pointwise);
  const place = { cx: x, cy: y };
  return isRarer(pointwise)
    ? svg('circle', {
        ...place,
        r: Math.max(2, radiusOf(mark) - 0.7),
        fill: 'none',
        stroke: own,
        'stroke-width': 1.4,
      })
    : svg('circle', { ...place, r: radiusOf(mark), fill: own, 'fill-opacity': opacityOf(mark) });
}

export function isRarer(pointwise: number | null): boolean {
  return pointwise !== null && pointwise < 0;
}
