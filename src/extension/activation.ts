import * as vscode from 'vscode';
import { COMMANDS, DEPENDENCIES_TOOL, REPORT_EDITOR, RESTORED_VIEWS } from './contributions';
import type { Features } from './features';
import { registerCommand } from './notices';

/**
 * Tells VS Code what there is. The code behind it is loaded when the first of it is asked for: what this file imports is
 * all that an activation reads and runs.
 */
export function activateIn({ subscriptions }: vscode.ExtensionContext, load: () => Promise<Features>): void {
  let loading: Promise<Features> | undefined;
  const features = () => (loading ??= load());
  subscriptions.push(
    ...COMMANDS.map((name) =>
      registerCommand(name, async (...given) => (await features()).commands[name](...given)),
    ),
    ...RESTORED_VIEWS.map((view) =>
      vscode.window.registerWebviewPanelSerializer(view, {
        async deserializeWebviewPanel(panel, state: unknown) {
          await (await features()).restoredViews[view].deserializeWebviewPanel(panel, state);
        },
      }),
    ),
    vscode.window.registerCustomEditorProvider(REPORT_EDITOR, {
      openCustomDocument: (uri) => ({ uri, dispose: () => undefined }),
      async resolveCustomEditor(document, panel) {
        await (await features()).openReport(document.uri, panel);
      },
    }),
  );
  // Editors made from VS Code may have no language models.
  if (!isThere(vscode.lm)) return;
  subscriptions.push(
    vscode.lm.registerTool<unknown>(DEPENDENCIES_TOOL, {
      prepareInvocation: async (options) => (await features()).dependenciesTool.prepareInvocation(options),
      invoke: async (options, token) => (await features()).dependenciesTool.invoke(options, token),
    }),
  );
}

function isThere(api: Partial<typeof vscode.lm> | undefined): boolean {
  return typeof api?.registerTool === 'function';
}
