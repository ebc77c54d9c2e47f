import { hiddenLayers, logRatios, outputs } from './forward';
import * as at from './layout';
import { TILE } from './layout';

/** Scores of `count` pairs of prepared rows. */
export function score(count: usize, offset: f32): void {
  for (let i = count; i < ((count + 3) & ~3); i++) {
    store<u32>(at.xRows + i * 4, 0);
    store<u32>(at.zRows + i * 4, 0);
  }
  for (let first: usize = 0; first < count; first += TILE) {
    const padded = (min(TILE, count - first) + 3) & ~3;
    hiddenLayers(first, padded);
    logRatios(first, padded);
    outputs(padded, offset, at.scores + first * 4);
  }
}
