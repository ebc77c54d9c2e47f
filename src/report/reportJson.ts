import type { Report } from './report';

/** Text in pieces, each time from its beginning: a string holds 512 MB at most, and a million pairs make more. */
export type Pieces = Iterable<string>;

/** Pairs of one piece. */
export const PAIRS_A_PIECE = 1000;
/** As it stands where there are none; within a JSON string no line is broken. */
const NO_PAIRS = '\n  "pairs": []';

/** What `JSON.stringify(report, null, 2)` and a line break are, whatever the number of pairs. */
export function reportJson(report: Report): Pieces {
  return {
    *[Symbol.iterator]() {
      const [before = '', after = ''] = JSON.stringify({ ...report, pairs: [] }, null, 2).split(NO_PAIRS);
      yield before;
      if (report.pairs.length === 0) yield NO_PAIRS;
      else yield* pairs(report);
      yield `${after}\n`;
    },
  };
}

function* pairs({ pairs }: Report): Generator<string> {
  yield '\n  "pairs": [';
  for (let from = 0; from < pairs.length; from += PAIRS_A_PIECE) {
    const list = JSON.stringify(pairs.slice(from, from + PAIRS_A_PIECE), null, 2);
    yield `${from > 0 ? ',' : ''}${list.slice(1, -2).replaceAll('\n', '\n  ')}`;
  }
  yield '\n  ]';
}
