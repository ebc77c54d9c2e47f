import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { SeriesKernel } from '../../../src/mine/series/seriesKernel';
import { loadTensorFlow } from '../../../src/process/engine/tensorflowBackend';
import { seriesTestKernel } from '../mine/series/kernel';

let series: SeriesKernel;
beforeAll(async () => {
  series = await seriesTestKernel();
}, 120_000);

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** A folder with a package of that name whose one file holds the code. */
function folderWith(code?: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'mine-engine-'));
  folders.push(folder);
  if (code !== undefined) {
    const place = join(folder, 'node_modules/@tensorflow/tfjs-node');
    mkdirSync(place, { recursive: true });
    writeFileSync(join(place, 'index.js'), code);
  }
  return folder;
}

describe('the engine "tensorflow"', () => {
  it('is refused in words where tfjs-node is not installed', async () => {
    await expect(loadTensorFlow('tensorflow', folderWith(), series)).rejects.toThrow(
      /needs the package @tensorflow\/tfjs-node.*choose the engine "wasm"/,
    );
  });

  it('is loaded with the function that tfjs-node needs and newer Nodes lack', async () => {
    const code = `
      const util = require('util');
      if (!util.isNullOrUndefined(null) || util.isNullOrUndefined(0)) throw new Error('no shim');
      module.exports = { version_core: '4.22.0' };`;
    const engine = await loadTensorFlow('tensorflow', folderWith(code), series);
    expect([engine.name, engine.version]).toEqual(['tfjs-node', '4.22.0']);
  });
});

describe('the engine "wasm"', () => {
  it('is refused where its binary is missing', async () => {
    await expect(loadTensorFlow('wasm', folderWith(), series)).rejects.toThrow();
  });
});
