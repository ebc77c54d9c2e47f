import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import * as v from 'valibot';
import { renderReport } from '../../../src/report/renderings';
import { report as schema, type PairResult } from '../../../src/report/report';
import { pair, report } from './reports';

const failed = pair('a', 'c', {
  mi: null,
  interval: null,
  heldOut: null,
  pValue: null,
  qValue: null,
  status: 'failed',
  error: 'Only 5 rows.',
  references: { gaussian: null },
});

describe('a report as a table', () => {
  it('says what was used, and lists the strongest pair first and the failed ones last', () => {
    const text = renderReport(
      report([failed, pair('a', 'b'), pair('b', 'c', { mi: 1.25 })]),
      'table',
      'nats',
    );
    expect(text).toBe(
      [
        'plants.csv: 300 of 320 rows used, 2 bad rows left out. Mutual information in nats (mine, standard, seed 1; kernel, 2 threads, 3.2 s).',
        '',
        'x  z    MI  90 % interval       p      q    n  Pearson  Spearman  status',
        'b  c  1.25   0.40 to 0.62  <0.001  0.012  300    -0.71     -0.70  converged',
        'a  b  0.50   0.40 to 0.62  <0.001  0.012  300    -0.71     -0.70  converged',
        'a  c     –              –       –      –  300        –         –  failed',
        '',
        'a with c: Only 5 rows.',
        '',
      ].join('\n'),
    );
  });

  it('says a warning of several pairs once', () => {
    const warnings = [{ code: 'few-rows' as const, message: 'Only 40 rows.' }];
    const text = renderReport(
      report([pair('a', 'b', { warnings }), pair('a', 'c', { warnings })]),
      'table',
      'nats',
    );
    expect(text.match(/Only 40 rows/g)).toHaveLength(1);
    expect(text).toMatch(/a with b: Only 40 rows\. \(1 more pair: few-rows\.\)/);
  });
});

describe('a report as CSV', () => {
  const rows = (pairs: PairResult[], units: 'nats' | 'bits' = 'nats') =>
    Papa.parse<Record<string, string>>(renderReport(report(pairs), 'csv', units), {
      header: true,
      skipEmptyLines: true,
    }).data;

  it('has the numbers in full, in the chosen unit', () => {
    expect(rows([pair('a', 'b')], 'bits')[0]).toMatchObject({
      mi_bits: String(0.5 / Math.LN2),
      p: '0.0004',
      pearson: '-0.71',
    });
    expect(rows([failed])[0]).toMatchObject({ mi_nats: '', lower: '', status: 'failed' });
  });

  it.each(['a,b', 'a "quoted" name', 'two\nlines'])('gives the name %j back as it was', (name) => {
    expect(rows([pair(name, 'z')])[0]?.['x']).toBe(name);
  });

  it.each([
    ['=1+1', "'=1+1"],
    ['+cmd', "'+cmd"],
    ['-2+3', "'-2+3"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['＝1', "'＝1"],
    ['\t=1', "'\t'=1"],
    ['\n=1', "'\n'=1"],
    // A spreadsheet that splits lines at semicolons sees no quotes in the middle of a cell.
    ['a;=1+1', "a;'=1+1"],
    ['a\n=1+1', "a\n'=1+1"],
  ])('keeps a spreadsheet from running the name %j', (name, safe) => {
    expect(rows([pair(name, 'z')])[0]?.['x']).toBe(safe);
  });

  it.each(['-1', '-0.5', '1e-9', 'a-b', 'x = y', 'me@here'])('leaves the name %j as it is', (name) => {
    expect(rows([pair(name, 'z')])[0]?.['x']).toBe(name);
  });

  it('has numbers below zero as numbers', () => {
    expect(rows([pair('a', 'b', { references: { gaussian: 0, pearson: -0.25 } })])[0]).toMatchObject({
      pearson: '-0.25',
    });
  });
});

describe('a report as Markdown', () => {
  it('escapes what would break its table', () => {
    const text = renderReport(report([pair('a|b', 'z')]), 'markdown', 'nats');
    expect(text).toMatch(/^\| a\\\|b \| z \| 0\.50 \|/m);
  });

  it('keeps names from being markup', () => {
    const names = ['<img onerror=x>', '[a](b)', 'two\nlines', '`*', 'snake_case'];
    const text = renderReport(report(names.map((name) => pair(name, 'z'))), 'markdown', 'nats');
    for (const cell of ['&lt;img onerror=x>', '\\[a\\](b)', 'two lines', '\\`\\*', 'snake_case'])
      expect(text).toContain(`| ${cell} | z |`);
  });

  it.each([
    ['https://evil.example/x', 'https\\://evil.example/x'],
    ['www.evil.example', 'www\\.evil.example'],
    ['me@evil.example', 'me\\@evil.example'],
    ['_init_', '\\_init\\_'],
    ['~~gone~~', '\\~\\~gone\\~\\~'],
    ['$x$', '\\$x\\$'],
  ])('keeps the name %j from being a link, emphasis or a formula', (name, cell) => {
    const text = renderReport(report([pair(name, 'z')]), 'markdown', 'nats');
    expect(text).toContain(`| ${cell} | z |`);
  });

  it.each(['# big', '> quoted', '- item', '1. item', '=== rule', '    code'])(
    'keeps a file named %j from beginning anything but a sentence',
    (source) => {
      const strange = report([pair('a', 'z')]);
      const text = renderReport({ ...strange, dataset: { ...strange.dataset, source } }, 'markdown', 'nats');
      expect(text).toMatch(/^(\\[#>=-]|1\\\.|code)/);
    },
  );
});

describe('a report as JSON', () => {
  it('is read by its own schema', () => {
    const parsed = v.parse(
      schema,
      JSON.parse(renderReport(report([failed, pair('a', 'b')]), 'json', 'nats')),
    );
    expect(parsed).toEqual(report([failed, pair('a', 'b')]));
  });
});
