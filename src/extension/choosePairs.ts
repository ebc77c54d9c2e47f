import * as vscode from 'vscode';
import { allPairs, targetPairs } from '../process/plan';

type Pairs = [number, number][];

/** Lets a person choose which pairs of the columns are estimated. Undefined where they escape. */
export async function choosePairs(names: readonly string[]): Promise<Pairs | undefined> {
  if (names.length === 2) return allPairs(2);
  const way = await vscode.window.showQuickPick(
    [
      {
        label: '$(table) All pairs of these columns',
        description: `${(names.length * (names.length - 1)) / 2} pairs`,
        way: 'all' as const,
      },
      {
        label: '$(target) One column against the rest',
        description: `${names.length - 1} pairs`,
        way: 'target' as const,
      },
      { label: '$(list-selection) Pairs picked one by one', description: '', way: 'picked' as const },
    ],
    { title: 'Which pairs?', ignoreFocusOut: true },
  );
  switch (way?.way) {
    case undefined:
      return undefined;
    case 'all':
      return allPairs(names.length);
    case 'target':
      return chooseTarget(names);
    case 'picked':
      return pickPairs(names);
  }
}

async function chooseTarget(names: readonly string[]): Promise<Pairs | undefined> {
  const target = await vscode.window.showQuickPick(
    names.map((label, index) => ({ label, index })),
    { title: 'Which column against the rest?', ignoreFocusOut: true },
  );
  return target && targetPairs(names.length, target.index);
}

async function pickPairs(names: readonly string[]): Promise<Pairs | undefined> {
  const picked = await vscode.window.showQuickPick(
    allPairs(names.length).map(([x, z]) => ({
      label: `${names[x] ?? ''} with ${names[z] ?? ''}`,
      pair: [x, z] satisfies [number, number],
    })),
    { title: 'Pairs to estimate', canPickMany: true, ignoreFocusOut: true },
  );
  return picked?.length ? picked.map(({ pair }) => pair) : undefined;
}
