/**
 * The heatmap's colour scale: from the editor's background to a strong colour of the theme, in equal perceived steps.
 * Colours are mixed along a straight line in OKLab (Ottosson 2020, https://bottosson.github.io/posts/oklab/), whose
 * Euclidean distance follows perceived difference, so equal steps of the scale look equally large in every theme.
 */

/** sRGB, each channel 0..255. */
export type Rgb = readonly [red: number, green: number, blue: number];
type Oklab = readonly [lightness: number, a: number, b: number];

export const BLACK: Rgb = [0, 0, 0];
export const WHITE: Rgb = [255, 255, 255];

/**
 * Linfoot's informational coefficient of correlation, sqrt(1 - exp(-2 I)): the |correlation| of the Gaussian pair that
 * holds `nats` of information (Linfoot 1957). It maps 0..infinity onto 0..1, so colours keep their meaning while a
 * run goes on and from one run to the next, and an estimate of noise (0.01 nats) stays faint (0.14).
 */
export function correlationOfInformation(nats: number): number {
  return Math.sqrt(-Math.expm1(-2 * Math.max(0, nats)));
}

/** The other way round: nats of the Gaussian pair with this |correlation|, below 1. */
export function informationOfCorrelation(correlation: number): number {
  return -0.5 * Math.log1p(-(correlation ** 2));
}

/** Reads `#rgb`, `#rrggbb`, `#rrggbbaa`, `rgb(…)` and `rgba(…)`; opacity is dropped. Null for anything else. */
export function parseColour(text: string): Rgb | null {
  const hex = /^#([0-9a-f]{3,8})$/i.exec(text.trim())?.[1];
  if (hex !== undefined) {
    const long = hex.length < 6 ? hex.replaceAll(/./g, '$&$&') : hex;
    return [0, 2, 4].map((at) => Number.parseInt(long.slice(at, at + 2), 16)) as unknown as Rgb;
  }
  const channels = /^rgba?\(\s*([\d.]+)[\s,]+([\d.]+)[\s,]+([\d.]+)/i.exec(text.trim());
  return channels ? [Number(channels[1]), Number(channels[2]), Number(channels[3])] : null;
}

export function cssColour([red, green, blue]: Rgb): string {
  return `rgb(${Math.round(red)}, ${Math.round(green)}, ${Math.round(blue)})`;
}

/** WCAG 2 contrast ratio, 1..21. */
export function contrast(one: Rgb, other: Rgb): number {
  const [darker, lighter] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number];
  return (lighter + 0.05) / (darker + 0.05);
}

export interface ScaleColours {
  readonly background: Rgb;
  readonly foreground: Rgb;
  /** Gives the strong end its hue; its lightness is set so that the end stands out from the background. */
  readonly accent: Rgb;
}

export interface Shade {
  readonly fill: Rgb;
  /** Text on the fill, with a contrast of at least 4.5. */
  readonly ink: Rgb;
}

/** A scale over 0..1; values outside are clamped. */
export type Scale = (position: number) => Shade;

/** Lightness that cannot be told from black; below it, OKLab's equal steps cannot be seen. */
const DARKEST = 0.12;

export function sequentialScale(colours: ScaleColours): Scale {
  const [lightness, a, b] = toOklab(colours.background);
  const start: Oklab = [Math.max(DARKEST, lightness), a, b];
  const end = strongEnd(start, toOklab(colours.accent));
  return (position) => {
    const share = Math.min(1, Math.max(0, position));
    const fill = fromOklab(mix(start, end, share));
    return { fill, ink: readableOn(fill, colours) };
  };
}

/** Contrast that a sign needs to be seen on the page (WCAG 2, 1.4.11). */
const SIGN_CONTRAST = 3;

/** Colours over -1..1; values outside are clamped. */
export type DivergingScale = (position: number) => Rgb;

/**
 * From a strong colour for what is below 0, over a grey of the theme, to another for what is above. Every colour can be
 * seen on the background, also the middle one.
 */
export function divergingScale(
  { background, foreground }: Pick<ScaleColours, 'background' | 'foreground'>,
  below: Rgb,
  above: Rgb,
): DivergingScale {
  const start = toOklab(background);
  let share = 0.4;
  while (share < 1 && contrast(blend(background, foreground, share), background) < SIGN_CONTRAST)
    share += 0.02;
  const middle = mix(start, toOklab(foreground), share);
  const grey: Oklab = [middle[0], 0.2 * middle[1], 0.2 * middle[2]];
  const ends = [strongEnd(start, toOklab(below)), strongEnd(start, toOklab(above))] as const;
  return (position) => {
    const far = Math.min(1, Math.abs(position));
    return fromOklab(mix(grey, position < 0 ? ends[0] : ends[1], far));
  };
}

const LEAST_CONTRAST = 4.5;

/** Black or white always reaches 4.58, so there is always an answer; the theme's own colours go first. */
function readableOn(fill: Rgb, { foreground, background }: ScaleColours): Rgb {
  const own = [foreground, background].find((ink) => contrast(ink, fill) >= LEAST_CONTRAST);
  return own ?? (contrast(BLACK, fill) > contrast(WHITE, fill) ? BLACK : WHITE);
}

const LIGHTNESS_ON_LIGHT = 0.42;
const LIGHTNESS_ON_DARK = 0.82;
const CHROMA = 0.14;

function strongEnd([backgroundLightness]: Oklab, [, a, b]: Oklab): Oklab {
  const lightness = backgroundLightness > 0.5 ? LIGHTNESS_ON_LIGHT : LIGHTNESS_ON_DARK;
  const hue = Math.atan2(b, a);
  const at = (chroma: number): Oklab => [lightness, chroma * Math.cos(hue), chroma * Math.sin(hue)];
  let chroma = Math.hypot(a, b) < 0.02 ? 0 : CHROMA;
  while (chroma > 0.01 && !inGamut(at(chroma))) chroma -= 0.005;
  return at(chroma);
}

/** The colour at `share` of the way between two, in OKLab. */
export function blend(from: Rgb, to: Rgb, share: number): Rgb {
  return fromOklab(mix(toOklab(from), toOklab(to), share));
}

function mix(from: Oklab, to: Oklab, share: number): Oklab {
  const between = (one: number, other: number) => one + (other - one) * share;
  return [between(from[0], to[0]), between(from[1], to[1]), between(from[2], to[2])];
}

function linear(channel: number): number {
  const share = channel / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
}

function gammaEncoded(light: number): number {
  return 255 * (light <= 0.0031308 ? 12.92 * light : 1.055 * light ** (1 / 2.4) - 0.055);
}

function luminance([red, green, blue]: Rgb): number {
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

export function toOklab(colour: Rgb): Oklab {
  const [red, green, blue] = [linear(colour[0]), linear(colour[1]), linear(colour[2])];
  const l = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue);
  const m = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue);
  const s = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

function linearRgb([lightness, a, b]: Oklab): [number, number, number] {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
}

function inGamut(colour: Oklab): boolean {
  return linearRgb(colour).every((light) => light >= -1e-6 && light <= 1 + 1e-6);
}

function fromOklab(colour: Oklab): Rgb {
  const [red, green, blue] = linearRgb(colour).map((light) =>
    gammaEncoded(Math.min(1, Math.max(0, light))),
  ) as [number, number, number];
  return [red, green, blue];
}
