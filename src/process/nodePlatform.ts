import { createHash } from 'node:crypto';
import { availableParallelism, totalmem } from 'node:os';
import { inspect } from 'node:util';
import type { Digest } from '../dataset/bytes/sha256';
import { bytesSource } from '../dataset/bytes/source';
import { collectGarbage } from './collectGarbage';
import { loadEngine } from './engine/engine';
import { engineFiles } from './engine/engineFiles';
import { fileSource } from './fileSource';
import { chooseKernelBuild } from './engine/kernelBackend';
import { loadMatrixProducts } from './engine/matrixProducts';
import { measurePace } from './engine/measurePace';
import type { Platform } from './platform';
import { Threads } from './threads/threads';

/**
 * A process of Node.
 * @param folder folder that holds the bundles and the .wasm files
 */
export function nodePlatform(folder: string): Platform {
  return {
    openSource: async (source) =>
      source.kind === 'bytes'
        ? bytesSource(source.name, source.bytes)
        : await fileSource(source.name, source.path),
    createSha256,
    measurePace,
    chooseKernelBuild: () => chooseKernelBuild(engineFiles(folder)),
    loadProducts: (engine, build) => loadMatrixProducts(engine, folder, build ?? undefined),
    loadEngine: (engine, build) => loadEngine(engine, folder, build ?? undefined),
    threadCount({ threads, engine }) {
      const wanted = threads > 0 ? threads : availableParallelism() - 1;
      // A second worker thread with tfjs-node in one process fails (tensorflow/tfjs#8388).
      return engine === 'tensorflow' ? 1 : Math.max(1, wanted);
    },
    startThreads: (count, start, handlers) => new Threads(folder, count, start, handlers),
    async clusterRun(address, start) {
      // Loaded only where it is asked for.
      const { ClusterRun } = await import('./cluster/clusterRun');
      return new ClusterRun(start, address, folder);
    },
    memory: {
      resident: () => process.memoryUsage.rss(),
      // Of a container's limit, where there is one; Node gives a number beyond all machines where there is none.
      machine: () => Math.min(totalmem(), process.constrainedMemory() || Infinity),
    },
    collectGarbage,
    logError: (error) => void process.stderr.write(`${inspect(error)}\n`),
  };
}

/** The digest of the same bytes as our own, faster. */
function createSha256(): Digest {
  const hash = createHash('sha256');
  return {
    update: (bytes) => void hash.update(bytes),
    finish: () => hash.digest('hex'),
  };
}
