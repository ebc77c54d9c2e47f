/*
 * npm run fuzz [-- TARGET...] [--minutes N] [--seed N]
 * Feeds damaged files to the readers, to the report's schema and to those of the messages (test/fuzz), N minutes for each
 * target (1). An input that crashes one, or keeps it busy for more than 20 seconds, is left in test/fuzz/corpus: npm test
 * tries all that is there.
 */
import { build } from 'esbuild';
import { fork } from 'node:child_process';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { OUT, ROOT } from './paths.mjs';

const HANGING_MS = 20_000;
const CORPUS = join(ROOT, 'test/fuzz/corpus');

const { values, positionals } = parseArgs({
  options: {
    minutes: { type: 'string', default: '1' },
    seed: { type: 'string', default: String(Date.now() % 1e6) },
  },
  allowPositionals: true,
});
await build({
  entryPoints: [join(ROOT, 'test/fuzz/main.ts')],
  outfile: join(OUT, 'fuzz/main.mjs'),
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  sourcemap: 'inline',
  logLevel: 'warning',
  banner: {
    js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
  },
});
const names = positionals.length > 0 ? positionals : ['readers', 'report', 'messages'];
for (const name of names) process.exitCode = (await fuzzed(name)) || process.exitCode;

/** @param {string} name @returns {Promise<number>} exit code */
function fuzzed(name) {
  const current = join(OUT, 'fuzz', `${name}.current`);
  const args = [name, values.minutes, values.seed, CORPUS, current];
  const child = fork(join(OUT, 'fuzz/main.mjs'), args, { execArgv: ['--enable-source-maps'] });
  const keep = () => {
    const file = join(CORPUS, name, `crash-${values.seed}-${Date.now().toString(36)}`);
    copyFileSync(current, file);
    console.error(`${name}: hung or was killed. The input is ${file}: mend the fault and commit the file.`);
  };
  let heard = Date.now();
  child.on('message', () => (heard = Date.now()));
  const watch = setInterval(() => {
    if (Date.now() - heard > HANGING_MS + 10_000) child.kill('SIGKILL');
  }, 1000);
  return new Promise((resolve) => {
    child.once('exit', (code, signal) => {
      clearInterval(watch);
      if (signal === 'SIGKILL' || signal === 'SIGABRT' || code === 134) keep();
      resolve(code ?? 1);
    });
  });
}
