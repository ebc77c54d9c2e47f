import * as l10n from '@vscode/l10n';
import * as v from 'valibot';
import * as vscode from 'vscode';
import { canSynthesize, synthesizedColumns, TRAININGS } from '../../process/applications/synthesizeDefaults';
import type { Application, Profile } from '../../process/protocol';
import { formatCount } from '../../report/format';
import { MOST_MADE, type Synthesis, type SynthesisMade } from '../../report/synthesis';
import { noRowsSentence, synthesisProgress, synthesisTitle } from '../../report/synthesisRenderings';
import { planSettings } from '../configuration';
import { chosenDataFiles } from '../files/dataFile';
import type { DrawnTabs } from './drawnTabs';
import { asLabel, showError, showInformation } from '../notices';
import { chosenFor, type OpenData } from '../files/openFile';
import { pickMany } from '../asking/pickMany';
import { runApplication, type ApplicationFront } from './runApplication';
import { saveFile } from '../files/saveFile';
import { writeWhole } from '../files/writeWhole';

/** What a program gives, with the file, instead of being asked. */
const options = v.strictObject({
  /** 0: as many as the file has. */
  rows: v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(MOST_MADE)),
  /** Absent: all that are worth it. */
  columns: v.optional(v.pipe(v.array(v.string()), v.minLength(2))),
  iterations: v.optional(v.pipe(v.number(), v.safeInteger(), v.minValue(1)), TRAININGS.standard),
});
type Options = v.InferOutput<typeof options>;

/** "Synthesize Rows". */
export class SynthesizeCommand {
  private readonly front: ApplicationFront<Synthesis>;

  constructor(
    private readonly tabs: DrawnTabs<Synthesis>,
    private readonly openData: OpenData,
  ) {
    this.front = {
      tabs,
      own: (result) => (result.schema === 'mine-synthesis/1' ? result : null),
      words: synthesisProgress,
      isNews: (before, now) => before.made !== now.made,
    };
  }

  /** Called from the palette, with a file that was clicked, or by a program with a file and how many rows. */
  async execute(clicked: unknown, given: unknown): Promise<Synthesis | undefined> {
    const [uri] = await chosenDataFiles(clicked, undefined);
    if (!uri) return undefined;
    const file = await this.openData(uri);
    const asked = !isFromProgram(given);
    const chosen = await chosenFor(file, ({ profile }) =>
      asked ? chooseOptions(profile) : v.parse(options, given),
    );
    if (!chosen) return undefined;
    const application = applicationOf(chosen, file.profile, uri);
    const found = await runApplication(file, application, synthesisTitle(file.profile), this.front);
    if (found?.made && asked) void offer(found, found.made).catch(showError);
    return found;
  }

  /** Saves the rows of the tab a person is at. A program gives the file. */
  async saveRows(given: unknown): Promise<void> {
    const found = this.tabs.active;
    if (!found) throw new Error(l10n.t('Run Synthesize Rows first.'));
    if (!found.made) throw new Error(noRowsSentence());
    if (given instanceof vscode.Uri) await writeWhole(given, new TextEncoder().encode(found.made.csv));
    else await saveRows(found, found.made);
  }
}

/** VS Code gives the selected files where a file was clicked. */
function isFromProgram(given: unknown): boolean {
  return typeof given === 'object' && given !== null && 'rows' in given;
}

function applicationOf(chosen: Options, profile: Profile, uri: vscode.Uri): Application {
  const { seed, engine, maxRows } = planSettings(uri);
  const columns = chosen.columns ?? synthesizedColumns(profile);
  return { kind: 'synthesize', ...chosen, columns, seed, engine, maxRows };
}

async function chooseOptions(profile: Profile): Promise<Options | undefined> {
  const suggested = new Set(synthesizedColumns(profile));
  const items = profile.columns.filter(canSynthesize).map(({ name, type, reason }) => ({
    label: asLabel(name),
    description: asLabel(reason === undefined ? type : l10n.t('{0}: {1}', type, reason)),
    name,
  }));
  if (items.length < 2)
    throw new Error(l10n.t('{0} has fewer than two columns that rows can be made of.', profile.source));
  const picked = await pickMany({
    items,
    isTicked: ({ name }) => suggested.has(name),
    title: (ticked) => l10n.t('Rows with these {0} columns', ticked.length),
    problem: (ticked) => (ticked.length < 2 ? l10n.t('Choose at least two columns.') : undefined),
  });
  if (!picked) return undefined;
  const rows = await vscode.window.showInputBox({
    title: l10n.t('How many rows are to be made?'),
    value: String(Math.min(MOST_MADE, profile.rows)),
    ignoreFocusOut: true,
    validateInput: (text) =>
      /^\d+$/.test(text.trim()) && Number(text) >= 1 && Number(text) <= MOST_MADE
        ? undefined
        : l10n.t('A whole number from 1 to {0}', formatCount(MOST_MADE)),
  });
  if (rows === undefined) return undefined;
  const training = await vscode.window.showQuickPick(trainings(), {
    title: l10n.t('How much training?'),
    ignoreFocusOut: true,
  });
  if (!training) return undefined;
  const { iterations } = training;
  return { rows: Number(rows), columns: picked.ticked.map(({ name }) => name), iterations };
}

/** The usual one first. */
function trainings() {
  const { quick, standard, thorough } = TRAININGS;
  const item = (label: string, iterations: number) => ({
    label,
    description: l10n.t('{0} iterations', formatCount(iterations)),
    iterations,
  });
  return [
    item(l10n.t('Standard'), standard),
    item(l10n.t('Quick, a first look'), quick),
    item(l10n.t('Thorough'), thorough),
  ];
}

/** What comes next: the rows saved, or looked at in an editor. */
async function offer(found: Synthesis, made: SynthesisMade): Promise<void> {
  const [save, open] = [l10n.t('Save…'), l10n.t('Open')];
  const words = l10n.t('{0} synthetic rows were made.', formatCount(found.rows.wanted));
  switch (await showInformation(words, save, open)) {
    case save:
      await saveRows(found, made);
      break;
    case open:
      await vscode.window.showTextDocument(
        await vscode.workspace.openTextDocument({ content: made.csv, language: 'csv' }),
        { preview: false },
      );
      break;
    case undefined:
      break;
  }
}

async function saveRows({ source }: Synthesis, { csv }: SynthesisMade): Promise<void> {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  const name = `${source.replace(/(\.[^./]*)?(\.gz)?$/, '')}.synthetic.csv`;
  await saveFile(
    {
      title: l10n.t('Save the synthetic rows'),
      filters: { CSV: ['csv'] },
      ...(folder && { defaultUri: vscode.Uri.joinPath(folder.uri, name) }),
    },
    new TextEncoder().encode(csv),
  );
}
