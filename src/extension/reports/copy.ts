import * as l10n from '@vscode/l10n';
import * as v from 'valibot';
import * as vscode from 'vscode';
import { commandLine } from '../../report/commandLine';
import { withoutFormula } from '../../report/csvText';
import { formatInformation, sideName } from '../../report/format';
import { visible } from '../../report/markup';
import { renderReport } from '../../report/renderings';
import type { PairState, Report } from '../../report/report';
import { units } from '../configuration';
import type { Host } from '../host';
import type { ReportPanel } from './reportPanels';

/** What VS Code passes of the place where a context menu was opened (webview/widgets/contextMenu.ts). */
const place = v.object({ pair: v.pipe(v.number(), v.integer(), v.minValue(0)) });

/** Index of the pair whose context menu a command comes from; from the palette, the pair looked at. */
export function pairPlace(panel: ReportPanel, context: unknown): number | null {
  const parsed = v.safeParse(place, context);
  return parsed.success ? parsed.output.pair : panel.selected;
}

/** `0.52`, in the chosen unit. */
export function valueText(pair: PairState): string {
  return formatInformation(pair.mi, units());
}

/** As a spreadsheet takes it: cells with tabs between. */
export function rowText(pair: PairState): string {
  const shown = units();
  const [low = null, high = null] = pair.interval ?? [];
  const cells = [
    // A name that begins like a formula is text.
    ...[pair.x, pair.z].map((side) => withoutFormula(visible(sideName(side)))),
    ...[pair.mi, low, high].map((nats) => formatInformation(nats, shown)),
    String(pair.pValue ?? ''),
    String(pair.qValue ?? ''),
    String(pair.n),
  ];
  return cells.join('\t');
}

/** The whole table, as Markdown. */
export function tableText(report: Report): string {
  return renderReport(report, 'markdown', units());
}

/** The command line that repeats the run. */
export function repeatingCommand(report: Report, dataset: vscode.Uri | null, host: Host): string {
  const file = (dataset && host.pathOf(dataset)) ?? report.dataset.source;
  return commandLine(report, { ...host.terminal, file });
}

export async function copy(text: string, what: string): Promise<void> {
  await vscode.env.clipboard.writeText(text);
  vscode.window.setStatusBarMessage(l10n.t('{0} copied', what), 3000);
}
