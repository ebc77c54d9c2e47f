import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SeriesKernel } from '../mine/series/seriesKernel';

/**
 * Loads what fits instant critics, the same for all engines.
 * @param folder folder that holds series.wasm
 * @throws Error with a sentence for people where it does not run here
 */
export function loadSeriesKernel(folder: string): SeriesKernel {
  const bytes = readFileSync(join(folder, 'series.wasm'));
  if (!WebAssembly.validate(bytes))
    throw new Error('This machine cannot estimate mutual information: its WebAssembly has no SIMD.');
  return new SeriesKernel(new WebAssembly.Module(bytes));
}
