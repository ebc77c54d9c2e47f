import * as l10n from '@vscode/l10n';
import * as v from 'valibot';
import * as vscode from 'vscode';
import { compressDefaults } from '../process/applications/compressDefaults';
import { suggestedColumns } from '../process/plan';
import type { Application, Profile } from '../process/protocol';
import type { Compression } from '../report/compression';
import { compressionProgress, compressionTitle } from '../report/compressionRenderings';
import type { RecordedReading } from '../report/reading';
import { planSettings } from './configuration';
import { chosenDataFiles } from './dataFile';
import type { DrawnTabs } from './drawnTabs';
import { asLabel } from './notices';
import type { OpenFile } from './openFile';
import { pickMany } from './pickMany';
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

/** Opens a data file, read as a result says or as is remembered of it. */
type OpenData = (uri: vscode.Uri, recorded?: RecordedReading) => Promise<OpenFile>;

/** "Compress Columns for a Target". */
export class CompressCommand {
  private readonly front: ApplicationFront<Compression>;

  constructor(
    tabs: DrawnTabs<Compression>,
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
    let chosen: Options | undefined;
    try {
      chosen = isFromProgram(given) ? v.parse(options, given) : await chooseColumns(file.profile);
    } finally {
      if (!chosen) await file.background.dispose();
    }
    if (!chosen) return undefined;
    const application = applicationOf(chosen, file.profile, uri);
    return runApplication(
      file,
      application,
      compressionTitle({ target: { name: chosen.target } }),
      this.front,
    );
  }
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
