import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Path of something that `npm run build` makes. */
export function built(file: string): string {
  const path = fileURLToPath(new URL(`../../dist/${file}`, import.meta.url));
  if (!existsSync(path)) throw new Error(`dist/${file} is not there: run npm run build first.`);
  return path;
}

/** Path of a dataset of vega-datasets. */
export function vegaDataset(name: string): string {
  return fileURLToPath(new URL(`../../node_modules/vega-datasets/data/${name}`, import.meta.url));
}
