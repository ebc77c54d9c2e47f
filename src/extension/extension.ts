import * as vscode from 'vscode';
import { EstimateCommand } from './estimateCommand';

export function activate(context: vscode.ExtensionContext): void {
  const estimate = new EstimateCommand(context);
  context.subscriptions.push(
    estimate,
    vscode.commands.registerCommand('mine.estimate', (clicked: unknown, second: unknown) =>
      estimate.execute(clicked, second),
    ),
    vscode.commands.registerCommand('mine.cancel', () => {
      estimate.cancel();
    }),
    vscode.commands.registerCommand('mine.saveReport', () => estimate.saveReport()),
  );
}
