import * as l10n from '@vscode/l10n';
import { SeriesKernel } from '../../mine/series/seriesKernel';

/**
 * Loads what fits instant critics, the same for all engines.
 * @param bytes series.wasm
 * @throws Error with a sentence for people where it does not run here
 */
export function loadSeriesKernel(bytes: Uint8Array<ArrayBuffer>): SeriesKernel {
  if (!WebAssembly.validate(bytes))
    throw new Error(l10n.t('This machine cannot estimate mutual information: its WebAssembly has no SIMD.'));
  return new SeriesKernel(new WebAssembly.Module(bytes));
}
