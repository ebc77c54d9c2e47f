import * as vscode from 'vscode';
import { shortened, visible } from '../report/markup';
import { reasonOf } from '../dataset/reasonOf';

/**
 * What VS Code shows of strangers' names, as text. In notifications, prompts and validation messages it makes links of
 * `[words](command:…)`, which run a command when they are clicked; in labels it makes an icon of `$(name)`.
 */

const MOST_SENTENCE = 1000;
const MOST_LABEL = 300;

/** For notifications, progress and input boxes: no link. */
export function asSentence(text: string): string {
  return shortened(visible(text), MOST_SENTENCE).replaceAll('](', '] (');
}

/** For labels, descriptions and details of a Quick Pick, and for the status bar: no icon. */
export function asLabel(text: string): string {
  return shortened(visible(text), MOST_LABEL).replace(/\\?\$(?=\([\w-]+(~[\w-]+)?\))/g, '\\$');
}

export function showInformation<T extends string>(text: string, ...items: T[]): Thenable<T | undefined> {
  return vscode.window.showInformationMessage(asSentence(text), ...items);
}

export function showErrorSentence<T extends string>(text: string, ...items: T[]): Thenable<T | undefined> {
  return vscode.window.showErrorMessage(asSentence(text), ...items);
}

/** A question in the middle of the window. */
export function ask<T extends string>(text: string, detail: string, ...items: T[]): Thenable<T | undefined> {
  return vscode.window.showInformationMessage(
    asSentence(text),
    { modal: true, detail: visible(detail) },
    ...items,
  );
}

export function showError(error: unknown): void {
  if (error instanceof vscode.CancellationError) return;
  void showErrorSentence(reasonOf(error));
}

/** A command of the extension's. What it throws VS Code shows in a notification. */
export function registerCommand(command: string, act: (...given: unknown[]) => unknown): vscode.Disposable {
  return vscode.commands.registerCommand(command, async (...given: unknown[]) => {
    try {
      return await act(...given);
    } catch (error) {
      if (error instanceof vscode.CancellationError) throw error;
      throw new Error(asSentence(reasonOf(error)), { cause: error });
    }
  });
}
