import * as vscode from 'vscode';
import { alternatives, costOf, type Alternative } from '../process/cost';
import type { Pace, Plan } from '../process/protocol';
import { counted, formatForecast } from '../report/format';
import { chooseTarget } from './choosePairs';

interface WayItem extends vscode.QuickPickItem {
  /** null: choose other columns. */
  readonly way: Alternative | null;
}

/**
 * Asks what to do about a plan of so many pairs.
 * @returns the plan to run; `changeColumns`; undefined where the person escapes
 */
export async function askCost(
  plan: Plan,
  rows: number,
  pace: Pace | null,
): Promise<Plan | 'changeColumns' | undefined> {
  const items: WayItem[] = [
    ...alternatives(plan, rows, pace).map((way) => ({
      label: label(way),
      description: way.prediction ? formatForecast(way.prediction.seconds) : '',
      way,
    })),
    { label: '$(edit) Change the columns…', way: null },
  ];
  const { pairs } = costOf(plan, rows, pace);
  for (;;) {
    const answer = await vscode.window.showQuickPick(items, {
      title: `${counted(pairs, 'pair')} are many: what should be estimated?`,
      placeHolder: 'Nothing has begun yet; Escape leaves it so',
      ignoreFocusOut: true,
    });
    if (!answer) return undefined;
    if (!answer.way) return 'changeColumns';
    if (answer.way.kind !== 'target') return answer.way.plan;
    const target = await chooseTarget(plan.variables.map(({ name }) => name));
    if (target) return { ...plan, pairs: target };
  }
}

function label({ kind, pairs }: Alternative): string {
  switch (kind) {
    case 'all':
      return '$(table) Run all of them';
    case 'quick':
      return '$(zap) Run all of them with the preset quick';
    case 'target':
      return `$(target) One column against the rest… (${counted(pairs, 'pair')})`;
    case 'strongest':
      return `$(list-ordered) The ${counted(pairs, 'pair')} with the highest Gaussian answer`;
  }
}
