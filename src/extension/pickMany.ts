import * as vscode from 'vscode';

/** A Quick Pick with boxes to tick. */
export interface ManyPick<T extends vscode.QuickPickItem> {
  readonly items: readonly T[];
  readonly isTicked: (item: T) => boolean;
  readonly placeholder?: string;
  /** Follows the ticks. */
  readonly title: (ticked: readonly T[]) => string;
  /** What else the title waits for. */
  readonly retitle?: Promise<unknown>;
  /** Why so few are not enough, in place of the title; undefined where they are. */
  readonly problem: (ticked: readonly T[]) => string | undefined;
}

/** Undefined where the person escapes. */
export function pickMany<T extends vscode.QuickPickItem>(
  pick: ManyPick<T>,
): Promise<readonly T[] | undefined> {
  const picker = vscode.window.createQuickPick<T>();
  const showTitle = () => {
    picker.title = pick.title(picker.selectedItems);
  };
  picker.placeholder = pick.placeholder;
  picker.canSelectMany = true;
  picker.matchOnDescription = true;
  picker.ignoreFocusOut = true;
  picker.items = pick.items;
  picker.selectedItems = pick.items.filter(pick.isTicked);
  showTitle();
  void pick.retitle?.then(showTitle);
  return new Promise((resolve) => {
    picker.onDidChangeSelection(showTitle);
    picker.onDidAccept(() => {
      const problem = pick.problem(picker.selectedItems);
      if (problem !== undefined) {
        picker.title = problem;
        return;
      }
      resolve(picker.selectedItems);
      picker.hide();
    });
    picker.onDidHide(() => {
      resolve(undefined);
      picker.dispose();
    });
    picker.show();
  });
}
