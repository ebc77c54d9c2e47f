/*
 * npm run bench:cluster [-- FILE [--runs N]]
 * How long a run takes on one worker, two and so on up to the cores of this machine (one thread each, a real NATS server, all on
 * loopback), beside as many threads without a cluster. The fastest of N runs (3) counts; all must give the same numbers.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { haveNatsServer } from '../../scripts/natsServer.mjs';
import { ROOT } from '../../scripts/paths.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { runs: { type: 'string', default: '3' } },
});
const FILE = positionals[0] ?? join(ROOT, 'node_modules/vega-datasets/data/movies.json');
const CLI = join(ROOT, 'dist/cli.js');
const CORES = availableParallelism();

if (!(await haveNatsServer())) throw new Error('There is no nats-server: see docs/scale-out.md.');
const folder = mkdtempSync(join(tmpdir(), 'mine-bench-'));
const port = await freePort();
const url = `nats://127.0.0.1:${port}`;
const server = spawn('nats-server', ['-js', '-sd', folder, '-a', '127.0.0.1', '-p', `${port}`], {
  stdio: 'ignore',
});
/** @type {import('node:child_process').ChildProcess[]} */
const workers = [];
try {
  const load = loadavg()[0]?.toFixed(1);
  const rows = [];
  for (let count = 1; count <= CORES; count++) {
    workers.push(await joined());
    const here = await fastest(['--threads', `${count}`]);
    const there = await fastest(['--url', url]);
    rows.push({ count, here, there });
  }
  const [first] = rows;
  if (
    !first ||
    rows.some(
      ({ here, there }) => here.numbers !== first.here.numbers || there.numbers !== first.here.numbers,
    )
  )
    throw new Error('The runs do not give the same numbers.');
  console.log(
    `\n${cpus()[0]?.model.trim()}, ${CORES} cores, load ${load} before; ${first.here.pairs} pairs of ${FILE}\n`,
  );
  console.log('| | threads here, s | speed-up | workers, s | speed-up | beside threads here |');
  console.log('| --- | --- | --- | --- | --- | --- |');
  for (const { count, here, there } of rows) {
    const cells = [
      here.seconds.toFixed(1),
      times(first.here.seconds / here.seconds),
      there.seconds.toFixed(1),
    ];
    cells.push(times(first.there.seconds / there.seconds), times(there.seconds / here.seconds));
    console.log(`| ${count} | ${cells.join(' | ')} |`);
  }
} finally {
  for (const one of [...workers, server]) one.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
}

/** A worker of one thread, once it has joined. */
async function joined() {
  const args = [
    CLI,
    'worker',
    '--url',
    url,
    '--threads',
    '1',
    '--cache',
    join(folder, `cache-${workers.length}`),
  ];
  const worker = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  for await (const chunk of worker.stderr) if (/Joined/.test(String(chunk))) break;
  return worker;
}

/** @param {readonly string[]} args */
async function fastest(args) {
  let best = await estimate(args);
  for (let run = 1; run < Number(values.runs); run++) {
    const again = await estimate(args);
    if (again.numbers !== best.numbers) throw new Error('Two runs do not give the same numbers.');
    if (again.seconds < best.seconds) best = again;
  }
  return best;
}

/** From the start of the process to its last byte. @param {readonly string[]} args */
async function estimate(args) {
  const begun = performance.now();
  const run = spawn(process.execPath, [CLI, 'estimate', FILE, '--format', 'json', ...args], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let output = '';
  for await (const chunk of run.stdout) output += chunk;
  const seconds = (performance.now() - begun) / 1000;
  /** @type {import('../../src/report/report').Report} */
  const { pairs } = JSON.parse(output);
  const numbers = JSON.stringify(pairs.map((pair) => ({ ...pair, seconds: 0 })));
  console.error(`${args.join(' ')}: ${seconds.toFixed(1)} s`);
  return { seconds, pairs: pairs.length, numbers };
}

async function freePort() {
  const listener = createServer().listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const address = listener.address();
  listener.close();
  if (address === null || typeof address === 'string') throw new Error('There is no free port.');
  return address.port;
}

/** @param {number} ratio */
function times(ratio) {
  return `${ratio.toFixed(2)}x`;
}
