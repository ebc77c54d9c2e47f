import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { kernelProducts } from '../mine/kernel/matrixProducts';
import type { MatrixProducts } from '../mine/networks/products';
import { tensorflowProducts } from '../mine/tensorflow/matrixProducts';
import { chooseKernelBuild } from './kernelBackend';
import type { Plan } from './protocol';
import { loadTfjsNode, startWasm } from './tensorflowBackend';

/**
 * Loads what multiplies the matrices of general networks. `auto` is the kernel: on one core its products take a third of
 * the time of TensorFlow.js's WASM backend.
 * @param folder folder that holds the .wasm files and from which tfjs-node is looked up
 * @throws Error with a sentence for people where it cannot be had
 */
export async function loadMatrixProducts(kind: Plan['engine'], folder: string): Promise<MatrixProducts> {
  switch (kind) {
    case 'auto':
    case 'kernel': {
      const build = chooseKernelBuild(folder);
      const module = new WebAssembly.Module(readFileSync(join(folder, `kernel-${build}.wasm`)));
      return kernelProducts(module, `kernel-${build}`);
    }
    case 'wasm':
      return tensorflowProducts(await startWasm(folder), 'tfjs-wasm');
    case 'tensorflow':
      return tensorflowProducts(loadTfjsNode(createRequire(`${folder}/`)), 'tfjs-node');
  }
}
