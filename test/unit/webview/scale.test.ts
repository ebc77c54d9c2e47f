import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  BLACK,
  contrast,
  correlationOfInformation,
  cssColour,
  divergingScale,
  parseColour,
  sequentialScale,
  toOklab,
  WHITE,
  type Rgb,
} from '../../../webview/scale';

const light = { background: WHITE, foreground: [59, 59, 59], accent: [26, 133, 255] } as const;
const dark = { background: [31, 31, 31], foreground: [204, 204, 204], accent: [55, 148, 255] } as const;
const distance = (one: Rgb, other: Rgb) => {
  const [a, b] = [toOklab(one), toOklab(other)];
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
};

describe('the equivalent correlation', () => {
  it('gives back the correlation of a Gaussian pair', () => {
    for (const rho of [0, 0.1, 0.5, 0.9, 0.999]) {
      expect(correlationOfInformation(-0.5 * Math.log(1 - rho ** 2))).toBeCloseTo(rho, 10);
    }
  });

  it('stays within 0 and 1, and takes a negative bound as no information', () => {
    expect(correlationOfInformation(-0.3)).toBe(0);
    expect(correlationOfInformation(50)).toBe(1);
  });

  it('keeps noise faint', () => {
    expect(correlationOfInformation(0.01)).toBeLessThan(0.15);
  });
});

describe('colours of a theme', () => {
  it.each([
    ['#1f1f1f', [31, 31, 31]],
    [' #FFF', [255, 255, 255]],
    ['#0078d480', [0, 120, 212]],
    ['rgb(1, 2, 3)', [1, 2, 3]],
    ['rgba(10 20 30 / 0.5)', [10, 20, 30]],
  ])('reads %s', (text, colour) => {
    expect(parseColour(text)).toEqual(colour);
  });

  it.each(['', 'tomato', 'var(--x)', '#12'])('does not read %j', (text) => {
    expect(parseColour(text)).toBeNull();
  });
});

describe.each([
  ['light', light],
  ['dark', dark],
])('the scale in a %s theme', (_, theme) => {
  const scale = sequentialScale(theme);

  it('begins at the background', () => {
    expect(cssColour(scale(0).fill)).toBe(cssColour(theme.background));
  });

  it('moves in equal perceived steps', () => {
    const steps = Array.from({ length: 11 }, (_, step) => scale(step / 10).fill);
    const lengths = steps.slice(1).map((fill, index) => distance(fill, steps[index] ?? BLACK));
    expect(Math.max(...lengths) / Math.min(...lengths)).toBeLessThan(1.02);
  });

  it('ends well apart from the background, in the hue of the accent', () => {
    const end = scale(1).fill;
    expect(contrast(end, theme.background)).toBeGreaterThan(6);
    const hue = (colour: Rgb) => Math.atan2(toOklab(colour)[2], toOklab(colour)[1]);
    expect(hue(end)).toBeCloseTo(hue(theme.accent), 2);
  });

  it('clamps positions outside 0..1', () => {
    expect(scale(-1)).toEqual(scale(0));
    expect(scale(7)).toEqual(scale(1));
  });
});

it('text on a cell has a contrast of at least 4.5 in any theme', () => {
  const channel = fc.integer({ min: 0, max: 255 });
  const colour = fc.tuple(channel, channel, channel);
  fc.assert(
    fc.property(
      colour,
      colour,
      colour,
      fc.double({ min: 0, max: 1, noNaN: true }),
      (background, foreground, accent, at) => {
        const { fill, ink } = sequentialScale({ background, foreground, accent })(at);
        expect(contrast(fill, ink)).toBeGreaterThanOrEqual(4.5);
      },
    ),
    { numRuns: 300 },
  );
});

describe.each([
  ['light', light],
  ['dark', dark],
  ['high contrast', { background: BLACK, foreground: WHITE, accent: WHITE }],
])('the scale for what is below and above 0 in a %s theme', (_, theme) => {
  const scale = divergingScale(theme, [209, 134, 22], theme.accent);
  const steps = Array.from({ length: 41 }, (_unused, step) => step / 20 - 1);

  it('can be seen on the background everywhere', () => {
    for (const step of steps) expect(contrast(scale(step), theme.background)).toBeGreaterThan(2.9);
  });

  it('goes away from its middle on both sides, to colours that differ', () => {
    const far = steps.map((step) => distance(scale(step), scale(0)));
    for (let step = 1; step <= 20; step++) {
      expect(far[20 + step]).toBeGreaterThan((far[19 + step] ?? 0) + 0.001);
      expect(far[20 - step]).toBeGreaterThan((far[21 - step] ?? 0) + 0.001);
    }
    expect(distance(scale(-1), scale(1))).toBeGreaterThan(0.1);
    expect(scale(-7)).toEqual(scale(-1));
  });
});
