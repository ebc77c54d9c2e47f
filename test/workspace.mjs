import { copyFileSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../scripts/paths.mjs';

const DATASETS = ['penguins.json', 'cars.json', 'seattle-weather.csv', 'birdstrikes.csv'];

/**
 * A new folder with real datasets in it, for a test to open and to write into.
 * @returns {string} its path; the test removes it
 */
export function makeWorkspace() {
  const folder = mkdtempSync(join(tmpdir(), 'mine-workspace-'));
  for (const name of DATASETS) {
    copyFileSync(join(ROOT, 'node_modules/vega-datasets/data', name), join(folder, name));
  }
  return folder;
}
