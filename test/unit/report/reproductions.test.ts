import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import * as v from 'valibot';
import { REPRODUCTIONS } from '../../../src/mine/reproductions/reproduction';
import { chartSvg } from '../../../src/report/chartSvg';
import {
  reproductionMarkdown,
  reproductionRecord,
  reproductionTable,
} from '../../../src/report/reproductionRenderings';

const folder = fileURLToPath(new URL('../../../docs/paper/', import.meta.url));
const read = (file: string) => readFileSync(`${folder}${file}`, 'utf8');
const files = readdirSync(folder).filter((file) => file.endsWith('.json'));

describe('the results in docs/paper', () => {
  it('are there for every experiment', () => {
    const names = new Set(files.map((file) => v.parse(reproductionRecord, JSON.parse(read(file))).name));
    expect([...names].sort()).toEqual([...REPRODUCTIONS].sort());
  });

  it.each(files)(
    '%s is a record with seed and time, drawn and told as its neighbours in the folder are',
    (file) => {
      const record = v.parse(reproductionRecord, JSON.parse(read(file)));
      expect(record.settings['seed']).toEqual(expect.any(Number));
      expect(record.seconds).toBeGreaterThan(0);
      expect(record.paper.join()).toMatch(/from memory/);
      for (const row of record.rows) expect(row).toHaveLength(record.columns.length);
      const figure = file.replace(/json$/, 'svg');
      const { svg } = chartSvg(record.figure, 'light');
      expect(svg).toBe(read(figure));
      expect(svg).not.toMatch(/NaN|Infinity|undefined/);
      expect(read('README.md')).toContain(reproductionMarkdown(record, figure));
      const table = reproductionTable(record);
      for (const { claim, holds } of record.findings)
        expect(table).toContain(`${holds ? 'Holds' : 'DOES NOT HOLD'}: ${claim}`);
    },
  );
});
