import { describe, expect, it } from 'vitest';
import { boundsHtml } from '../../../src/report/bounds';
import { compareReports } from '../../../src/report/comparison';
import { comparisonHtml } from '../../../src/report/comparisonRenderings';
import { convergenceHtml } from '../../../src/report/convergence';
import { curvesSvg } from '../../../src/report/curvesSvg';
import { differenceSvg } from '../../../src/report/differenceSvg';
import { heatmapSvg } from '../../../src/report/heatmapSvg';
import { INKS, inkOn, PAPERS, shade } from '../../../src/report/paper';
import { renderReport } from '../../../src/report/renderings';
import { reportHtml } from '../../../src/report/reportHtml';
import { NAMES_OF_STRANGERS, pair, report, triangle } from './reports';

const strange = report(triangle(NAMES_OF_STRANGERS, (i, j) => (i + j) / 10));

/** Tags and attributes of markup, once its text is taken away. */
const tags = (markup: string) => [...markup.matchAll(/<\/?([A-Za-z!][^\s>/]*)/g)].map(([, name]) => name);

describe.each(PAPERS)('on %s paper', (paper) => {
  const markup = [
    heatmapSvg(strange, 'nats', paper).svg,
    curvesSvg(strange.pairs[3] ?? pair('a', 'b'), 'bits', paper).svg,
    differenceSvg(compareReports(strange, strange), 'nats', paper).svg,
    comparisonHtml(
      compareReports(strange, strange),
      { before: '<b>', after: '"&' },
      { units: 'nats', paper, style: 'inline' },
    ),
    reportHtml(strange, 'nats'),
    convergenceHtml(
      {
        schema: 'mine-convergence/1',
        source: '<b>"&\u202e',
        x: NAMES_OF_STRANGERS,
        z: ['<script>alert(1)</script>'],
        estimator: 'mine',
        preset: '<i>',
        seed: 1,
        sizes: [50, 100, 200],
        points: [{ rows: 90, mi: 0.2, interval: [0.1, 0.3] }],
        leftOut: [{ size: 50, reason: '<u>' }],
      },
      { units: 'nats', paper, style: 'inline' },
    ),
    boundsHtml(
      {
        schema: 'mine-bounds/1',
        source: '<b>"&\u202e',
        x: NAMES_OF_STRANGERS,
        z: ['<script>alert(1)</script>'],
        preset: '<i>',
        seed: 1,
        engine: '<u>',
        rows: { train: 200, heldOut: 100 },
        steps: 40,
        gaussian: 0.3,
        points: [0, 20].map((iteration) => ({
          iteration,
          critics: { mine: { mine: 0.2, 'mine-f': 0.1 }, 'mine-f': { mine: 0.2, 'mine-f': 0.2 } },
        })),
      },
      { units: 'nats', paper, style: 'inline' },
    ),
  ].join('');

  it('names from strangers are text and nothing else', () => {
    const known =
      /^(!DOCTYPE|html|head|meta|title|style|body|svg|rect|text|g|path|circle|h[12]|p|figure|dl|dt|dd|div|strong|table|thead|tbody|tr|th|td|details|summary|ul|li)$/;
    expect(tags(markup).filter((tag) => !known.test(tag ?? ''))).toEqual([]);
    expect(markup).not.toMatch(/<[^>]*\son\w+\s*=/i);
    expect(markup).not.toMatch(/<[^>]*\s(href|src)\s*=/i);
  });

  it('no character is unseen, turns the text about, or breaks XML', () => {
    expect(markup.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
    expect(markup).toContain('\\u202egnp');
  });

  it('a name of ten thousand characters does not make the figure wide', () => {
    const { width, height } = heatmapSvg(strange, 'nats', paper);
    expect(Math.max(width, height)).toBeLessThan(1500);
  });

  it('text stands out from its ground, and from every colour of the scales', () => {
    const { ground, text, faint, sequential, less, more } = INKS[paper];
    for (const ink of [text, faint]) expect(contrast(ink, ground)).toBeGreaterThan(4.5);
    for (const scale of [sequential, less, more])
      for (let share = 0; share <= 1; share += 1 / 64) {
        const fill = shade(scale, share);
        expect(contrast(inkOn(fill), fill), fill).toBeGreaterThan(4.5);
      }
  });
});

/** WCAG 2 contrast ratio. */
function contrast(one: string, other: string): number {
  const luminance = (colour: string) =>
    [1, 3, 5]
      .map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
      .map((share) => (share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4))
      .reduce((sum, light, i) => sum + light * ([0.2126, 0.7152, 0.0722][i] ?? 0), 0);
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

describe('a heatmap', () => {
  const squares = (svg: string) =>
    [...svg.matchAll(/<rect x="([\d.]+)" y="([\d.]+)" width="45"[^>]*fill="(#\w+)"/g)].map(
      ([, x, y, fill]) => ({
        x: Number(x),
        y: Number(y),
        fill,
      }),
    );

  it('is a lower triangle in the order of the columns, darker where there is more', () => {
    const { svg } = heatmapSvg(report(triangle(['a', 'b', 'c'], (i, j) => i + j - 1)), 'nats', 'light');
    const [ab, ac, bc] = squares(svg);
    expect([ab?.x, ab?.y]).not.toEqual([ac?.x, ac?.y]);
    expect(ab?.x).toBe(ac?.x);
    expect(ac?.y).toBe(bc?.y);
    expect(ab?.fill).toBe('#ffffff');
    expect(svg).toMatch(/>2\.00<\/text>/);
  });

  it('is one column where all pairs share a variable', () => {
    const { svg } = heatmapSvg(report([pair('a', 't'), pair('b', 't'), pair('c', 't')]), 'bits', 'light');
    expect(new Set(squares(svg).map(({ x }) => x)).size).toBe(1);
    expect(new Set(squares(svg).map(({ y }) => y)).size).toBe(3);
  });

  it('of 500 columns stays a file that can be opened', () => {
    const names = Array.from({ length: 500 }, (_, i) => `column ${i}`);
    const { svg, width } = heatmapSvg(report(triangle(names, (i, j) => ((i * j) % 97) / 50)), 'nats', 'dark');
    expect(svg.length).toBeLessThan(5_000_000);
    expect(width).toBeLessThan(1500);
  });
});

describe('training curves', () => {
  it('show both bounds, the chosen stop and the Gaussian reference', () => {
    const { svg } = curvesSvg(pair('a', 'b'), 'nats', 'light');
    expect(svg).toMatch(/Held-out rows.*Training rows.*Gaussian reference/s);
    expect(svg).toContain('Chosen stop: step 260');
  });

  it('say where there was no training', () => {
    expect(curvesSvg(pair('a', 'b', { curve: [], stop: null }), 'nats', 'light').svg).toContain(
      'No training.',
    );
  });
});

describe('the HTML file', () => {
  const html = renderReport(strange, 'html', 'nats');

  it('loads nothing and needs no script', () => {
    expect(html).toContain("default-src 'none'; style-src 'unsafe-inline'");
    expect(html).not.toMatch(/<script|<link|<img|@import|url\(/i);
  });

  it('has the heatmap, every pair, the curves and what is needed to repeat it', () => {
    expect(html).toContain('<svg');
    expect(html.match(/<tr>/g)?.length).toBeGreaterThan(strange.pairs.length);
    expect(html).toContain('<summary>');
    expect(html).toContain('SHA-256');
  });
});
