import * as l10n from '@vscode/l10n';
import * as v from 'valibot';
import * as vscode from 'vscode';
import { compressDefaults } from '../../process/applications/compressDefaults';
import { suggestedColumns } from '../../process/run/plan';
import type { Application, Profile } from '../../process/protocol';
import type { Compression, Encoder } from '../../report/compression';
import { compressionProgress, compressionTitle } from '../../report/compressionWords';
import { shortened, visible } from '../../report/markup';
import { planSettings } from '../configuration';
import { chosenDataFiles } from '../files/dataFile';
import type { DrawnTabs } from './drawnTabs';
import { asLabel, showInformation } from '../notices';
import { chosenFor, type OpenData, type OpenFile } from '../files/openFile';
import { pickMany } from '../asking/pickMany';
import { saveFile } from '../files/saveFile';
import { writeWhole } from '../files/writeWhole';
import { runApplication, type ApplicationFront } from './runApplication';

/** What a program gives, with the file, instead of being asked. */
const options = v.strictObject({
  target: v.string(),
  /** Absent: all that are worth it. */
  columns: v.optional(v.pipe(v.array(v.string()), v.minLength(1))),
  latent: v.optional(v.number(), compressDefaults.latent),
  betas: v.optional(v.array(v.number()), [...compressDefaults.betas]),
  steps: v.optional(v.number(), compressDefaults.steps),
});
type Options = v.InferOutput<typeof options>;

/** "Compress Columns for a Target". */
export class CompressCommand {
  private readonly front: ApplicationFront<Compression>;

  /** Files of what tabs show; those of an earlier window's are asked for. */
  private readonly sources = new WeakMap<Compression, vscode.Uri>();

  constructor(
    private readonly tabs: DrawnTabs<Compression>,
    private readonly openData: OpenData,
  ) {
    this.front = {
      tabs,
      own: (result) => (result.schema === 'mine-compression/1' ? result : null),
      words: compressionProgress,
      isNews: (before, now) => before.runs.length !== now.runs.length || before.chosen !== now.chosen,
    };
  }

  /** Called from the palette, with a file that was clicked, or by a program with a file and the columns. */
  async execute(clicked: unknown, given: unknown): Promise<Compression | undefined> {
    const [uri] = await chosenDataFiles(clicked, undefined);
    if (!uri) return undefined;
    const file = await this.openData(uri);
    const chosen = await chosenFor(file, ({ profile }) =>
      isFromProgram(given) ? v.parse(options, given) : chooseColumns(profile),
    );
    if (!chosen) return undefined;
    const application = applicationOf(chosen, file.profile, uri);
    const title = compressionTitle({ target: { name: chosen.target } });
    const result = await runApplication(file, application, title, this.front);
    if (result) this.sources.set(result, uri);
    return result;
  }

  /** Saves the file's rows with their encoding as new columns, as CSV. A program gives where to. */
  async saveEncoding(given: unknown): Promise<void> {
    const shown = this.tabs.active;
    if (!shown) throw new Error(l10n.t('Compress columns for a target first.'));
    const { encoder } = shown;
    if (!encoder) throw new Error(l10n.t('There is an encoding once the weights β have been tried.'));
    const uri = this.sources.get(shown) ?? (await askForSource(shown));
    if (!uri) return;
    const file = await this.openData(uri, shown.reading);
    const table = await encodedBy(file, encoder, planSettings(uri).engine);
    if (given instanceof vscode.Uri) {
      await writeWhole(given, table);
      return;
    }
    const target = await saveFile(
      {
        title: l10n.t('Save the rows with their encoding'),
        defaultUri: uri.with({ path: uri.path.replace(/(\.[^./]*)?$/, '.encoded.csv') }),
        filters: { CSV: ['csv'] },
      },
      table,
    );
    if (target) void showInformation(l10n.t('Written: {0}.', target.path));
  }
}

/** The background process ends with it. */
async function encodedBy(
  { background, listen }: OpenFile,
  encoder: Encoder,
  engine: Application['engine'],
): Promise<Uint8Array> {
  try {
    return await new Promise<Uint8Array>((resolve, reject) => {
      listen({
        onMessage(message) {
          if (message.type === 'encoded') resolve(message.bytes);
          else if (message.type === 'refused' || message.type === 'failed')
            reject(new Error(message.message));
        },
        onEnd(reason) {
          reject(new Error(reason));
        },
      });
      background.send({ type: 'encode', encoder, engine });
    });
  } finally {
    await background.dispose();
  }
}

async function askForSource({ source }: Compression): Promise<vscode.Uri | undefined> {
  const chosen = await vscode.window.showOpenDialog({
    title: l10n.t(
      'Which file is to be encoded? The encoding was learned from {0}.',
      shortened(visible(source), 80),
    ),
    openLabel: l10n.t('Encode'),
  });
  return chosen?.[0];
}

/** VS Code gives the selected files where a file was clicked. */
function isFromProgram(given: unknown): boolean {
  return typeof given === 'object' && given !== null && 'target' in given;
}

function applicationOf(chosen: Options, profile: Profile, uri: vscode.Uri): Application {
  const { seed, engine, maxRows } = planSettings(uri);
  const columns = chosen.columns ?? suggestedColumns(profile).filter((name) => name !== chosen.target);
  return { kind: 'compress', ...chosen, columns, seed, engine, maxRows };
}

async function chooseColumns(profile: Profile): Promise<Options | undefined> {
  const names = suggestedColumns(profile);
  if (names.length < 2)
    throw new Error(l10n.t('{0} has fewer than two columns that can be compared.', profile.source));
  const items = (some: readonly string[]) => some.map((name) => ({ label: asLabel(name), name }));
  const target = await vscode.window.showQuickPick(items(names), {
    title: l10n.t('Compress columns: the target, which the others are to tell'),
    ignoreFocusOut: true,
  });
  if (!target) return undefined;
  const picked = await pickMany({
    items: items(names.filter((name) => name !== target.name)),
    isTicked: () => true,
    title: (ticked) => l10n.t('{0} columns to compress for {1}', ticked.length, target.name),
    problem: (ticked) => (ticked.length === 0 ? l10n.t('Choose at least one column.') : undefined),
  });
  return picked && v.parse(options, { target: target.name, columns: picked.ticked.map(({ name }) => name) });
}
