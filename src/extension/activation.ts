import * as vscode from 'vscode';
import { BOUNDS_TABS, BoundsCommand } from './boundsCommand';
import { askClusterSecret } from './cluster';
import { compareReportsCommand } from './compareReports';
import { COMPARISON_VIEW, ComparisonTabs } from './comparisonTabs';
import { ConvergenceCommand } from './convergenceCommand';
import { CONVERGENCE_TABS } from './convergenceTabs';
import { CompressCommand } from './compressCommand';
import { COMPRESSION_TABS } from './compressionTabs';
import { DEPENDENCIES_TOOL, DependenciesTool } from './dependenciesTool';
import { nameIn } from './drawnTab';
import { DrawnTabs, type DrawnKind } from './drawnTabs';
import { EstimateCommand } from './estimateCommand';
import { registerCommand } from './notices';
import type { OpenData } from './openFile';
import { saveFigure } from './saveFigure';
import type { Host } from './host';
import { registerReportCommands } from './reportCommands';
import { REPORT_EDITOR, ReportEditor } from './reportEditor';
import { ReportPanels } from './reportPanels';
import { RunStore } from './runStore';
import { SYNTHESIS_TABS } from './synthesisTabs';
import { SynthesizeCommand } from './synthesizeCommand';

export function activateIn(context: vscode.ExtensionContext, host: Host): void {
  const storage = context.storageUri ?? context.globalStorageUri;
  const panels = new ReportPanels();
  const estimate = new EstimateCommand(
    context,
    host,
    panels,
    new RunStore(vscode.Uri.joinPath(storage, 'runs'), versionOf(context)),
  );
  const comparisons = new ComparisonTabs(context.extensionUri, vscode.Uri.joinPath(storage, 'comparisons'));
  /** They come back after a restart of the window. */
  const tabsOf = <C>(kind: DrawnKind<C>, folder: string) => {
    const tabs = new DrawnTabs(kind, context.extensionUri, vscode.Uri.joinPath(storage, folder));
    context.subscriptions.push(vscode.window.registerWebviewPanelSerializer(kind.view, tabs));
    return tabs;
  };
  const convergences = tabsOf(CONVERGENCE_TABS, 'convergences');
  const compressions = tabsOf(COMPRESSION_TABS, 'compressions');
  const syntheses = tabsOf(SYNTHESIS_TABS, 'syntheses');
  const bounds = tabsOf(BOUNDS_TABS, 'bounds');
  const openData: OpenData = (uri, recorded) => estimate.openData(uri, recorded);
  const synthesize = new SynthesizeCommand(syntheses, openData);
  const compress = new CompressCommand(compressions, openData);
  const convergence = new ConvergenceCommand({ panels, openData }, convergences);
  const sideBySide = new BoundsCommand({ panels, openData }, bounds);
  const reportEditor = new ReportEditor(context.extensionUri, panels, (uri, plan, reading) =>
    estimate.runPlan(uri, plan, reading),
  );
  context.subscriptions.push(
    estimate,
    registerCommand('mine.estimate', (clicked: unknown, second: unknown) =>
      estimate.execute(clicked, second),
    ),
    registerCommand('mine.cancel', () => {
      estimate.cancel();
    }),
    registerCommand('mine.pause', () => {
      estimate.pause();
    }),
    registerCommand('mine.resume', () => {
      estimate.resume();
    }),
    registerCommand('mine.changeSettings', () => estimate.changeSettings()),
    registerCommand('mine.showRun', () => {
      estimate.showRun();
    }),
    registerCommand('mine.saveReport', () => estimate.saveReport()),
    registerCommand('mine.compareReports', (clicked: unknown, selected: unknown) =>
      compareReportsCommand(panels, comparisons, clicked, selected),
    ),
    registerCommand('mine.convergence', (context: unknown, given: unknown) =>
      convergence.execute(context, given),
    ),
    registerCommand('mine.bounds', (context: unknown, given: unknown) => sideBySide.execute(context, given)),
    registerCommand('mine.saveFigure', (given: unknown) =>
      saveFigure([convergences, bounds, compressions, syntheses], given),
    ),
    registerCommand('mine.compress', (clicked: unknown, given: unknown) => compress.execute(clicked, given)),
    registerCommand('mine.synthesize', (clicked: unknown, given: unknown) =>
      synthesize.execute(clicked, given),
    ),
    registerCommand('mine.saveRows', (given: unknown) => synthesize.saveRows(given)),
    registerCommand('mine.saveEncoding', (given: unknown) => compress.saveEncoding(given)),
    registerCommand('mine.openSample', () =>
      vscode.commands.executeCommand(
        'vscode.open',
        vscode.Uri.joinPath(context.extensionUri, 'samples', 'bike-rentals.csv'),
      ),
    ),
    registerCommand('mine.setClusterSecret', () => askClusterSecret(context.secrets)),
    registerReportCommands(panels, host),
    vscode.window.registerCustomEditorProvider(REPORT_EDITOR, reportEditor),
    vscode.window.registerWebviewPanelSerializer(COMPARISON_VIEW, comparisons),
    vscode.window.registerWebviewPanelSerializer('mine.panel', {
      async deserializeWebviewPanel(view, state: unknown) {
        await estimate.restore(view, nameIn(state));
      },
    }),
  );
  // Editors made from VS Code may have no language models.
  if (isThere(vscode.lm))
    context.subscriptions.push(
      vscode.lm.registerTool(
        DEPENDENCIES_TOOL,
        new DependenciesTool((uri, options, token) => estimate.estimateForAgent(uri, options, token)),
      ),
    );
}

function isThere(api: Partial<typeof vscode.lm> | undefined): boolean {
  return typeof api?.registerTool === 'function';
}

function versionOf({ extension }: vscode.ExtensionContext): string {
  return String((extension.packageJSON as { readonly version: unknown }).version);
}
