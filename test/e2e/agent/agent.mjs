import * as vscode from 'vscode';

/** What an agent does that is asked about a file: calls the tool, and reads its answer. */
async function ask() {
  const input = { file: 'penguins.json', columns: ['Species', 'Flipper Length (mm)', 'Body Mass (g)'] };
  const { content } = await vscode.lm.invokeTool('mine_dependencies', {
    input,
    toolInvocationToken: undefined,
  });
  const answer = content
    .map((part) => (part instanceof vscode.LanguageModelTextPart ? part.value : ''))
    .join('');
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ content: answer }));
}

export function activate(/** @type {vscode.ExtensionContext} */ context) {
  context.subscriptions.push(vscode.commands.registerCommand('agent.ask', ask));
}
