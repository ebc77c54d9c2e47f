import type { Engine } from '../../mine/critic';
import { engineFiles } from './engineFiles';
import { loadKernel, type KernelBuild } from './kernelBackend';
import type { Plan } from '../protocol';
import { loadSeriesKernel } from './seriesBackend';

/**
 * Loads the engine that a plan asks for.
 * @param folder folder that holds the .wasm files and from which tfjs-node is looked up
 * @param build build of the kernel that the process has chosen; without it, this thread chooses for itself
 * @throws Error with a sentence for people where the engine cannot be had
 */
export async function loadEngine(kind: Plan['engine'], folder: string, build?: KernelBuild): Promise<Engine> {
  switch (kind) {
    case 'auto':
    case 'kernel':
      return loadKernel(engineFiles(folder), build);
    case 'wasm':
    case 'tensorflow': {
      // A megabyte of code that the kernel does not need.
      const { loadTensorFlow } = await import('./tensorflowBackend');
      return loadTensorFlow(kind, folder, loadSeriesKernel(engineFiles(folder).series()));
    }
  }
}
