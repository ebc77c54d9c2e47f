import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../../../scripts/paths.mjs';
import { checkDataFile, UsageError } from '../../../scripts/start/dataFile.mjs';
import { vegaDataset } from '../built';

describe('npm start', () => {
  it('takes a dataset', async () => {
    await expect(checkDataFile(join(ROOT, 'samples/bike-rentals.csv'))).resolves.toBeUndefined();
  });

  // Bad usage, which ends with 2: not a run that failed, which ends with 1.
  it.each([
    ['a text', join(ROOT, 'README.md'), /^README\.md/],
    ['a map', vegaDataset('us-10m.json'), /us-10m\.json/],
    ['a folder', ROOT, /is a folder/],
  ])('refuses %s as bad usage', async (_, file, words) => {
    const refusal: unknown = await checkDataFile(file).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(UsageError);
    expect((refusal as Error).message).toMatch(words);
  });
});
