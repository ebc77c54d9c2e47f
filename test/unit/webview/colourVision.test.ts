import { describe, expect, it } from 'vitest';
import { INKS, PAPERS } from '../../../src/report/paper';
import { divergingScale, parseColour, sequentialScale, type Rgb } from '../../../webview/scale';
import { themes } from '../../webview/themes.mjs';
import { difference, EYES, JUST_NOTICED, seenBy, type Lab } from './colourVision';

const colour = (text = ''): Rgb => {
  const read = parseColour(text);
  if (!read) throw new Error(`“${text}” is no colour.`);
  return read;
};

/** As many steps as a colour bar has readable parts. */
const TENTHS = Array.from({ length: 11 }, (_, step) => step / 10);

interface Look {
  readonly name: string;
  readonly sequential: readonly Rgb[];
  /** From nothing to the most below 0, and above. */
  readonly below: readonly Rgb[];
  readonly above: readonly Rgb[];
  readonly lines: Readonly<Record<'train' | 'heldOut' | 'reference', Rgb>>;
}

const inThemes = Object.entries(themes).map(([name, theme]): Look => {
  const variables: Readonly<Record<string, string>> = theme.variables;
  const charts = (hue: string) => colour(variables[`charts-${hue}`]);
  const scales = {
    background: colour(variables['editor-background']),
    foreground: colour(variables['editor-foreground']),
    accent: charts('blue'),
  };
  const diverging = divergingScale(scales, charts('orange'), charts('blue'));
  return {
    name: `in the panel, ${name}`,
    sequential: TENTHS.map((share) => sequentialScale(scales)(share).fill),
    below: TENTHS.map((share) => diverging(-share)),
    above: TENTHS.map((share) => diverging(share)),
    lines: { train: charts('orange'), heldOut: charts('blue'), reference: charts('purple') },
  };
});

const onPaper = PAPERS.map((paper): Look => {
  const { sequential, less, more, train, heldOut, reference } = INKS[paper];
  return {
    name: `in a figure on ${paper} paper`,
    sequential: sequential.map(colour),
    below: less.map(colour),
    above: more.map(colour),
    lines: { train: colour(train), heldOut: colour(heldOut), reference: colour(reference) },
  };
});

describe.each([...inThemes, ...onPaper])('colours $name', ({ sequential, below, above, lines }) => {
  describe.each(EYES)('for eyes with %s', (_, eyes) => {
    const see = (colours: readonly Rgb[]) => colours.map((one) => seenBy(eyes, one));

    it.each([
      ['more information', sequential],
      ['what is below 0', below],
      ['what is above 0', above],
    ])('say %s by lightness that goes one way, in steps that are noticed', (_name, scale) => {
      const seen = see(scale);
      const steps = seen.slice(1).map((next, at) => [seen[at], next] as [Lab, Lab]);
      const [[first], [last]] = [seen[0], seen.at(-1)] as [Lab, Lab];
      for (const [one, next] of steps) {
        expect(Math.sign(next[0] - one[0])).toBe(Math.sign(last - first));
        expect(difference(one, next)).toBeGreaterThan(JUST_NOTICED);
      }
    });

    it('tell what is below 0 from as much above', () => {
      const [less, more] = [see(below).slice(1), see(above).slice(1)];
      less.forEach((one, at) => {
        expect(difference(one, more[at] as Lab)).toBeGreaterThan(JUST_NOTICED);
      });
    });

    it('tell the curves apart, which are thin and do not touch', () => {
      const [train, heldOut, reference] = see([lines.train, lines.heldOut, lines.reference]) as [
        Lab,
        Lab,
        Lab,
      ];
      expect(difference(train, heldOut)).toBeGreaterThan(10 * JUST_NOTICED);
      // It is dashed, too.
      expect(difference(reference, train)).toBeGreaterThan(JUST_NOTICED);
      expect(difference(reference, heldOut)).toBeGreaterThan(JUST_NOTICED);
    });
  });
});
