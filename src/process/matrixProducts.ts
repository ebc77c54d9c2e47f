import * as l10n from '@vscode/l10n';
import { createRequire } from 'node:module';
import { kernelProducts } from '../mine/kernel/matrixProducts';
import type { MatrixProducts } from '../mine/networks/products';
import { tensorflowProducts } from '../mine/tensorflow/matrixProducts';
import { engineFiles } from './engineFiles';
import { chooseKernelBuild } from './kernelBackend';
import type { Plan } from './protocol';

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
      const files = engineFiles(folder);
      const build = chooseKernelBuild(files);
      const bytes = files.kernel(build);
      if (!bytes) throw new Error(l10n.t("This machine cannot run the kernel's {0} build.", build));
      return kernelProducts(new WebAssembly.Module(bytes), `kernel-${build}`);
    }
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
