import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { attempt, corpusOf, fuzz } from '../../fuzz/fuzzer';
import { TARGETS } from '../../fuzz/targets';

const CORPUS = fileURLToPath(new URL('../../fuzz/corpus', import.meta.url));
/** A few seconds; `npm run fuzz` goes on for as long as it is told. */
const INPUTS = 1500;

describe.each(TARGETS)('whatever the bytes, $name', (target) => {
  const corpus = corpusOf(target, CORPUS);

  it.each(corpus)('hold at $file', async (input) => {
    await attempt(target, input);
  });

  it('hold at what is made of the corpus with a fixed seed', { timeout: 120_000 }, async () => {
    const outcomes = await fuzz(target, { corpus, seed: 1, goesOn: (tried) => tried < INPUTS });
    // Some are taken and some are refused, for many reasons.
    expect(outcomes.size).toBeGreaterThan(10);
  });
});
