import type { Dataset } from '../../dataset/dataset';
import type { KernelBuild } from '../engine/kernelBackend';
import type { Platform } from '../platform';
import type { Application, ApplicationResult } from '../protocol';
import { boundsSteps } from './bounds';
import { compressionSteps } from './compress';
import { synthesisSteps } from './synthesize';

/** How far an application is, 0..1, and what it has found. */
export interface ApplicationStep<R extends ApplicationResult = ApplicationResult> {
  readonly share: number;
  readonly result: R;
}

/**
 * An application on a dataset; a step takes some milliseconds.
 * @throws DatasetError where it cannot be done with these columns and rows
 */
export async function applicationSteps(
  dataset: Dataset,
  application: Application,
  kernelBuild: KernelBuild | null,
  platform: Pick<Platform, 'loadProducts' | 'loadEngine'>,
): Promise<Generator<ApplicationStep, ApplicationResult>> {
  const products = () => platform.loadProducts(application.engine, kernelBuild);
  const engine = () => platform.loadEngine(application.engine, kernelBuild);
  switch (application.kind) {
    case 'compress':
      return compressionSteps(dataset, application, await products());
    case 'synthesize':
      return synthesisSteps(dataset, application, await products(), await engine());
    case 'bounds':
      return boundsSteps(dataset, application, await engine());
  }
}
