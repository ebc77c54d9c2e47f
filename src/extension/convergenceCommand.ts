import * as l10n from '@vscode/l10n';
import * as v from 'valibot';
import * as vscode from 'vscode';
import { suggestedColumns, withoutPairsOfOneColumn } from '../process/plan';
import { GrowingSubsamples } from '../process/growingSubsamples';
import type { Plan, Profile } from '../process/protocol';
import { convergenceTitle, renderConvergence, type Convergence } from '../report/convergence';
import { formatCount, sideName } from '../report/format';
import type { RecordedReading } from '../report/reading';
import { planSettings, units } from './configuration';
import type { ConvergenceTabs } from './convergenceTabs';
import { pairPlace } from './copy';
import { chosenDataFiles } from './dataFile';
import { currentPaper } from './exportReport';
import type { DrawnTab } from './drawnTabs';
import { asLabel } from './notices';
import type { OpenFile } from './openFile';
import { askForDataset, planOf } from './repeat';
import type { ReportPanel, ReportPanels } from './reportPanels';
import { closingOf, withTabProgress, type TabWork } from './tabProgress';

/** What a program gives, with the file, instead of being asked: the columns of each side. */
const sides = v.strictObject({
  x: v.pipe(v.array(v.string()), v.minLength(1)),
  z: v.pipe(v.array(v.string()), v.minLength(1)),
});
type Sides = v.InferOutput<typeof sides>;

/** Opens a data file, read as a report says or as is remembered of it. */
type OpenData = (uri: vscode.Uri, recorded?: RecordedReading) => Promise<OpenFile>;

/** "Convergence with Rows": of the pair in the panel a person is at, or of two columns of a file. */
export class ConvergenceCommand {
  constructor(
    private readonly panels: ReportPanels,
    private readonly tabs: ConvergenceTabs,
    private readonly openData: OpenData,
  ) {}

  /** Called with a pair's context menu, from the palette, or by a program with a file and the sides. */
  async execute(context: unknown, given: unknown): Promise<Convergence | undefined> {
    if (context instanceof vscode.Uri)
      return this.run(await this.openData(context), () => ({
        ...onePair(v.parse(sides, given)),
        ...planSettings(context),
      }));
    const { current } = this.panels;
    // A context menu is of a panel that may not be active yet.
    return current && (current.active || context !== undefined)
      ? this.ofPanel(current, context)
      : this.ofFile();
  }

  /** Saves what the tab shows, as the figure or as JSON. A program gives the file. */
  async save(given: unknown): Promise<void> {
    const tab = this.tabs.current;
    if (!tab) throw new Error(l10n.t('Open Convergence with Rows first.'));
    const target =
      given instanceof vscode.Uri
        ? given
        : await vscode.window.showSaveDialog({
            title: l10n.t('Save the figure or its numbers'),
            filters: { SVG: ['svg'], JSON: ['json'] },
          });
    if (!target) return;
    const format = target.path.endsWith('.json') ? 'json' : 'svg';
    const text = renderConvergence(tab.shown, format, units(), currentPaper());
    await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(text));
  }

  private async ofPanel(panel: ReportPanel, context: unknown): Promise<Convergence | undefined> {
    const { report, home } = panel;
    if (!report) throw new Error(l10n.t('There is a report once the run has ended.'));
    const index = pairPlace(panel, context);
    const pair = index === null ? undefined : panel.pair(index);
    if (!pair) throw new Error(l10n.t('Choose a pair in the panel first.'));
    const dataset = panel.dataset ?? (await askForDataset(report, home));
    if (!dataset) return undefined;
    const file = await this.openData(dataset, report.dataset.reading);
    return this.run(file, () => ({ ...planOf(report, home), ...onePair(pair) }));
  }

  private async ofFile(): Promise<Convergence | undefined> {
    const [uri] = await chosenDataFiles(undefined, undefined);
    if (!uri) return undefined;
    return this.run(await this.openData(uri), async ({ profile }) => {
      const chosen = await chooseSides(profile);
      return chosen && { ...onePair(chosen), ...planSettings(uri) };
    });
  }

  /** Estimates on growing subsamples; the tab has each as soon as it is known, and keeps those it has when a person cancels. */
  private async run(
    file: OpenFile,
    choose: (file: OpenFile) => Plan | undefined | Promise<Plan | undefined>,
  ): Promise<Convergence | undefined> {
    let tab: DrawnTab<Convergence> | undefined;
    try {
      const chosen = await choose(file);
      if (!chosen) return undefined;
      const { plan } = withoutPairsOfOneColumn(chosen, file.profile.columns);
      const subsamples = new GrowingSubsamples(plan, file.profile, file.background);
      tab = this.tabs.open(subsamples.convergence);
      await withTabProgress(file, workOf(subsamples, tab));
      return subsamples.convergence;
    } finally {
      await file.background.dispose();
      await tab?.keep();
    }
  }
}

/** Shows each estimate as soon as it is known. */
function workOf(subsamples: GrowingSubsamples, tab: DrawnTab<Convergence>): TabWork {
  return {
    title: convergenceTitle(subsamples.convergence),
    closed: closingOf(tab.view),
    begin: () => {
      subsamples.begin();
    },
    receive(message) {
      subsamples.receive(message);
      if (message.type === 'finished') tab.show(subsamples.convergence);
    },
    get progress() {
      const { size, progress: share, convergence: found } = subsamples;
      if (size === undefined) return { share, words: '' };
      const most = formatCount(found.sizes.at(-1) ?? size);
      return { share, words: l10n.t('{0} of {1} rows', formatCount(size), most) };
    },
    get isDone() {
      return subsamples.size === undefined;
    },
  };
}

function onePair({ x, z }: Sides): Pick<Plan, 'variables' | 'pairs'> {
  return {
    variables: [x, z].map((columns) => ({ name: sideName(columns), columns })),
    pairs: [[0, 1]],
  };
}

async function chooseSides(profile: Profile): Promise<Sides | undefined> {
  const names = suggestedColumns(profile);
  const pick = (title: string, from: readonly string[]) =>
    vscode.window.showQuickPick(
      from.map((name) => ({ label: asLabel(name), name })),
      { title, ignoreFocusOut: true },
    );
  if (names.length < 2)
    throw new Error(l10n.t('{0} has fewer than two columns that can be compared.', profile.source));
  const x = await pick(l10n.t('Convergence with rows: the first column'), names);
  if (!x) return undefined;
  const z = await pick(
    l10n.t('Convergence with rows: the second column'),
    names.filter((name) => name !== x.name),
  );
  return z && { x: [x.name], z: [z.name] };
}
