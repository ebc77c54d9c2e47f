import * as l10n from '@vscode/l10n';
import type { Engine } from '../../mine/critic';
import { kernelEngine } from '../../mine/kernel/engine';
import { kernelProducts } from '../../mine/kernel/matrixProducts';
import { disagreement, Trial } from '../../mine/kernel/trial';
import type { MatrixProducts } from '../../mine/networks/products';
import type { Activation } from '../../mine/statisticsNetwork';
import { loadSeriesKernel } from './seriesBackend';

/** Relative difference of two builds' gradients that is more than a few hundred roundings in float32. */
const TOLERANCE = 1e-4;

export const KERNEL_BUILDS = ['plain', 'fused', 'wide'] as const;
export type KernelBuild = (typeof KERNEL_BUILDS)[number];

/** The WebAssembly programs of the engines, from wherever the host has them. */
export interface EngineFiles {
  /** Bytes of a build, ready to be compiled; null where this host has no use for it. */
  kernel(build: KernelBuild): Uint8Array<ArrayBuffer> | null;
  series(): Uint8Array<ArrayBuffer>;
}

interface Candidate {
  readonly name: KernelBuild;
  readonly trial: Trial;
  readonly gradients: Readonly<Record<Activation, Float32Array>>;
}

/**
 * The fastest build of the kernel that computes what the plain one does on this machine. `fused` and `wide` give the same
 * bits, so that it makes no difference to an estimate which of them is taken. Takes about 100 ms: once for a process, whose
 * threads then load that build.
 * @throws Error with a sentence for people where no build runs here
 */
export function chooseKernelBuild(files: EngineFiles): KernelBuild {
  const plain = candidate(files, 'plain');
  if (!plain)
    throw new Error(
      l10n.t('This machine cannot run the kernel: its WebAssembly has no SIMD. Choose the engine "wasm".'),
    );
  const fused = agreeing(candidate(files, 'fused'), plain);
  const wide = fused && agreeing(candidate(files, 'wide'), plain);
  return (wide && isFaster(wide, fused) ? wide : (fused ?? plain)).name;
}

/** @param build as chooseKernelBuild says, once for all threads */
export function loadKernel(files: EngineFiles, build: KernelBuild = chooseKernelBuild(files)): Engine {
  return kernelEngine(compiled(files, build), `kernel-${build}`, loadSeriesKernel(files.series()));
}

/** The kernel for the matrices of general networks. */
export function loadKernelProducts(
  files: EngineFiles,
  build: KernelBuild = chooseKernelBuild(files),
): MatrixProducts {
  return kernelProducts(compiled(files, build), `kernel-${build}`);
}

function compiled(files: EngineFiles, build: KernelBuild): WebAssembly.Module {
  const module = compile(files, build);
  if (!module) throw new Error(l10n.t("This machine cannot run the kernel's {0} build.", build));
  return module;
}

function candidate(files: EngineFiles, name: KernelBuild): Candidate | null {
  const module = compile(files, name);
  if (!module) return null;
  const trial = new Trial(module, 'relu');
  return { name, trial, gradients: { relu: trial.gradient, silu: new Trial(module, 'silu').gradient } };
}

/** null where this machine has no use for the build. */
function compile(files: EngineFiles, name: KernelBuild): WebAssembly.Module | null {
  const bytes = files.kernel(name);
  return bytes && WebAssembly.validate(bytes) ? new WebAssembly.Module(bytes) : null;
}

function agreeing(build: Candidate | null, plain: Candidate): Candidate | null {
  const agrees = (activation: Activation) =>
    build && disagreement(build.gradients[activation], plain.gradients[activation]) < TOLERANCE;
  return agrees('relu') && agrees('silu') ? build : null;
}

/** Interleaved bursts of half a millisecond, after V8's optimising compiler has had its time; the shortest counts. */
function isFaster(a: Candidate, b: Candidate): boolean {
  for (const build of [a, b]) warmUp(build);
  const shortest = { a: Infinity, b: Infinity };
  for (let burst = 0; burst < 6; burst++) {
    shortest.a = Math.min(shortest.a, duration(a, 5));
    shortest.b = Math.min(shortest.b, duration(b, 5));
  }
  return shortest.a < shortest.b;
}

function warmUp(build: Candidate): void {
  for (let spent = 0; spent < 20;) spent += duration(build, 5);
}

function duration({ trial }: Candidate, steps: number): number {
  const begun = performance.now();
  trial.run(steps);
  return performance.now() - begun;
}
