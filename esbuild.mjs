import { build } from 'esbuild';
import { copyFile, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { BUILDS, buildKernels, kernelFile, SERIES_FILE } from './scripts/kernel.mjs';

const require = createRequire(import.meta.url);
const production = process.argv.includes('--production');
const tests = process.argv.includes('--tests');
const bench = process.argv.includes('--bench');

const shared = {
  bundle: true,
  minify: production,
  sourcemap: !production,
  logLevel: 'warning',
  metafile: true,
};

/** Runs in Node: the extension host, the background process, its threads, the terminal. */
const node = {
  ...shared,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  external: ['vscode', '@tensorflow/tfjs-node'],
  outdir: 'dist',
  // What is loaded later is loaded by require(), whose `vscode` is the extension host's.
  supported: { 'dynamic-import': false },
};

/**
 * Keeps what is not needed at once out of the program's bundles, for it is loaded from a bundle of its own beside them: what
 * few files need, and what the extension does after its activation.
 */
const loadedLater = {
  name: 'loaded-later',
  /** @param {import('esbuild').PluginBuild} build */
  setup({ onResolve }) {
    onResolve({ filter: /\/(columnarLibraries|nodeFeatures)$/ }, ({ kind, path }) =>
      kind === 'dynamic-import' ? { path: `./${basename(path)}.js`, external: true } : undefined,
    );
  },
};

/** Runs in a browser: the web extension host, and the worker that it starts from a blob, which can import nothing. */
const web = {
  ...shared,
  platform: 'browser',
  target: 'chrome130',
  outdir: 'dist/web',
};

await buildKernels();
if (bench) {
  // Beside the program, not in it: a build of the program must not take a running bench's files away.
  await build({
    ...node,
    entryPoints: {
      main: 'bench/accuracy/main.ts',
      worker: 'bench/accuracy/worker.ts',
      scale: 'bench/scale/main.ts',
      // What measures blocks of pairs starts the program's own threads.
      thread: 'src/process/threads/thread.ts',
      'reading/main': 'bench/reading/main.ts',
      'reading/readProcess': 'bench/reading/readProcess.ts',
      ...Object.fromEntries(
        ['main', 'stepProcess', 'startProcess', 'watchProcess', 'instantProcess'].map((name) => [
          `engine/${name}`,
          `bench/engine/${name}.ts`,
        ]),
      ),
    },
    outdir: 'out/bench',
  });
  await copyKernels('out/bench');
  process.exit();
}
await rm('dist', { recursive: true, force: true });
await mkdir('dist', { recursive: true });
const built = await Promise.all([
  build({
    ...node,
    plugins: [loadedLater],
    entryPoints: {
      extension: 'src/extension/extension.ts',
      nodeFeatures: 'src/extension/nodeFeatures.ts',
      process: 'src/process/process.ts',
      thread: 'src/process/threads/thread.ts',
      watchdogThread: 'src/process/watchdog/watchdogThread.ts',
      calibration: 'src/process/engine/calibration.ts',
      cli: 'src/cli/cli.ts',
      paperThread: 'src/cli/paperThread.ts',
      columnarLibraries: 'src/dataset/columnar/columnarLibraries.ts',
    },
  }),
  build({
    ...web,
    format: 'cjs',
    external: ['vscode'],
    entryPoints: { extension: 'src/extension/web/extension.ts' },
  }),
  build({ ...web, format: 'iife', entryPoints: { worker: 'src/process/web/worker.ts' } }),
  build({
    ...shared,
    platform: 'browser',
    target: 'chrome130',
    format: 'iife',
    entryPoints: { panel: 'webview/panel.ts', drawnPage: 'webview/drawnPage.ts' },
    loader: { '.css': 'css' },
    outdir: 'dist/webview',
  }),
  copyFile(
    join(
      dirname(require.resolve('@tensorflow/tfjs-backend-wasm/package.json')),
      'wasm-out/tfjs-backend-wasm-simd.wasm',
    ),
    'dist/tfjs-backend-wasm-simd.wasm',
  ),
  copyKernels('dist'),
]);
// What is in the bundles: the package tells the licences of it. The kernels have AssemblyScript's library in them.
const inputs = built.flatMap((result) => Object.keys(result?.metafile?.inputs ?? {}));
const bundled = [...new Set(inputs), 'node_modules/assemblyscript/std/assembly/index.d.ts'].sort();
await mkdir('out', { recursive: true });
await writeFile('out/bundled.json', JSON.stringify(bundled, null, 1));

if (tests) {
  // Mocha finds its files by name in the folder of index.js, inside the extension host.
  const sources = (await readdir('test/host')).filter((name) => name.endsWith('.ts'));
  await build({
    ...node,
    external: [...node.external, 'mocha'],
    entryPoints: sources.map((name) => `test/host/${name}`),
    outdir: 'dist/test/host',
  });
}

/** @param {string} folder */
async function copyKernels(folder) {
  const files = [...BUILDS.map(({ name }) => kernelFile(name)), SERIES_FILE];
  await Promise.all(files.map((file) => copyFile(file, join(folder, basename(file)))));
}
