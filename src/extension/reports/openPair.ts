import * as l10n from '@vscode/l10n';
import * as v from 'valibot';
import * as vscode from 'vscode';
import { suggestedColumns, withoutPairsOfOneColumn } from '../../process/run/plan';
import type { Plan, Profile } from '../../process/protocol';
import { sideName } from '../../report/format';
import { planSettings } from '../configuration';
import { pairPlace } from './copy';
import { chosenDataFiles } from '../files/dataFile';
import { asLabel } from '../notices';
import { chosenFor, type OpenData, type OpenFile } from '../files/openFile';
import { askForDataset, planOf } from '../run/repeat';
import type { ReportPanel, ReportPanels } from './reportPanels';

/** What a program gives, with the file, instead of being asked: the columns of each side. */
const sides = v.strictObject({
  x: v.pipe(v.array(v.string()), v.minLength(1)),
  z: v.pipe(v.array(v.string()), v.minLength(1)),
});
type Sides = v.InferOutput<typeof sides>;

/** A pair of an open data file, as a plan of it alone. */
export interface OpenPair {
  readonly file: OpenFile;
  readonly plan: Plan;
}

/** Where pairs come from. */
export interface PairSources {
  readonly panels: ReportPanels;
  readonly openData: OpenData;
}

/**
 * The pair in the panel a person is at, with the settings of its run, or two columns of a file, which are asked for.
 * @param context of a pair's context menu; a file where a program gives the sides
 * @param title of what is done with it, for the questions
 */
export async function openPair(
  { panels, openData }: PairSources,
  context: unknown,
  given: unknown,
  title: string,
): Promise<OpenPair | undefined> {
  if (context instanceof vscode.Uri)
    return pairOf(await openData(context), () => ({
      ...onePair(v.parse(sides, given)),
      ...planSettings(context),
    }));
  const { current } = panels;
  // A context menu is of a panel that may not be active yet.
  if (current && (current.active || context !== undefined)) return pairInPanel(current, context, openData);
  const [uri] = await chosenDataFiles(undefined, undefined);
  if (!uri) return undefined;
  return pairOf(await openData(uri), async ({ profile }) => {
    const chosen = await chooseSides(profile, title);
    return chosen && { ...onePair(chosen), ...planSettings(uri) };
  });
}

async function pairInPanel(
  panel: ReportPanel,
  context: unknown,
  openData: OpenData,
): Promise<OpenPair | undefined> {
  const { report, home } = panel;
  if (!report) throw new Error(l10n.t('There is a report once the run has ended.'));
  const index = pairPlace(panel, context);
  const pair = index === null ? undefined : panel.pair(index);
  if (!pair) throw new Error(l10n.t('Choose a pair in the panel first.'));
  const dataset = panel.dataset ?? (await askForDataset(report, home));
  if (!dataset) return undefined;
  const file = await openData(dataset, report.dataset.reading);
  return pairOf(file, () => ({ ...planOf(report, home), ...onePair(pair) }));
}

async function pairOf(
  file: OpenFile,
  choose: (file: OpenFile) => Plan | undefined | Promise<Plan | undefined>,
): Promise<OpenPair | undefined> {
  const plan = await chosenFor(file, async () => {
    const chosen = await choose(file);
    return chosen && withoutPairsOfOneColumn(chosen, file.profile.columns).plan;
  });
  return plan && { file, plan };
}

function onePair({ x, z }: Sides): Pick<Plan, 'variables' | 'pairs'> {
  return {
    variables: [x, z].map((columns) => ({ name: sideName(columns), columns })),
    pairs: [[0, 1]],
  };
}

async function chooseSides(profile: Profile, title: string): Promise<Sides | undefined> {
  const names = suggestedColumns(profile);
  const pick = (which: string, from: readonly string[]) =>
    vscode.window.showQuickPick(
      from.map((name) => ({ label: asLabel(name), name })),
      { title: l10n.t('{0}: {1}', title, which), ignoreFocusOut: true },
    );
  if (names.length < 2)
    throw new Error(l10n.t('{0} has fewer than two columns that can be compared.', profile.source));
  const x = await pick(l10n.t('the first column'), names);
  if (!x) return undefined;
  const z = await pick(
    l10n.t('the second column'),
    names.filter((name) => name !== x.name),
  );
  return z && { x: [x.name], z: [z.name] };
}
