import * as l10n from '@vscode/l10n';
import { DatasetError } from '../../dataset/dataset';
import { bytesSource } from '../../dataset/bytes/source';
import { calibrate } from '../engine/calibrate';
import {
  chooseKernelBuild,
  loadKernel,
  loadKernelProducts,
  type EngineFiles,
  type KernelBuild,
} from '../engine/kernelBackend';
import type { Platform } from '../platform';
import { checkEngine, InlineThread } from './inlineThread';

/** The WebAssembly programs of the engines, as a front hands them to its worker. */
export interface EngineBytes {
  readonly plain: Uint8Array<ArrayBuffer>;
  readonly fused: Uint8Array<ArrayBuffer>;
  readonly series: Uint8Array<ArrayBuffer>;
}

/** A web worker: it reads bytes that are handed over, and does all the work itself. */
export function webPlatform(engines: EngineBytes): Platform {
  const files: EngineFiles = {
    kernel: (build) => kernelBytes(build, engines),
    series: () => engines.series,
  };
  return {
    openSource(source) {
      if (source.kind === 'bytes') return Promise.resolve(bytesSource(source.name, source.bytes));
      // A front in a browser has no paths to give.
      throw new DatasetError(l10n.t('{0} cannot be read by its path in a browser.', source.name));
    },
    measurePace() {
      const { kernelBuild, microsecondsPerStep } = calibrate(files);
      return Promise.resolve({ kernelBuild, pace: { microsecondsPerStep, cores: 1, mostThreads: 1 } });
    },
    chooseKernelBuild: () => chooseKernelBuild(files),
    async loadProducts(engine, build) {
      await Promise.resolve();
      checkEngine(engine);
      return loadKernelProducts(files, build ?? undefined);
    },
    async loadEngine(engine, build) {
      await Promise.resolve();
      checkEngine(engine);
      return loadKernel(files, build ?? undefined);
    },
    threadCount: () => 1,
    startThreads: (_, start, handlers) => new InlineThread(start, files, handlers),
    // A browser does not let itself be asked.
    collectGarbage: () => undefined,
    logError: (error) => {
      console.error(error);
    },
  };
}

function kernelBytes(build: KernelBuild, { plain, fused }: EngineBytes): Uint8Array<ArrayBuffer> | null {
  switch (build) {
    case 'plain':
      return plain;
    case 'fused':
      return fused;
    case 'wide':
      // It is faster only where V8 is given a flag.
      return null;
  }
}
