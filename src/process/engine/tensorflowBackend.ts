import * as l10n from '@vscode/l10n';
import * as tf from '@tensorflow/tfjs-core';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { createRequire } from 'node:module';
import type { Engine } from '../../mine/critic';
import type { SeriesKernel } from '../../mine/series/seriesKernel';
import { tensorflowEngine } from '../../mine/tensorflow/engine';
import type { TensorFlow } from '../../mine/tensorflow/network';

/**
 * Loads TensorFlow.js as an engine: on its WASM backend, which ships with the program, or
 * `@tensorflow/tfjs-node` where someone has installed it beside the program.
 * @param folder folder that holds tfjs-backend-wasm-simd.wasm and from which tfjs-node is looked up
 * @throws Error with a sentence for people where the engine cannot be had
 */
export async function loadTensorFlow(
  kind: 'wasm' | 'tensorflow',
  folder: string,
  series: SeriesKernel,
): Promise<Engine> {
  switch (kind) {
    case 'wasm':
      return tensorflowEngine(await startWasm(folder), 'tfjs-wasm', series);
    case 'tensorflow':
      return tensorflowEngine(loadTfjsNode(createRequire(`${folder}/`)), 'tfjs-node', series);
  }
}

/**
 * TensorFlow.js on its WASM backend.
 * @throws Error with a sentence for people where that does not start
 */
export async function startWasm(folder: string): Promise<TensorFlow> {
  // Its threaded build makes workers from blob: addresses, which Node refuses; the pairs fill the cores anyway.
  tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  setWasmPaths(`${folder}/`);
  if (!(await tf.setBackend('wasm')))
    throw new Error(l10n.t('TensorFlow.js could not start its WebAssembly backend on this machine.'));
  return tf;
}

/** tfjs-node 4.22 calls util.isNullOrUndefined, which Node 23 removed. */
export function loadTfjsNode(require: NodeJS.Require): TensorFlow {
  const util = require('node:util') as { isNullOrUndefined?: (value: unknown) => boolean };
  util.isNullOrUndefined ??= (value) => value === null || value === undefined;
  try {
    return require('@tensorflow/tfjs-node') as TensorFlow;
  } catch (error) {
    throw new Error(
      l10n.t(
        'The engine "tensorflow" needs the package @tensorflow/tfjs-node, which is not installed here or does not load; choose the engine "wasm".',
      ),
      { cause: error },
    );
  }
}
