import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { compareReports, comparisonNotes, comparisonTable } from '../../../src/report/comparison';
import { comparisonHtml, renderComparison } from '../../../src/report/comparisonRenderings';
import { differenceSvg } from '../../../src/report/differenceSvg';
import { pair, report } from './reports';

const at = (x: string, z: string, mi: number, interval: [number, number]) => pair(x, z, { mi, interval });
const before = report([
  at('a', 'b', 0.2, [0.1, 0.3]),
  at('a', 'c', 1, [0.8, 1.1]),
  at('b', 'c', 0.5, [0.4, 0.6]),
  at('a', 'gone', 0.1, [0, 0.2]),
]);
const after = report(
  [
    at('b', 'a', 0.25, [0.15, 0.35]),
    at('a', 'c', 0.3, [0.2, 0.4]),
    at('b', 'c', 0.65, [0.55, 0.7]),
    at('a', '=new', 0.1, [0, 0.2]),
  ],
  { settings: { ...before.settings, preset: 'quick' } },
);
const comparison = compareReports(before, after);

describe('two reports', () => {
  it('are compared pair by pair, whichever side stands first, the largest change first', () => {
    expect(comparisonTable(comparison, 'nats')).toEqual([
      ['x', 'z', 'first', 'second', 'change', 'intervals'],
      ['a', 'c', '1.00 (0.80 to 1.10)', '0.30 (0.20 to 0.40)', '−0.70', 'intervals are apart'],
      ['b', 'c', '0.50 (0.40 to 0.60)', '0.65 (0.55 to 0.70)', '+0.15', 'intervals overlap'],
      ['b', 'a', '0.20 (0.10 to 0.30)', '0.25 (0.15 to 0.35)', '+0.050', 'each lies in the other’s interval'],
      ['a', 'gone', '0.10 (0.00 to 0.20)', '', '–', 'only in the first report'],
      ['a', '=new', '', '0.10 (0.00 to 0.20)', '–', 'only in the second report'],
    ]);
  });

  it('say what else may have made the difference', () => {
    expect(comparisonNotes(comparison)).toEqual([
      'Both reports are of the same data.',
      'The settings differ: preset standard and quick.',
      '1 pair is only in the first report.',
      '1 pair is only in the second report.',
    ]);
  });

  it('are a page in the editor that has no style and no script in it, and loads one script alone', () => {
    const style = { nonce: 'bm9uY2U', address: 'https://file/drawnPage.js', id: 'a"b' };
    const names = { before: 'one', after: 'two' };
    const page = comparisonHtml(comparison, names, { units: 'nats', paper: 'dark', style });
    expect(/Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1]).toBe(
      "default-src 'none'; script-src 'nonce-bm9uY2U'",
    );
    expect(page).not.toMatch(/<style|\sstyle=|<link|<img|url\(/i);
    expect(page.match(/<script[^]*?<\/script>/g)).toEqual([
      '<script nonce="bm9uY2U" src="https://file/drawnPage.js" data-id="a&quot;b"></script>',
    ]);
  });

  it('without an estimate on one side have no change', () => {
    const failed = report([pair('a', 'b', { mi: null, interval: null, status: 'failed' })]);
    expect(compareReports(before, failed).pairs[0]).toMatchObject({ change: null, overlap: 'unknown' });
  });

  it('are blue where there is less, orange where there is more, crossed out where one has no pair', () => {
    const { svg } = differenceSvg(comparison, 'nats', 'light');
    const fill = (name: string) =>
      new RegExp(`<title>${name}:[^<]*</title><rect [^>]*fill="#(..)..(..)"`)
        .exec(svg)
        ?.slice(1)
        .map((channel) => Number.parseInt(channel, 16));
    const [lessRed = 0, lessBlue = 0] = fill('a with c') ?? [];
    const [moreRed = 0, moreBlue = 0] = fill('b with c') ?? [];
    expect(lessBlue).toBeGreaterThan(lessRed);
    expect(moreRed).toBeGreaterThan(moreBlue);
    expect(svg.match(/stroke-opacity/g)).toHaveLength(2);
  });

  it('as CSV have the numbers in full and no formula', () => {
    const text = renderComparison(comparison, { before: 'one', after: 'two' }, 'csv', 'nats');
    const rows = Papa.parse<Record<string, string>>(text, { header: true, skipEmptyLines: true }).data;
    expect(rows.find(({ intervals }) => intervals === 'apart')).toMatchObject({ first: '1', second: '0.3' });
    expect(rows.find(({ intervals }) => intervals === 'second only')?.['z']).toBe("'=new");
  });
});
