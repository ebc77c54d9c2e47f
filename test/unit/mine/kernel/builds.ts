import { readFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { buildKernels, kernelFile } from '../../../../scripts/kernel.mjs';
import type { Engine } from '../../../../src/mine/critic';
import { kernelEngine } from '../../../../src/mine/kernel/engine';
import { seriesTestKernel } from '../series/kernel';

/** The engine that ships with the program, in its plainest build: the same bits on every machine. */
export async function kernelTestEngine(): Promise<Engine> {
  const plain = (await compiledBuilds()).get('plain');
  if (!plain) throw new Error('the kernel has no plain build');
  return kernelEngine(plain, 'kernel-plain', await seriesTestKernel());
}

export type BuildName = 'plain' | 'fused' | 'wide';

const v8 = process.versions.v8;
/** V8 makes 256-bit operations of the wide build from version 13 on; before, it is only another order of loops. */
const widens = Number.parseInt(v8, 10) >= 13 && process.arch === 'x64';

/** The builds as test names have them: they say what this Node cannot show. */
export const BUILD_TITLES = [
  { build: 'plain', title: 'plain build' },
  { build: 'fused', title: 'fused build' },
  { build: 'wide', title: widens ? 'wide build' : `wide build (only 128 bits wide on V8 ${v8})` },
] as const;

/** The builds of the kernel; the last two need relaxed SIMD, which Node 20 has behind a flag. */
export async function compiledBuilds(): Promise<ReadonlyMap<BuildName, WebAssembly.Module>> {
  await buildKernels();
  if (Number.parseInt(process.versions.v8, 10) < 12) setFlagsFromString('--experimental-wasm-relaxed-simd');
  if (widens) setFlagsFromString('--experimental-wasm-revectorize');
  const compile = (name: BuildName) => new WebAssembly.Module(readFileSync(kernelFile(name)));
  return new Map((['plain', 'fused', 'wide'] as const).map((name) => [name, compile(name)]));
}
