import type { Choices } from '../choices';
import type { ClusterTree } from './clustering';
import { namesMatching, pairFilter } from '../filters';
import { listLayout, matrixLayout, runTarget, type GridLayout } from './gridLayout';
import { orderVariables } from '../ordering';
import type { Sliced } from '../slices';
import { hasEnded, type Shown } from '../state';
import type { Ends } from '../variables';

export interface Arrangement {
  readonly layout: GridLayout;
  /** Over the layout's rows, the first column before them: leaf 0 has no row of its own. Null without clustering. */
  readonly tree: ClusterTree | null;
}

/**
 * Which pairs stand where, as a person chose it, by what is known now. While a run goes on, estimates take no row and
 * no column away: the grid would jump under one's eyes.
 */
export function* arrange(snapshot: Shown, ends: Ends, choices: Choices): Sliced<Arrangement> {
  const { pairs, variables, run } = snapshot;
  const filter = pairFilter(variables, ends, choices);
  const ended = hasEnded(run);
  const shows = (index: number) => {
    const pair = pairs[index];
    return pair !== undefined && (ended ? filter.admits(index, pair) : filter.concerns(index));
  };
  const target = targetOf(snapshot, ends, choices);
  if (target !== undefined) return { layout: listLayout(target, shows, ends, pairs, variables), tree: null };
  const kept = variablesOf(shows, ends, variables.length);
  yield;
  const ordered = yield* orderVariables(choices.order, kept, variables, ends, pairs);
  yield;
  if (choices.name.trim() === '') {
    const layout = matrixLayout(ordered.order, shows, ends, variables, ordered.tree !== null);
    return { layout, tree: ordered.tree };
  }
  // What was searched for makes the columns, everything it was paired with the rows.
  const named = namesMatching(variables, choices);
  const order = [
    ...ordered.order.filter((variable) => named[variable]),
    ...ordered.order.filter((variable) => !named[variable]),
  ];
  return { layout: matrixLayout(order, shows, ends, variables), tree: null };
}

function targetOf({ variables }: Shown, ends: Ends, choices: Choices): number | undefined {
  const chosen = variables.findIndex(({ name }) => name === choices.target);
  return chosen >= 0 ? chosen : runTarget(ends);
}

/** The variables that some pair shown has, in the file's order. */
function variablesOf(shows: (index: number) => boolean, { x, z }: Ends, count: number): number[] {
  const present = Array.from({ length: count }, () => false);
  x.forEach((end, index) => {
    if (!shows(index)) return;
    present[end] = true;
    present[z[index] ?? -1] = true;
  });
  return present.flatMap((isPresent, variable) => (isPresent ? [variable] : []));
}
