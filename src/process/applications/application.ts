import type { Dataset } from '../../dataset/dataset';
import type { MatrixProducts } from '../../mine/networks/products';
import type { Application, ApplicationResult } from '../protocol';
import { compressionSteps } from './compress';

/** How far an application is, 0..1, and what it has found. */
export interface ApplicationStep<R extends ApplicationResult = ApplicationResult> {
  readonly share: number;
  readonly result: R;
}

/**
 * An application on a dataset; a step takes some milliseconds.
 * @throws DatasetError where it cannot be done with these columns and rows
 */
export function applicationSteps(
  dataset: Dataset,
  application: Application,
  products: MatrixProducts,
): Generator<ApplicationStep, ApplicationResult> {
  return compressionSteps(dataset, application, products);
}
