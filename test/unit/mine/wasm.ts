import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import type { Engine } from '../../../src/mine/critic';
import { loadTensorFlow } from '../../../src/process/engine/tensorflowBackend';
import { seriesTestKernel } from './series/kernel';

const wasm = createRequire(import.meta.url).resolve(
  '@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-simd.wasm',
);

/** The engine that ships with the program, from the package it is bundled from. */
export async function wasmEngine(): Promise<Engine> {
  return loadTensorFlow('wasm', dirname(wasm), await seriesTestKernel());
}
