import * as vscode from 'vscode';
import { BOUNDS_TABS, BoundsCommand } from './applications/boundsCommand';
import { askClusterSecret } from './cluster';
import { compareReportsCommand } from './reports/compareReports';
import { ComparisonTabs } from './reports/comparisonTabs';
import { CompressCommand } from './applications/compressCommand';
import { COMPRESSION_TABS } from './applications/compressionTabs';
import type { CommandName, RestoredView } from './contributions';
import { ConvergenceCommand } from './applications/convergenceCommand';
import { CONVERGENCE_TABS } from './applications/convergenceTabs';
import { DependenciesTool } from './dependenciesTool';
import { nameIn } from './applications/drawnTab';
import { DrawnTabs, type DrawnKind } from './applications/drawnTabs';
import { EstimateCommand } from './run/estimateCommand';
import type { Host } from './host';
import type { OpenData } from './files/openFile';
import { reportCommands } from './reports/reportCommands';
import { ReportEditor } from './reports/reportEditor';
import { ReportPanels } from './reports/reportPanels';
import { RunStore } from './run/runStore';
import { saveFigure } from './files/saveFigure';
import { SYNTHESIS_TABS } from './applications/synthesisTabs';
import { SynthesizeCommand } from './applications/synthesizeCommand';

/** What is behind the extension's contributions. */
export interface Features {
  readonly commands: Readonly<Record<CommandName, (...given: unknown[]) => unknown>>;
  readonly restoredViews: Readonly<Record<RestoredView, vscode.WebviewPanelSerializer>>;
  /** Shows a saved report in its editor. */
  readonly openReport: (uri: vscode.Uri, panel: vscode.WebviewPanel) => Promise<void>;
  readonly dependenciesTool: DependenciesTool;
}

export function featuresOf(context: vscode.ExtensionContext, host: Host): Features {
  const storage = context.storageUri ?? context.globalStorageUri;
  const panels = new ReportPanels();
  const estimate = new EstimateCommand(
    context,
    host,
    panels,
    new RunStore(vscode.Uri.joinPath(storage, 'runs'), versionOf(context)),
  );
  context.subscriptions.push(estimate);
  const comparisons = new ComparisonTabs(context.extensionUri, vscode.Uri.joinPath(storage, 'comparisons'));
  const tabsOf = <C>(kind: DrawnKind<C>, folder: string) =>
    new DrawnTabs(kind, context.extensionUri, vscode.Uri.joinPath(storage, folder));
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
  return {
    commands: {
      'mine.estimate': (clicked, second) => estimate.execute(clicked, second),
      'mine.cancel': () => {
        estimate.cancel();
      },
      'mine.pause': () => {
        estimate.pause();
      },
      'mine.resume': () => {
        estimate.resume();
      },
      'mine.changeSettings': () => estimate.changeSettings(),
      'mine.showRun': () => {
        estimate.showRun();
      },
      'mine.saveReport': () => estimate.saveReport(),
      ...reportCommands(panels, host),
      'mine.compareReports': (clicked, selected) =>
        compareReportsCommand(panels, comparisons, clicked, selected),
      'mine.convergence': (cell, given) => convergence.execute(cell, given),
      'mine.bounds': (cell, given) => sideBySide.execute(cell, given),
      'mine.saveFigure': (given) => saveFigure([convergences, bounds, compressions, syntheses], given),
      'mine.compress': (clicked, given) => compress.execute(clicked, given),
      'mine.saveEncoding': (given) => compress.saveEncoding(given),
      'mine.synthesize': (clicked, given) => synthesize.execute(clicked, given),
      'mine.saveRows': (given) => synthesize.saveRows(given),
      'mine.openSample': () =>
        vscode.commands.executeCommand(
          'vscode.open',
          vscode.Uri.joinPath(context.extensionUri, 'samples', 'bike-rentals.csv'),
        ),
      'mine.setClusterSecret': () => askClusterSecret(context.secrets),
    },
    restoredViews: {
      'mine.panel': {
        deserializeWebviewPanel: (view, state) => estimate.restore(view, nameIn(state)),
      },
      'mine.comparison': comparisons,
      'mine.convergence': convergences,
      'mine.compression': compressions,
      'mine.synthesis': syntheses,
      'mine.bounds': bounds,
    },
    openReport: (uri, panel) => reportEditor.open(uri, panel),
    dependenciesTool: new DependenciesTool((uri, options, token) =>
      estimate.estimateForAgent(uri, options, token),
    ),
  };
}

function versionOf({ extension }: vscode.ExtensionContext): string {
  return String((extension.packageJSON as { readonly version: unknown }).version);
}
