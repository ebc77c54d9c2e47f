/** What a figure is drawn on: it brings its own ground, so it can be read wherever it is put. */
export const PAPERS = ['light', 'dark'] as const;
export type Paper = (typeof PAPERS)[number];

export interface Inks {
  readonly ground: string;
  readonly text: string;
  readonly faint: string;
  readonly lines: string;
  readonly heldOut: string;
  readonly train: string;
  readonly reference: string;
  /** From nothing to all: equal steps in OKLab, as in the panel (webview/scale.ts). */
  readonly sequential: readonly string[];
  /** The same for a decrease, told from an increase with any colour vision: blue against orange. */
  readonly less: readonly string[];
  readonly more: readonly string[];
}

const LIGHT_BLUES = '#ffffff #e0e8f3 #c2d1e7 #a4bada #87a3ce #6a8dc0 #4e76b3 #3260a5 #124997'.split(' ');
const DARK_BLUES = '#1f1f1f #2d3137 #3c4450 #4b586a #5a6d86 #6a83a2 #7a99c0 #8bb0df #9cc7fe'.split(' ');

export const INKS: Readonly<Record<Paper, Inks>> = {
  light: {
    ground: '#ffffff',
    text: '#1f1f1f',
    faint: '#595959',
    lines: '#d0d0d0',
    heldOut: '#1a66d0',
    train: '#b3560d',
    reference: '#6b6b6b',
    sequential: LIGHT_BLUES,
    less: LIGHT_BLUES,
    more: '#ffffff #efe5df #dfcbc0 #cfb1a2 #bf9884 #ae7f67 #9e674a #8d4f2c #7b3606'.split(' '),
  },
  dark: {
    ground: '#1f1f1f',
    text: '#e4e4e4',
    faint: '#a8a8a8',
    lines: '#4a4a4a',
    heldOut: '#5fb0ff',
    train: '#f0a050',
    reference: '#a8a8a8',
    sequential: DARK_BLUES,
    less: DARK_BLUES,
    more: '#1f1f1f #372f2a #504036 #6a5142 #86634e #a2765a #bf8966 #de9c73 #fdb080'.split(' '),
  },
};

/** The colour at `share`, 0..1, of the way through a scale. */
export function shade(scale: readonly string[], share: number): string {
  const at = Math.min(1, Math.max(0, share)) * (scale.length - 1);
  const [from, to] = [channels(scale[Math.floor(at)]), channels(scale[Math.ceil(at)])];
  const mixed = from.map((value, i) => Math.round(value + ((to[i] ?? value) - value) * (at % 1)));
  return `#${mixed.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
}

/** Black or white, whichever is read more easily on the fill. */
export function inkOn(fill: string): string {
  const [red = 0, green = 0, blue = 0] = channels(fill).map((value) => (value / 255) ** 2.2);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.18 ? '#000000' : '#ffffff';
}

function channels(colour = '#000000'): number[] {
  return [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
}
