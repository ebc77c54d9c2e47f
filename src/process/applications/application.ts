import type { Dataset } from '../../dataset/dataset';
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
  platform: Pick<Platform, 'loadProducts' | 'loadEngine'>,
): Promise<Generator<ApplicationStep, ApplicationResult>> {
  switch (application.kind) {
    case 'compress':
      return compressionSteps(dataset, application, await platform.loadProducts(application.engine));
    case 'synthesize': {
      const { engine } = application;
      const [products, estimator] = await Promise.all([
        platform.loadProducts(engine),
        platform.loadEngine(engine),
      ]);
      return synthesisSteps(dataset, application, products, estimator);
    }
    case 'bounds':
      return boundsSteps(dataset, application, await platform.loadEngine(application.engine));
  }
}
