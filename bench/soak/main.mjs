/*
 * npm run bench:soak [-- N]
 * N runs (100), one after the other: in one window of a real VS Code with the extension as it is released, where every run
 * has a background process of its own; and in one background process, which is more than the extension asks of it. Prints
 * what each uses and whether it grows. Needs `ps`.
 */
import { build } from 'esbuild';
import { execFileSync, fork } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OUT, ROOT } from '../../scripts/paths.mjs';
import { run } from '../../scripts/run.mjs';
import { runExtensionTests } from '../../scripts/vscode/extensionTests.mjs';

const COLUMNS = 12;
const ROWS = 300;
/** Of the runs, in which caches fill and V8 finds its size. */
const WARM_UP = 0.2;
const MOST_MS_A_RUN = 20_000;

const runs = Number(process.argv[2] ?? 100);
const scratch = mkdtempSync(join(tmpdir(), 'mine-soak-'));
const file = join(scratch, 'soak.csv');
const names = Array.from({ length: COLUMNS }, (_, j) => `c${j}`);
const lines = Array.from({ length: ROWS }, (_, i) => names.map((_, j) => (i * (7 + 2 * j)) % 97));
writeFileSync(file, [names, ...lines].map((line) => `${line.join()}\n`).join(''));

try {
  await run(process.execPath, ['esbuild.mjs', '--production'], { cwd: ROOT });
  const { uses, reportBytes } = await inWindow();
  const series = [
    { title: 'extension host: heap', values: uses.map(({ heap }) => heap) },
    { title: 'extension host: resident', values: uses.map(({ resident }) => resident) },
    { title: "each run's process: resident", values: uses.map(({ background }) => background) },
    { title: 'one process: resident', values: await inProcess() },
  ];
  const atRuns = [1, 10, 50, 100].filter((at) => at <= runs);
  console.log(`MB after run | ${atRuns.join(' | ')} | growth, kB a run | grows`);
  for (const { title, values } of series) {
    const growth = 1000 * slope(values);
    // The least that a run could leave behind is its report.
    const grows = growth > reportBytes / 1000 / 2 ? 'YES' : 'no';
    console.log(
      [title, ...atRuns.map((at) => values[at - 1]?.toFixed(1)), growth.toFixed(1), grows].join(' | '),
    );
  }
  console.log(
    `A report has ${(reportBytes / 1000).toFixed(0)} kB; what grows by less than half of that a run does not grow.`,
  );
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

/** @returns {Promise<{ uses: import('./window').Use[], reportBytes: number }>} */
async function inWindow() {
  const tests = join(OUT, 'bench/soak/window.js');
  await build({
    entryPoints: [join(ROOT, 'bench/soak/window.ts')],
    outfile: tests,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    external: ['vscode'],
  });
  const result = join(scratch, 'result.json');
  process.env['EXT_TEST_RESULT'] = result;
  process.env['MINE_SOAK_RUNS'] = String(runs);
  await runExtensionTests({ extensions: [ROOT], tests, folder: scratch, timeoutMs: runs * MOST_MS_A_RUN });
  return JSON.parse(readFileSync(result, 'utf8'));
}

/** @returns {Promise<number[]>} MB that the process has after each run */
function inProcess() {
  const variables = names.map((name) => ({ name, columns: [name] }));
  const pairs = names.flatMap((_, j) => names.slice(0, j).map((_, i) => [i, j]));
  const numbers = { estimator: 'mine', preset: 'quick', seed: 1, threads: 2, engine: 'auto', maxRows: 0 };
  const child = fork(join(ROOT, 'dist/process.js'), {
    serialization: 'advanced',
    // As the extension starts it (src/process/client.ts).
    env: { ...process.env, MALLOC_ARENA_MAX: '1' },
  });
  /** @type {number[]} */
  const used = [];
  return new Promise((resolve, reject) => {
    const next = () => child.send({ type: 'estimate', plan: { variables, pairs, ...numbers } });
    child.once('exit', () => {
      if (used.length < runs) reject(new Error('The background process ended early.'));
    });
    child.on('message', (/** @type {any} */ { type, message }) => {
      if (type === 'refused' || type === 'failed') reject(new Error(message));
      if (type === 'pace') next();
      if (type !== 'finished') return;
      const kilobytes = execFileSync('ps', ['-o', 'rss=', '-p', String(child.pid)], { encoding: 'utf8' });
      used.push((Number(kilobytes) * 1024) / 1e6);
      if (used.length < runs) next();
      else {
        child.disconnect();
        resolve(used);
      }
    });
    child.send({ type: 'open', version: 1, source: { kind: 'file', name: 'soak.csv', path: file } });
  });
}

/**
 * Median of the slopes between all two runs after the warm-up (Theil and Sen): a few jumps do not change it.
 * @param {readonly number[]} values
 */
function slope(values) {
  const settled = values.slice(Math.floor(WARM_UP * values.length));
  const slopes = settled.flatMap((value, i) =>
    settled.slice(0, i).map((before, j) => (value - before) / (i - j)),
  );
  return slopes.sort((a, b) => a - b)[Math.floor(slopes.length / 2)] ?? 0;
}
