import type { Engine } from '../mine/critic';
import { loadKernel } from './kernelBackend';
import type { Plan } from './protocol';

/**
 * Loads the engine that a plan asks for.
 * @param folder folder that holds the .wasm files and from which tfjs-node is looked up
 * @throws Error with a sentence for people where the engine cannot be had
 */
export async function loadEngine(kind: Plan['engine'], folder: string): Promise<Engine> {
  switch (kind) {
    case 'auto':
    case 'kernel':
      return loadKernel(folder);
    case 'wasm':
    case 'tensorflow': {
      // A megabyte of code that the kernel does not need.
      const { loadTensorFlow } = await import('./tensorflowBackend');
      return loadTensorFlow(kind, folder);
    }
  }
}
