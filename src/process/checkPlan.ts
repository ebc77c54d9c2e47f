import { isHeld, type Dataset } from '../dataset/dataset';
import type { Plan } from './protocol';

/** Why the plan cannot be run on the dataset, in a sentence; null where it can. */
export function checkPlan(plan: Plan, dataset: Dataset): string | null {
  const names = dataset.columns.map((column) => column.name);
  for (const { columns } of plan.variables)
    for (const name of columns) {
      const column = dataset.columns.find((candidate) => candidate.name === name);
      if (!column)
        return `${dataset.source} has no column ${JSON.stringify(name)}; its columns are ${listed(names)}.`;
      if (!isHeld(column, dataset))
        return `The cells of the column ${JSON.stringify(name)} are too many different words to be held; choose another column.`;
    }
  for (const [x, z] of plan.pairs) {
    const [first, second] = [plan.variables[x], plan.variables[z]];
    if (!first || !second) return 'The plan names a variable that it does not define.';
    const shared = first.columns.find((name) => second.columns.includes(name));
    if (shared !== undefined)
      return `The column ${JSON.stringify(shared)} stands on both sides of a pair; a column's information about itself is not estimated.`;
  }
  return null;
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, 20).join(', ');
  return names.length > 20 ? `${shown} and ${names.length - 20} more` : shown;
}
