import * as v from 'valibot';
import { createRandom } from '../../src/dataset/random';
import { dealFolds } from '../../src/mine/folds';
import { instantCritic } from '../../src/mine/series/instantCritic';
import { prepareSeriesColumn } from '../../src/mine/series/preparedColumn';
import { engineFiles } from '../../src/process/engine/engineFiles';
import { loadSeriesKernel } from '../../src/process/engine/seriesBackend';
import { INSTANT_PAIRS, instantPair, type InstantPair } from './instantPairs';
import { serve } from './serving';

/* The instant critic in a process of its own; argument: the folder of the .wasm files. */

const request = v.object({ kind: v.picklist(INSTANT_PAIRS), n: v.number() });

const kernel = loadSeriesKernel(engineFiles(process.argv[2] ?? '').series());
/** What was asked for last: one after the other, so that a million rows are made once. */
let last: { key: string; fit: () => void; prepare: () => void } | null = null;

function prepared(kind: InstantPair, n: number) {
  const key = `${kind} ${n}`;
  if (last?.key === key) return last;
  const columns = instantPair(kind, n);
  const [x, z] = columns;
  const sides = [prepareSeriesColumn(x), prepareSeriesColumn(z)] as const;
  const heldOut = dealFolds(n, 5, 1, createRandom(1));
  const fit = () => {
    instantCritic(kernel, ...sides, heldOut);
  };
  // V8's optimising compiler has had its time.
  for (let i = 0; i < 5; i++) fit();
  last = {
    key,
    fit,
    prepare: () => {
      for (const column of columns) prepareSeriesColumn(column);
    },
  };
  return last;
}

function milliseconds(work: () => void): number {
  const begun = performance.now();
  work();
  return performance.now() - begun;
}

void serve(process.version, (line) => {
  const { kind, n } = v.parse(request, line);
  const { fit, prepare } = prepared(kind, n);
  return { fit: milliseconds(fit), prepare: milliseconds(prepare) / 2 };
});
