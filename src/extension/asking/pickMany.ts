import * as vscode from 'vscode';
import { visible } from '../../report/markup';

/** A Quick Pick with boxes to tick. */
export interface ManyPick<T extends vscode.QuickPickItem> {
  readonly items: readonly T[];
  readonly isTicked: (item: T) => boolean;
  /** The line that has the focus first. */
  readonly active?: T | undefined;
  readonly placeholder?: string;
  readonly button?: vscode.QuickInputButton;
  /** Follows the ticks. */
  readonly title: (ticked: readonly T[]) => string;
  /** What else the title waits for. */
  readonly retitle?: Promise<unknown>;
  /** Why so few are not enough, in place of the title; undefined where they are. */
  readonly problem: (ticked: readonly T[]) => string | undefined;
}

/** How a person left the Quick Pick: by Enter, by its button, or by the button of a line. */
export type Picked<T> = { readonly ticked: readonly T[] } & (
  { readonly by: 'enter' | 'button' } | { readonly by: 'itemButton'; readonly item: T }
);

/** Undefined where the person escapes. */
export function pickMany<T extends vscode.QuickPickItem>(pick: ManyPick<T>): Promise<Picked<T> | undefined> {
  const picker = vscode.window.createQuickPick<T>();
  const showTitle = () => {
    picker.title = visible(pick.title(picker.selectedItems));
  };
  picker.placeholder = visible(pick.placeholder ?? '');
  picker.canSelectMany = true;
  picker.matchOnDescription = true;
  picker.ignoreFocusOut = true;
  picker.items = pick.items;
  picker.selectedItems = pick.items.filter(pick.isTicked);
  if (pick.active) picker.activeItems = [pick.active];
  if (pick.button) picker.buttons = [pick.button];
  showTitle();
  void pick.retitle?.then(showTitle);
  return new Promise((resolve) => {
    const leave = (picked: Picked<T>) => {
      resolve(picked);
      picker.hide();
    };
    picker.onDidChangeSelection(showTitle);
    picker.onDidAccept(() => {
      const ticked = picker.selectedItems;
      const problem = pick.problem(ticked);
      if (problem === undefined) leave({ by: 'enter', ticked });
      else picker.title = visible(problem);
    });
    picker.onDidTriggerButton(() => {
      leave({ by: 'button', ticked: picker.selectedItems });
    });
    picker.onDidTriggerItemButton(({ item }) => {
      leave({ by: 'itemButton', item, ticked: picker.selectedItems });
    });
    picker.onDidHide(() => {
      resolve(undefined);
      picker.dispose();
    });
    picker.show();
  });
}
