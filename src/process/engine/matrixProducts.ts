import { createRequire } from 'node:module';
import type { MatrixProducts } from '../../mine/networks/products';
import { tensorflowProducts } from '../../mine/tensorflow/matrixProducts';
import { engineFiles } from './engineFiles';
import { loadKernelProducts, type KernelBuild } from './kernelBackend';
import type { Plan } from '../protocol';

/**
 * Loads what multiplies the matrices of general networks. `auto` is the kernel: on one core its products take a third of
 * the time of TensorFlow.js's WASM backend.
 * @param folder folder that holds the .wasm files and from which tfjs-node is looked up
 * @param build of the kernel that the process has chosen; without it, this chooses for itself
 * @throws Error with a sentence for people where it cannot be had
 */
export async function loadMatrixProducts(
  kind: Plan['engine'],
  folder: string,
  build?: KernelBuild,
): Promise<MatrixProducts> {
  switch (kind) {
    case 'auto':
    case 'kernel':
      return loadKernelProducts(engineFiles(folder), build);
    case 'wasm':
    case 'tensorflow': {
      // A megabyte of code that the kernel does not need.
      const { loadTfjsNode, startWasm } = await import('./tensorflowBackend');
      return kind === 'wasm'
        ? tensorflowProducts(await startWasm(folder), 'tfjs-wasm')
        : tensorflowProducts(loadTfjsNode(createRequire(`${folder}/`)), 'tfjs-node');
    }
  }
}
