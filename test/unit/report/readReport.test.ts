import * as l10n from '@vscode/l10n';
import { afterEach, describe, expect, it } from 'vitest';
import { pairWarning } from '../../../src/mine/warningSentences';
import { checkReportSize, MOST_REPORT_BYTES, readReport } from '../../../src/report/readReport';
import { pair, report } from './reports';

const bytes = (data: unknown) =>
  new TextEncoder().encode(typeof data === 'string' ? data : JSON.stringify(data));
const read = (data: unknown) => readReport(bytes(data), 'some.mine.json');
const good = report([pair('a', 'b')]);

describe('a report from somebody who reads another language', () => {
  afterEach(() => {
    l10n.config({ contents: {} });
  });

  it('warns in the language of its reader', () => {
    l10n.config({
      contents: {
        'Each value of {0} goes with one value of {1} in these rows: the one may be defined by the other.':
          '{0} → {1}',
      },
    });
    const saved = JSON.stringify(
      report([pair('a', 'b', { warnings: [pairWarning('determined', 'a', 'b')] })]),
    );
    expect(saved).toContain('"message":"a → b"');
    l10n.config({ contents: {} });
    expect(read(saved).pairs[0]?.warnings[0]?.message).toMatch(/^Each value of a goes with one value of b /);
  });

  it('keeps a warning that an earlier version wrote without its values', () => {
    const warnings = [{ code: 'few-rows' as const, message: '行数少' }];
    expect(read(report([pair('a', 'b', { warnings })])).pairs[0]?.warnings).toEqual(warnings);
  });
});

describe('a file that is opened as a report', () => {
  it('is read as it was written', () => {
    expect(read(good)).toEqual(good);
  });

  it('is read with or without a word on how the file was read, as old ones have none', () => {
    const told = {
      ...good,
      dataset: { ...good.dataset, reading: { comment: null, columns: [['__proto__', 'text']] } },
    };
    expect(read(told)).toEqual(told);
    const wrong = { ...good, dataset: { ...good.dataset, reading: { encoding: 'rot13' } } };
    expect(() => read(wrong)).toThrow(/is a damaged report: dataset\.reading\.encoding: /);
  });

  it.each([
    ['', /some\.mine\.json cannot be read as a report, it is not JSON/],
    ['[1, 2', /it is not JSON/],
    ['[]', /is no report of MINE: it has no "schema": "mine-report\/1"/],
    ['null', /is no report of MINE/],
    [{ schema: 'other' }, /is no report of MINE/],
    [
      { ...good, schema: 'mine-report/7' },
      /is a report of another version \(mine-report\/7\); this version reads mine-report\/1/,
    ],
    [{ ...good, pairs: [{ ...good.pairs[0], mi: -1 }] }, /is a damaged report: pairs\.0\.mi: /],
    [{ ...good, pairs: 'many' }, /is a damaged report: pairs: /],
    [{ ...good, seconds: null }, /is a damaged report: seconds: /],
  ])('where it is %j, says so', (data, sentence) => {
    expect(() => read(data)).toThrow(sentence);
  });

  it('says so in one line of bounded length, whatever it holds', () => {
    const data = { ...good, dataset: { ...good.dataset, format: `\u202e\n${'x'.repeat(100_000)}` } };
    expect(() => read(data)).toThrow(/^[^\n\u202e]{1,400}$/);
  });

  it('is refused by its depth before it is read', () => {
    for (const nested of ['['.repeat(1_000_000), `{"a":`.repeat(17), `["\\"]", ${'['.repeat(17)}`])
      expect(() => read(nested)).toThrow(
        'some.mine.json is no report of MINE: it is nested more than 16 deep.',
      );
  });

  it('may have any number of brackets in its text', () => {
    const source = '[{"'.repeat(20);
    const written = { ...good, dataset: { ...good.dataset, source } };
    expect(read(written)).toEqual(written);
  });

  it('has nothing unseen in what it says', () => {
    const warnings = [{ code: 'few-rows', message: 'Few \u202eswor' }];
    const strange = { ...good, pairs: [{ ...good.pairs[0], warnings }], startedAt: 'now\u0007' };
    const { pairs, startedAt } = read(strange);
    expect(pairs[0]?.warnings[0]?.message).toBe('Few \\u202eswor');
    expect(startedAt).toBe('now\\u0007');
  });

  it('is refused by its size before it is read', () => {
    expect(() => {
      checkReportSize(MOST_REPORT_BYTES + 2 ** 20, 'big');
    }).toThrow('big has 257 MB; reports of up to 256 MB can be read.');
  });

  it('with bytes that are no text is refused', () => {
    expect(() => readReport(Uint8Array.of(0x7b, 0xff, 0xfe), 'x')).toThrow(/x cannot be read as a report/);
  });
});
