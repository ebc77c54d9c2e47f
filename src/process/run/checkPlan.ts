import * as l10n from '@vscode/l10n';
import { isHeld, type Dataset } from '../../dataset/dataset';
import { isComputed, isUnderWay } from '../../report/report';
import { isSamePair, pairNames } from './pairState';
import { splitPairs } from './plan';
import type { FinishedPair, Plan } from '../protocol';
import { tooFewRows } from './tooFewRows';

/** Why the plan cannot be run on the dataset, in a sentence; null where it can. */
export function checkPlan(plan: Plan, dataset: Dataset): string | null {
  for (const { columns } of plan.variables)
    for (const name of columns) {
      const problem = checkColumn(name, dataset);
      if (problem !== null) return problem;
    }
  for (const [x, z] of plan.pairs) {
    const [first, second] = [plan.variables[x], plan.variables[z]];
    if (!first || !second) return l10n.t('The plan names a variable that it does not define.');
    const shared = first.columns.find((name) => second.columns.includes(name));
    if (shared !== undefined)
      return l10n.t(
        "The column {0} stands on both sides of a pair; a column's information about itself is not estimated.",
        JSON.stringify(shared),
      );
  }
  const [sameColumn] = splitPairs(plan, dataset.columns).ofOneColumn;
  if (sameColumn) {
    const [x, z] = sameColumn.map((place) => plan.variables[place]?.name ?? '');
    return l10n.t(
      '{0} with {1} cannot be estimated: the one is made of the other, so that there is nothing to find out.',
      JSON.stringify(x),
      JSON.stringify(z),
    );
  }
  return tooFewRows(dataset, plan.maxRows > 0 ? Math.min(plan.maxRows, dataset.rows) : dataset.rows);
}

/** Why there is no using a column of this name, in a sentence; null where there is. */
export function checkColumn(name: string, dataset: Dataset): string | null {
  const column = dataset.columns.find((candidate) => candidate.name === name);
  if (!column)
    return l10n.t(
      '{0} has no column {1}; its columns are {2}.',
      dataset.source,
      JSON.stringify(name),
      listed(dataset.columns.map((known) => known.name)),
    );
  if (!isHeld(column, dataset))
    return l10n.t(
      'The cells of the column {0} are too many different words to be held; choose another column.',
      JSON.stringify(name),
    );
  return null;
}

/** Why these pairs cannot be taken for finished ones of the plan, in a sentence; null where they can. */
export function checkFinished(finished: readonly FinishedPair[], plan: Plan): string | null {
  const fits = finished.every(({ index, pair }) => {
    // More training is for pairs of a run that has ended: one that was stopped there stays as it is.
    const isDone = isComputed(pair) || (plan.more && !isUnderWay(pair));
    return isDone && isSamePair(pair, pairNames(plan, index));
  });
  return fits
    ? null
    : l10n.t('What was kept of the interrupted run belongs to other pairs than these: start the run again.');
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, 20).join(', ');
  return names.length > 20 ? l10n.t('{0} and {1} more', shown, names.length - 20) : shown;
}
