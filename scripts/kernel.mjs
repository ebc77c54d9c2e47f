/*
 * Compiles the kernel (src/mine/kernel/assembly) to out/kernel/kernel-*.wasm and that of the instant critic
 * (src/mine/series/assembly) to out/kernel/series.wasm, unless what is there is newer than all it is made of.
 */
import { execFile } from 'node:child_process';
import { mkdir, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { OUT, ROOT } from './paths.mjs';

const KERNEL = join(ROOT, 'src/mine/kernel/assembly');
const SERIES = join(ROOT, 'src/mine/series/assembly');
export const KERNELS = join(OUT, 'kernel');

/** Builds and their constants (src/mine/kernel/assembly/build.ts). */
export const BUILDS = [
  { name: 'plain', constants: ['FUSED=0', 'WIDE=0'] },
  { name: 'fused', constants: ['FUSED=1', 'WIDE=0'] },
  { name: 'wide', constants: ['FUSED=1', 'WIDE=1'] },
];

/** The instant critic's, which shares the kernel's products. */
export const SERIES_FILE = join(KERNELS, 'series.wasm');

const OUTPUTS = [
  ...BUILDS.map(({ name, constants }) => ({ entry: KERNEL, constants, file: kernelFile(name) })),
  { entry: SERIES, constants: ['FUSED=0', 'WIDE=0'], file: SERIES_FILE },
];

export async function buildKernels() {
  await mkdir(KERNELS, { recursive: true });
  const sources = (await Promise.all([KERNEL, SERIES].map(filesOf))).flat();
  const newest = Math.max(...(await Promise.all([...sources, import.meta.filename].map(modified))));
  const outputs = await Promise.all(OUTPUTS.map(({ file }) => modified(file)));
  if (Math.min(...outputs) > newest) return;
  await Promise.all(OUTPUTS.map(compile));
}

/** @param {string} folder */
async function filesOf(folder) {
  return (await readdir(folder)).map((name) => join(folder, name));
}

/**
 * In a process of its own: importing the compiler would bring its global types into ours.
 * @param {{ entry: string, constants: string[], file: string }} output
 */
async function compile({ entry, constants, file }) {
  const compiler = join(ROOT, 'node_modules/assemblyscript/bin/asc.js');
  const options = ['--runtime', 'stub', '--noAssert', '-O3', '--converge'];
  const features = ['--enable', 'simd', '--enable', 'relaxed-simd', '--use', constants.join(',')];
  const out = ['--outFile', file];
  try {
    await promisify(execFile)(process.execPath, [
      compiler,
      join(entry, 'index.ts'),
      ...out,
      ...options,
      ...features,
    ]);
  } catch (error) {
    throw new Error('The kernel does not compile.', { cause: error });
  }
}

/** @param {string} build */
export function kernelFile(build) {
  return join(KERNELS, `kernel-${build}.wasm`);
}

/** When the file was last modified; 0 where there is none. @param {string} file */
async function modified(file) {
  const entry = await stat(file).catch(() => null);
  return entry?.mtimeMs ?? 0;
}
