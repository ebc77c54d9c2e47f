import * as v from 'valibot';
import { FORMS, type Cell, type Form, type Reproduction } from '../mine/reproductions/reproduction';
import { alignedTable } from './alignedTable';

/** A reproduction with when and by what it was made. */
export interface ReproductionRecord extends Reproduction {
  readonly schema: 'mine-paper/1';
  readonly name: string;
  readonly form: Form;
  readonly engine: string;
  readonly threads: number;
  readonly seconds: number;
  /** Of all threads, which a machine that others share gives in parts; absent: was not measured. */
  readonly processorSeconds?: number | undefined;
}

const cell = v.nullable(v.union([v.string(), v.number()]));
const point = v.tuple([v.number(), v.number()]);
const series = v.object({
  name: v.string(),
  mark: v.picklist(['line', 'dashes', 'points']),
  points: v.array(point),
});

export const reproductionRecord = v.object({
  schema: v.literal('mine-paper/1'),
  name: v.string(),
  title: v.string(),
  form: v.picklist(FORMS),
  engine: v.string(),
  threads: v.number(),
  seconds: v.number(),
  processorSeconds: v.optional(v.number()),
  settings: v.record(v.string(), cell),
  columns: v.array(v.string()),
  rows: v.array(v.array(cell)),
  paper: v.array(v.string()),
  findings: v.array(v.object({ claim: v.string(), holds: v.boolean(), measured: v.string() })),
  notes: v.array(v.string()),
  figure: v.object({
    title: v.string(),
    panels: v.array(v.object({ title: v.string(), x: v.string(), y: v.string(), series: v.array(series) })),
  }),
});

/** For a terminal. */
export function reproductionTable(record: ReproductionRecord): string {
  const rows = [record.columns, ...record.rows.map((row) => row.map(formatCell))];
  const body = alignedTable(rows, (column) => typeof record.rows[0]?.[column] !== 'number');
  return [`${record.title}${mode(record)}`, '', ...body, '', ...remarks(record, (line) => line), ''].join(
    '\n',
  );
}

/** As a section of a Markdown document; `figure`: file of the figure, beside it. */
export function reproductionMarkdown(record: ReproductionRecord, figure: string): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((text) => text.replaceAll('|', '\\|')).join(' | ')} |`;
  return [
    `## ${record.name}: ${record.title}${mode(record)}`,
    '',
    line(record.columns),
    line(record.columns.map((_, j) => (typeof record.rows[0]?.[j] === 'number' ? '--:' : '---'))),
    ...record.rows.map((row) => line(row.map(formatCell))),
    '',
    ...remarks(record, (text) => `- ${text}`),
    '',
    `![${record.figure.title}](${figure})`,
    '',
  ].join('\n');
}

function remarks(record: ReproductionRecord, line: (text: string) => string): string[] {
  const settings = Object.entries(record.settings).map(([name, value]) => `${name} ${formatCell(value)}`);
  return [
    ...record.findings.map(({ claim, holds, measured }) =>
      line(`${holds ? 'Holds' : 'DOES NOT HOLD'}: ${claim} (${measured}).`),
    ),
    ...record.paper.map((text) => line(`Paper: ${text}`)),
    ...record.notes.map(line),
    line(`Settings: ${settings.join(', ')}. ${time(record)}`),
  ];
}

function time({ engine, threads, seconds, processorSeconds }: ReproductionRecord): string {
  const processor =
    processorSeconds === undefined ? '' : `, ${processorSeconds.toFixed(0)} s of processor time`;
  return `${engine}, threads: ${threads}, ${seconds.toFixed(0)} s${processor}.`;
}

function mode({ form }: ReproductionRecord): string {
  return form === 'full' ? '' : ` (${form})`;
}

/** Three decimals, or four significant digits where that says more. */
export function formatCell(value: Cell): string {
  if (value === null) return '–';
  if (typeof value === 'string') return value;
  if (Number.isInteger(value)) return String(value);
  return Math.abs(value) < 0.1 ? String(Number(value.toPrecision(3))) : value.toFixed(3);
}
