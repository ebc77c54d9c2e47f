import assert from 'node:assert/strict';
import * as v from 'valibot';
import { DatasetError } from '../../src/dataset/dataset';
import { readDataset } from '../../src/dataset/read';
import { bytesSource } from '../../src/dataset/bytes/source';
import { fromPanel, toPanel } from '../../src/extension/panel/panelProtocol';
import { RunModel } from '../../src/extension/run/runModel';
import { checkPlan } from '../../src/process/run/checkPlan';
import {
  fromProcess,
  toProcess,
  type ApplicationResult,
  type Plan,
  type Profile,
} from '../../src/process/protocol';
import { boundsHtml } from '../../src/report/bounds';
import { commandLine } from '../../src/report/commandLine';
import { compareReports } from '../../src/report/comparison';
import { COMPARISON_FORMATS, renderComparison } from '../../src/report/comparisonRenderings';
import { compressionHtml } from '../../src/report/compressionRenderings';
import { curvesSvg } from '../../src/report/curvesSvg';
import { readReport, ReportError } from '../../src/report/readReport';
import { FORMATS, renderReport } from '../../src/report/renderings';
import { synthesisHtml } from '../../src/report/synthesisRenderings';
import { SnapshotParts } from '../../webview/snapshotParts';
import { emptyState, reduce } from '../../webview/state';
import { Tally } from '../../webview/tally';
import { pairEnds } from '../../webview/variables';

/** What is fed with damaged files, and what must hold whatever is in them. */
export interface Target {
  /** Also the name of its folder in the corpus. */
  readonly name: string;
  /** Its files are JSON, and are changed as such too. */
  readonly isJson: boolean;
  /**
   * @param file name of the input's file, whose ending tells the format
   * @returns what became of it, in a few words: inputs with another outcome are worth keeping
   * @throws where something does not hold
   */
  readonly check: (bytes: Uint8Array, file: string) => Promise<string> | string;
}

/** A dataset is read, or refused in a sentence. */
async function checkReader(bytes: Uint8Array, file: string): Promise<string> {
  const name = `a${/\.[a-z]+$/.exec(file)?.[0] ?? ''}`;
  try {
    const dataset = await readDataset(bytesSource(name, bytes), { maxCells: 10_000 });
    assert.ok(dataset.rows > 0);
    assert.equal(dataset.lines.length, dataset.rows);
    assert.equal(new Set(dataset.columns.map((column) => column.name)).size, dataset.columns.length);
    for (const column of dataset.columns) {
      const cells = column.kind === 'numeric' ? column.values : column.codes;
      assert.ok(cells.length === dataset.rows || column.reason !== undefined);
      assert.ok(column.missing + column.unparsable.count <= dataset.rowsInFile);
    }
    dataset.lines.forEach((line, row) => {
      assert.ok(line >= (dataset.lines[row - 1] ?? 1));
    });
    return `${dataset.format}: ${[...new Set(dataset.columns.map(({ type }) => type))].sort().join()}`;
  } catch (error) {
    if (!(error instanceof DatasetError)) throw error;
    assert.ok(error.message.startsWith(`${name} `) && error.message.endsWith('.'), error.message);
    return outline(error.message);
  }
}

/** A report is read and can be shown in every form, or refused in a sentence. */
function checkReport(bytes: Uint8Array): string {
  try {
    const report = readReport(bytes, 'a.mine.json');
    for (const format of FORMATS) checkMarkup(renderReport(report, format, 'bits'), format);
    for (const pair of report.pairs) checkMarkup(curvesSvg(pair, 'nats', 'dark').svg, 'svg');
    const comparison = compareReports(report, report);
    for (const format of COMPARISON_FORMATS)
      checkMarkup(renderComparison(comparison, { before: 'a', after: 'b' }, format, 'nats'), format);
    commandLine(report, { program: ['mine'], file: 'a', shell: 'posix' });
    return `report of ${report.pairs.map(({ status }) => status).join()}`;
  } catch (error) {
    if (!(error instanceof ReportError)) throw error;
    assert.match(error.message, /^a\.mine\.json [^\n]{1,400}$/);
    return outline(error.message);
  }
}

function checkMarkup(text: string, format: string): void {
  if (format !== 'html' && format !== 'svg') return;
  const [live] =
    /<(script|iframe|object|embed|image|foreignObject|a)\b|<[^>]*\s(on\w+|href|src)\s*=/i.exec(text) ?? [];
  assert.equal(live, undefined, `${format} runs or loads something`);
  const [endless] =
    /="[^"]*(Infinity|NaN)[^"]{0,20}/.exec(text.replace(/(aria-label|<title>)="[^"]*"/g, '')) ?? [];
  assert.equal(endless, undefined, `${format} has a place that is no number`);
}

const PLAN: Plan = {
  variables: ['a', 'b', 'c'].map((name) => ({ name, columns: [name] })),
  pairs: [
    [0, 1],
    [0, 2],
  ],
  ...{ estimator: 'mine', preset: 'quick', seed: 1, threads: 1, engine: 'auto', maxRows: 0 },
};

const column = { missing: 0, distinct: 9, unparsable: 0, examples: [] };
const PROFILE: Profile = {
  ...{ source: 'a.csv', format: 'csv', sha256: '', rows: 99, rowsInFile: 99 },
  reading: {
    ...{
      compressed: null,
      encoding: 'utf-8',
      delimiter: ',',
      decimalComma: false,
      header: true,
      comment: null,
    },
    missing: [],
  },
  badRows: { count: 0, examples: [] },
  columns: ['a', 'b', 'c'].map((name) => ({ name, type: 'numeric', ...column })),
};

/** Each message is refused by the schemas, or what it is told to can go on. */
async function checkMessage(bytes: Uint8Array): Promise<string> {
  const message = parsed(bytes);
  const outcomes = [
    ['to panel', toPanel, checkToPanel],
    ['from process', fromProcess, checkFromProcess],
    ['to process', toProcess, checkToProcess],
    ['from panel', fromPanel, () => undefined],
  ] as const;
  const taken: string[] = [];
  for (const [border, schema, check] of outcomes) {
    const result = v.safeParse(schema, message);
    if (!result.success) continue;
    await check(result.output as never);
    taken.push(`${border}: ${result.output.type}`);
  }
  const batch = v.safeParse(v.array(toPanel), message);
  if (batch.success) {
    batch.output.forEach(checkToPanel);
    taken.push(`batch to panel: ${batch.output.length}`);
  }
  return taken.join() || 'refused';
}

function checkToPanel(message: v.InferOutput<typeof toPanel>): void {
  if (message.type === 'points' || message.type === 'openPair' || message.type === 'draw') return;
  if (message.type === 'morePairs') {
    assert.equal(new SnapshotParts().add(message.pairs), null);
    return;
  }
  try {
    const { state } = reduce(emptyState, message);
    const { pairs = [], variables = [] } = state.snapshot ?? {};
    assert.equal(pairEnds(pairs, variables).x.length, pairs.length);
    new Tally(pairs);
  } catch (error) {
    // In words, for a message that belongs to no run.
    if (!(error instanceof RangeError)) throw error;
  }
}

/** What an application has found can be shown. */
function checkDrawn(result: ApplicationResult): void {
  const look = { units: 'bits', paper: 'dark', style: 'inline' } as const;
  switch (result.schema) {
    case 'mine-bounds/1':
      checkMarkup(boundsHtml(result, look), 'html');
      break;
    case 'mine-compression/1':
      checkMarkup(compressionHtml(result, look), 'html');
      break;
    case 'mine-synthesis/1':
      checkMarkup(synthesisHtml(result, look), 'html');
      break;
  }
}

/** What the extension takes from the process can be told the page. */
function checkFromProcess(message: v.InferOutput<typeof fromProcess>): void {
  if (message.type === 'application' || message.type === 'applied') {
    checkDrawn(message.result);
    return;
  }
  const model = new RunModel(PROFILE, PLAN);
  if (message.type === 'started') model.started(message);
  else if (message.type === 'progress') model.progress(message);
  else if (message.type === 'finished') model.finished(message);
  else if (message.type === 'failed' || message.type === 'refused') model.failed(message.message);
  else return;
  v.parse(toPanel, { type: 'snapshot', snapshot: model.snapshot('nats') });
}

async function checkToProcess(message: v.InferOutput<typeof toProcess>): Promise<void> {
  if (message.type === 'estimate') {
    const text = `a,b,c\n${Array.from({ length: 99 }, (_, i) => `${i},${(i * 7) % 31},${i % 3}\n`).join('')}`;
    checkPlan(message.plan, await readDataset(bytesSource('a.csv', new TextEncoder().encode(text))));
  }
}

function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes), (_, value: unknown) =>
      // JSON has none of them; messages between processes do.
      value === '@NaN'
        ? NaN
        : value === '@Infinity'
          ? Infinity
          : value === '@bytes'
            ? new Uint8Array(3)
            : value,
    );
  } catch {
    return undefined;
  }
}

/** A sentence without what differs from file to file. */
function outline(sentence: string): string {
  return sentence.replace(/"[^"]*"|“[^”]*”|\d+/g, '_').slice(0, 80);
}

export const TARGETS: readonly Target[] = [
  { name: 'readers', isJson: false, check: checkReader },
  { name: 'report', isJson: true, check: checkReport },
  { name: 'messages', isJson: true, check: checkMessage },
];

/** Whether what was read has reached the prototypes of all objects. */
export function assertUnpolluted(): void {
  assert.deepEqual(Object.keys(Object.prototype), []);
  assert.equal(({} as Record<string, unknown>)['polluted'], undefined);
}
