/*
 * npm run bench:activation [-- N]
 * Starts N windows (5) of a real VS Code with the extension as it is released, and prints what its activation takes in each:
 * loading its code and running activate(), and what its first command takes then. Before that nothing of it has run: no event
 * at start-up wakes it. The window asks for it at once, while the workbench itself is still being made. Where other programs
 * share the machine: `chrt --rr 1 npm run bench:activation`, as root, goes before them.
 */
import { build } from 'esbuild';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { OUT, ROOT } from '../../scripts/paths.mjs';
import { run } from '../../scripts/run.mjs';
import { runExtensionTests } from '../../scripts/vscode/extensionTests.mjs';

const times = Number(process.argv[2] ?? 5);
const tests = join(OUT, 'bench/activation/measure.js');
await run(process.execPath, ['esbuild.mjs', '--production'], { cwd: ROOT });
await build({
  entryPoints: [join(ROOT, 'bench/activation/measure.ts')],
  outfile: tests,
  bundle: true,
  platform: 'node',
  format: 'cjs',
  external: ['vscode'],
});
const scratch = mkdtempSync(join(tmpdir(), 'mine-activation-'));
const measured = [];
try {
  for (let i = 0; i < times; i++) {
    const result = join(scratch, `${i}.json`);
    process.env['EXT_TEST_RESULT'] = result;
    await runExtensionTests({ extensions: [ROOT], tests, folder: scratch });
    measured.push(JSON.parse(readFileSync(result, 'utf8')));
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
/** @param {readonly number[]} milliseconds */
const spread = (milliseconds) => {
  const sorted = milliseconds.toSorted((a, b) => a - b);
  const at = (/** @type {number} */ share) =>
    (sorted[Math.floor(share * (sorted.length - 1))] ?? 0).toFixed(0);
  return `median ${at(0.5)} ms, least ${at(0)}, most ${at(1)}`;
};
const woken = measured.filter(({ activeBefore }) => activeBefore).length;
console.log(
  `activation: ${spread(measured.map(({ activation }) => activation))}; ` +
    `the first command after it: ${spread(measured.map(({ firstCommand }) => firstCommand))} ` +
    `(${times} windows, ${cpus().length} × ${cpus()[0]?.model ?? 'processor'}); active before it was asked for: ${woken}`,
);
