import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { allPairs, singleColumns, targetPairs } from '../../process/run/plan';
import type { Plan } from '../../process/protocol';
import { chooseGroups } from './chooseGroups';
import type { Forecast } from './forecast';
import { asLabel } from '../notices';
import { pickMany } from './pickMany';

type Pairs = Plan['pairs'];

/** As many lines a person can still look through. */
const MAX_LISTED_PAIRS = 5000;

/** Lets a person choose which pairs of the columns, or of groups of them, are estimated. Undefined where they escape. */
export async function choosePairs(
  names: readonly string[],
  forecast: Forecast,
): Promise<Pick<Plan, 'variables' | 'pairs'> | undefined> {
  const variables = singleColumns(names);
  const ofColumns = (pairs: Pairs | undefined) => pairs && { variables, pairs };
  if (names.length === 2) return ofColumns(allPairs(2));
  await forecast.known;
  const all = (names.length * (names.length - 1)) / 2;
  const way = await vscode.window.showQuickPick(
    [
      {
        label: l10n.t('$(table) All pairs of these columns'),
        description: forecast.words(all),
        way: 'all' as const,
      },
      {
        label: l10n.t('$(target) One column against the rest'),
        description: forecast.words(names.length - 1),
        way: 'target' as const,
      },
      ...(all <= MAX_LISTED_PAIRS
        ? [
            {
              label: l10n.t('$(list-selection) Pairs picked one by one'),
              description: '',
              way: 'picked' as const,
            },
          ]
        : []),
      {
        label: l10n.t('$(group-by-ref-type) Groups of columns…'),
        description: l10n.t('several columns taken together as one variable, such as width and height'),
        way: 'groups' as const,
      },
    ],
    { title: l10n.t('Which pairs?'), ignoreFocusOut: true },
  );
  switch (way?.way) {
    case undefined:
      return undefined;
    case 'all':
      return ofColumns(allPairs(names.length));
    case 'target':
      return ofColumns(await chooseTarget(names));
    case 'picked':
      return ofColumns(await pickPairs(names, forecast));
    case 'groups':
      return chooseGroups(names, forecast);
  }
}

/** One column against the rest. Undefined where the person escapes. */
export async function chooseTarget(names: readonly string[]): Promise<Pairs | undefined> {
  const target = await vscode.window.showQuickPick(
    names.map((name, index) => ({ label: asLabel(name), index })),
    { title: l10n.t('Which column against the rest?'), ignoreFocusOut: true },
  );
  return target && targetPairs(names.length, target.index);
}

async function pickPairs(names: readonly string[], forecast: Forecast): Promise<Pairs | undefined> {
  const all = allPairs(names.length);
  const picked = await pickMany({
    items: all.map(([x, z]) => ({
      label: asLabel(l10n.t('{0} with {1}', names[x] ?? '', names[z] ?? '')),
      pair: [x, z] satisfies [number, number],
    })),
    isTicked: () => false,
    title: (ticked) => l10n.t('Pairs to estimate: {0}', forecast.words(ticked.length)),
    problem: (ticked) => (ticked.length < 1 ? l10n.t('Pairs to estimate: choose at least one') : undefined),
  });
  return picked?.ticked.map(({ pair }) => pair);
}
