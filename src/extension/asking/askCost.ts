import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { alternatives, costOf, type Alternative } from '../../process/cost';
import type { Pace, Plan } from '../../process/protocol';
import { counted, formatForecast } from '../../report/format';
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
    { label: l10n.t('$(edit) Change the columns…'), way: null },
  ];
  const { pairs } = costOf(plan, rows, pace);
  for (;;) {
    const answer = await vscode.window.showQuickPick(items, {
      title: l10n.t('{0} are many: what should be estimated?', counted(pairs, 'pair')),
      placeHolder: l10n.t('Nothing has begun yet; Escape leaves it so'),
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
      return l10n.t('$(table) Run all of them');
    case 'quick':
      return l10n.t('$(zap) Run all of them with the preset quick');
    case 'target':
      return l10n.t('$(target) One column against the rest… ({0})', counted(pairs, 'pair'));
    case 'strongest':
      return l10n.t('$(list-ordered) The {0} with the highest Gaussian answer', counted(pairs, 'pair'));
  }
}
