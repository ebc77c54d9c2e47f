import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { allPairs, groupPairs, singleColumns } from '../../process/run/plan';
import type { Plan } from '../../process/protocol';
import { sideName } from '../../report/format';
import type { Forecast } from './forecast';
import { pickMany } from './pickMany';

type Choice = Pick<Plan, 'variables' | 'pairs'>;
type Group = Plan['variables'][number];

type Answer =
  | { readonly kind: 'run'; readonly pairs: Choice['pairs'] }
  | { readonly kind: 'another' }
  /** Its columns stand alone again. */
  | { readonly kind: 'dissolve'; readonly group: Group };

interface AnswerItem extends vscode.QuickPickItem {
  readonly answer?: Answer;
}

/**
 * Lets a person make groups of the columns, each one variable of several dimensions, and choose which pairs of groups and
 * remaining columns are estimated. Undefined where they escape.
 */
export async function chooseGroups(
  names: readonly string[],
  forecast: Forecast,
): Promise<Choice | undefined> {
  let groups: readonly Group[] = [];
  for (;;) {
    const free = names.filter((name) => !groups.some(({ columns }) => columns.includes(name)));
    const variables = [...groups, ...singleColumns(free)];
    const answer = groups.length > 0 ? await askWhatNext(groups, variables, forecast) : ANOTHER;
    switch (answer?.kind) {
      case undefined:
        return undefined;
      case 'run':
        return { variables, pairs: answer.pairs };
      case 'dissolve':
        groups = groups.filter((group) => group !== answer.group);
        break;
      case 'another': {
        const group = await makeGroup(free, variables, groups.length + 1);
        if (group) groups = [...groups, group];
        else if (groups.length === 0) return undefined;
      }
    }
  }
}

const ANOTHER: Answer = { kind: 'another' };

async function makeGroup(
  free: readonly string[],
  variables: readonly Group[],
  number: number,
): Promise<Group | undefined> {
  const title = l10n.t('Group {0}: which columns are taken together as one variable?', number);
  const picked = await pickMany({
    items: free.map((label) => ({ label })),
    isTicked: () => false,
    placeholder: l10n.t('Tick two columns or more, for example width and height'),
    title: () => title,
    problem: (ticked) => problemOf(ticked.length, free.length, variables.length - free.length),
  });
  if (!picked) return undefined;
  const columns = picked.ticked.map(({ label }) => label);
  const others = new Set(variables.map(({ name }) => name));
  const name = await vscode.window.showInputBox({
    title: l10n.t('Group {0}: what is it called?', number),
    prompt: columns.join(', '),
    value: sideName(columns),
    ignoreFocusOut: true,
    validateInput: (text) =>
      text.trim() === ''
        ? l10n.t('A group needs a name.')
        : others.has(text.trim())
          ? l10n.t('{0} is the name of a column or of another group.', text.trim())
          : undefined,
  });
  return name === undefined ? undefined : { name: name.trim(), columns };
}

function problemOf(ticked: number, free: number, groups: number): string | undefined {
  if (ticked < 2) return l10n.t('A group has two columns or more.');
  return ticked === free && groups === 0
    ? l10n.t('One column has to stay outside, to be compared with the group.')
    : undefined;
}

async function askWhatNext(
  groups: readonly Group[],
  variables: readonly Group[],
  forecast: Forecast,
): Promise<Answer | undefined> {
  const singles = variables.length - groups.length;
  const all = allPairs(variables.length);
  const withGroup = groupPairs(groups.length, variables.length);
  const run = (label: string, pairs: Choice['pairs']): AnswerItem => ({
    label,
    description: forecast.words(pairs.length, pairs.filter(([x]) => x < groups.length).length),
    answer: { kind: 'run', pairs },
  });
  const items: AnswerItem[] = [
    ...(withGroup.length > 0
      ? [run(l10n.t('$(group-by-ref-type) Estimate every pair that has a group'), withGroup)]
      : []),
    ...(groups.length > 1 && singles > 0
      ? [run(l10n.t('$(symbol-array) Estimate the groups with each other only'), allPairs(groups.length))]
      : []),
    ...(all.length > withGroup.length
      ? [run(l10n.t('$(table) Estimate all pairs of groups and columns'), all)]
      : []),
    ...(singles > 1 ? [{ label: l10n.t('$(add) Make another group…'), answer: ANOTHER }] : []),
    { label: l10n.t('groups so far'), kind: vscode.QuickPickItemKind.Separator },
    ...groups.map((group) => ({
      label: l10n.t('$(trash) Take {0} apart again', group.name),
      description: group.columns.join(', '),
      answer: { kind: 'dissolve' as const, group },
    })),
  ];
  const chosen = await vscode.window.showQuickPick(items, {
    title: l10n.t('Groups of columns'),
    ignoreFocusOut: true,
  });
  return chosen?.answer;
}
