import { copyFileSync, mkdtempSync, writeFileSync } from 'node:fs';
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
  writeFileSync(join(folder, 'ten-columns.csv'), tenColumns(5000));
  return folder;
}

/** Ten columns, each a sum of the first and of what a linear congruential generator says. */
function tenColumns(/** @type {number} */ rows) {
  let state = 1;
  const uniform = () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
  const lines = Array.from({ length: rows }, () => {
    const first = uniform();
    return Array.from({ length: 10 }, (_, i) =>
      (i === 0 ? first : (i * first) / 5 + uniform()).toFixed(5),
    ).join();
  });
  return [Array.from({ length: 10 }, (_, i) => `c${i}`).join(), ...lines, ''].join('\n');
}
