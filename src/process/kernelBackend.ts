import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import type { Engine } from '../mine/critic';
import { kernelEngine } from '../mine/kernel/engine';
import { disagreement, Trial } from '../mine/kernel/trial';

/** Relative difference of two builds' gradients that is more than a few hundred roundings in float32. */
const TOLERANCE = 1e-4;

interface Build {
  readonly name: 'plain' | 'fused' | 'wide';
  readonly module: WebAssembly.Module;
  readonly trial: Trial;
}

/**
 * Loads the fastest build of the kernel that computes what the plain one does on this machine. `fused` and `wide` give
 * the same bits, so that it makes no difference to an estimate which of them a thread finds faster.
 * @param folder folder that holds kernel-*.wasm
 */
export function loadKernel(folder: string): Engine {
  const plain = load(folder, 'plain');
  if (!plain)
    throw new Error(
      'This machine cannot run the kernel: its WebAssembly has no SIMD. Choose the engine "wasm".',
    );
  allowRelaxedSimd();
  const fused = agreeing(load(folder, 'fused'), plain);
  const wide = fused && allowRevectoriser() ? agreeing(load(folder, 'wide'), plain) : null;
  const best = wide && fused && isFaster(wide, fused) ? wide : (fused ?? plain);
  return kernelEngine(best.module, `kernel-${best.name}`);
}

function load(folder: string, name: Build['name']): Build | null {
  const bytes = readFileSync(join(folder, `kernel-${name}.wasm`));
  if (!WebAssembly.validate(bytes)) return null;
  const module = new WebAssembly.Module(bytes);
  return { name, module, trial: new Trial(module) };
}

function agreeing(build: Build | null, plain: Build): Build | null {
  return build && disagreement(build.trial.gradient, plain.trial.gradient) < TOLERANCE ? build : null;
}

const v8Version = Number.parseInt(process.versions.v8, 10);

/** On by default from V8 11.4 on; a build that is not understood does not validate. */
function allowRelaxedSimd(): void {
  if (v8Version < 12) setFlagsFromString('--experimental-wasm-relaxed-simd');
}

/** V8 pairs 128-bit operations into 256-bit ones on x64; before version 13 to no advantage. */
function allowRevectoriser(): boolean {
  if (v8Version < 13 || process.arch !== 'x64') return false;
  setFlagsFromString('--experimental-wasm-revectorize');
  return true;
}

/** Interleaved bursts of half a millisecond, after V8's optimising compiler has had its time; the shortest counts. */
function isFaster(a: Build, b: Build): boolean {
  for (const build of [a, b]) warmUp(build);
  const shortest = { a: Infinity, b: Infinity };
  for (let burst = 0; burst < 6; burst++) {
    shortest.a = Math.min(shortest.a, duration(a, 5));
    shortest.b = Math.min(shortest.b, duration(b, 5));
  }
  return shortest.a < shortest.b;
}

function warmUp(build: Build): void {
  for (let spent = 0; spent < 20;) spent += duration(build, 5);
}

function duration({ trial }: Build, steps: number): number {
  const begun = performance.now();
  trial.run(steps);
  return performance.now() - begun;
}
