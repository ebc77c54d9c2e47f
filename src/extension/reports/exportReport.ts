import * as l10n from '@vscode/l10n';
import * as v from 'valibot';
import * as vscode from 'vscode';
import { curvesSvg } from '../../report/curvesSvg';
import { byStrength, type Units } from '../../report/format';
import { heatmapSvg, type Figure } from '../../report/heatmapSvg';
import { PAPERS, type Paper } from '../../report/paper';
import { reportPieces } from '../../report/renderings';
import type { Report } from '../../report/report';
import { units } from '../configuration';
import { showInformation } from '../notices';
import type { ReportPanel } from './reportPanels';
import { saveFile } from '../files/saveFile';
import { writeWhole, type Content } from '../files/writeWhole';

const EXPORTS = {
  'heatmap-svg': { label: l10n.t('Heatmap as SVG'), ending: 'svg' },
  'heatmap-png': { label: l10n.t('Heatmap as PNG'), ending: 'png' },
  'curves-svg': { label: l10n.t('Training curves of the pair as SVG'), ending: 'svg' },
  'curves-png': { label: l10n.t('Training curves of the pair as PNG'), ending: 'png' },
  csv: { label: l10n.t('Table as CSV'), ending: 'csv' },
  markdown: { label: l10n.t('Table as Markdown'), ending: 'md' },
  html: { label: l10n.t('Everything as one HTML file'), ending: 'html' },
  json: { label: l10n.t('The report, to be opened again'), ending: 'mine.json' },
} as const;
type ExportKind = keyof typeof EXPORTS;
const KINDS = Object.keys(EXPORTS) as [ExportKind, ...ExportKind[]];

/** What a program may give the command instead of being asked. */
const options = v.strictObject({
  kind: v.picklist(KINDS),
  paper: v.optional(v.picklist(PAPERS), 'light'),
  target: v.custom<vscode.Uri>((value) => value instanceof vscode.Uri),
});

/**
 * Asks what to write and where to, and writes it; a program gives both.
 * @throws Error with a sentence where it cannot be made
 */
export async function exportReport(panel: ReportPanel, given: unknown): Promise<void> {
  const { report } = panel;
  if (!report) throw new Error(l10n.t('There is a report to export once the run has ended.'));
  if (given !== undefined) {
    const { kind, paper, target } = v.parse(options, given);
    await writeWhole(target, await content(panel, report, kind, paper));
    return;
  }
  const kind = await chooseKind();
  const paper = kind && (isFigure(kind) ? await choosePaper() : 'light');
  if (!kind || !paper) return;
  const { ending, label } = EXPORTS[kind];
  const target = await saveFile(
    {
      title: label,
      defaultUri: panel.home.with({
        path: panel.home.path.replace(
          /(\.mine\.json|\.[^./]*)?$/,
          `${isCurves(kind) ? '.curves' : ''}.${ending}`,
        ),
      }),
      filters: { [ending.toUpperCase()]: [ending] },
    },
    await content(panel, report, kind, paper),
  );
  if (!target) return;
  const open = l10n.t('Open');
  if ((await showInformation(l10n.t('Written: {0}.', target.path), open)) === open)
    await vscode.commands.executeCommand('vscode.open', target);
}

async function content(panel: ReportPanel, report: Report, kind: ExportKind, paper: Paper): Promise<Content> {
  const shown = units();
  switch (kind) {
    case 'heatmap-svg':
      return [heatmapSvg(report, shown, paper).svg];
    case 'heatmap-png':
      return panel.toPng(heatmapSvg(report, shown, paper));
    case 'curves-svg':
      return [curves(panel, report, shown, paper).svg];
    case 'curves-png':
      return panel.toPng(curves(panel, report, shown, paper));
    case 'csv':
    case 'markdown':
    case 'html':
    case 'json':
      return reportPieces(report, kind, shown);
  }
}

/** Those of the pair looked at, or of the strongest. */
function curves({ selected }: ReportPanel, report: Report, shown: Units, paper: Paper): Figure {
  const pair = (selected === null ? undefined : report.pairs[selected]) ?? byStrength(report.pairs)[0];
  if (!pair) throw new Error(l10n.t('The report has no pair.'));
  return curvesSvg(pair, shown, paper);
}

async function chooseKind(): Promise<ExportKind | undefined> {
  const items = KINDS.map((kind) => ({ label: EXPORTS[kind].label, chosen: kind }));
  return (await vscode.window.showQuickPick(items, { title: l10n.t('Export') }))?.chosen;
}

/** The theme's own first. */
async function choosePaper(): Promise<Paper | undefined> {
  const items: (vscode.QuickPickItem & { paper: Paper })[] = [
    { label: l10n.t('On light paper'), paper: 'light' },
    { label: l10n.t('On dark paper'), paper: 'dark' },
  ];
  const own = currentPaper();
  items.sort((a, b) => Number(b.paper === own) - Number(a.paper === own));
  return (await vscode.window.showQuickPick(items, { title: l10n.t('Export') }))?.paper;
}

/** What goes with the editor's theme. */
export function currentPaper(): Paper {
  const { Light, HighContrastLight } = vscode.ColorThemeKind;
  const { kind } = vscode.window.activeColorTheme;
  return kind === Light || kind === HighContrastLight ? 'light' : 'dark';
}

function isFigure(kind: ExportKind): boolean {
  return /-(svg|png)$/.test(kind);
}

function isCurves(kind: ExportKind): boolean {
  return kind.startsWith('curves');
}
