/*
 * Compiles the kernel (src/mine/kernel/assembly) to out/kernel/kernel-*.wasm, unless what is there is newer than all it
 * is made of.
 */
import { execFile } from 'node:child_process';
import { mkdir, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { OUT, ROOT } from './paths.mjs';

const SOURCES = join(ROOT, 'src/mine/kernel/assembly');
export const KERNELS = join(OUT, 'kernel');

/** Builds and their constants (src/mine/kernel/assembly/build.ts). */
export const BUILDS = [
  { name: 'plain', constants: ['FUSED=0', 'WIDE=0'] },
  { name: 'fused', constants: ['FUSED=1', 'WIDE=0'] },
  { name: 'wide', constants: ['FUSED=1', 'WIDE=1'] },
];

export async function buildKernels() {
  await mkdir(KERNELS, { recursive: true });
  const sources = (await readdir(SOURCES)).map((name) => join(SOURCES, name));
  const newest = Math.max(...(await Promise.all([...sources, import.meta.filename].map(modified))));
  const outputs = await Promise.all(BUILDS.map(({ name }) => modified(kernelFile(name))));
  if (Math.min(...outputs) > newest) return;
  await Promise.all(BUILDS.map(compile));
}

/**
 * In a process of its own: importing the compiler would bring its global types into ours.
 * @param {{ name: string, constants: string[] }} build
 */
async function compile({ name, constants }) {
  const compiler = join(ROOT, 'node_modules/assemblyscript/bin/asc.js');
  const options = ['--runtime', 'stub', '--noAssert', '-O3', '--converge'];
  const features = ['--enable', 'simd', '--enable', 'relaxed-simd', '--use', constants.join(',')];
  const out = ['--outFile', kernelFile(name)];
  try {
    await promisify(execFile)(process.execPath, [
      compiler,
      join(SOURCES, 'index.ts'),
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
