import { readFileSync } from 'node:fs';
import { buildKernels, SERIES_FILE } from '../../../../scripts/kernel.mjs';
import { instantiate, SeriesKernel } from '../../../../src/mine/series/seriesKernel';

export async function seriesTestKernel(): Promise<SeriesKernel> {
  return new SeriesKernel(await compiledSeries());
}

/** What the kernel exports, bare. */
export async function seriesTestExports() {
  return instantiate(await compiledSeries());
}

async function compiledSeries(): Promise<WebAssembly.Module> {
  await buildKernels();
  return new WebAssembly.Module(readFileSync(SERIES_FILE));
}
