import * as v from 'valibot';
import type * as vscode from 'vscode';
import { finishedPair, plan, profile } from '../../process/protocol';
import { warnedInOwnWords } from '../../report/readReport';
import { report, reportHead } from '../../report/report';
import { KeptFiles } from '../files/keptFiles';

const storedRun = v.object({
  uri: v.string(),
  profile,
  plan,
  /** Null where the run was under way. */
  report: v.nullable(report),
  /** Pairs that were finished by then. */
  finished: v.optional(v.array(finishedPair)),
  /** What the report of a run that was under way would say of them. */
  begun: v.optional(v.object({ head: reportHead, seconds: v.pipe(v.number(), v.minValue(0)) })),
  /** The extension's: another one may come to other numbers. */
  version: v.optional(v.string()),
});
export type StoredRun = v.InferOutput<typeof storedRun>;

/** Runs kept in the extension's storage, so that their panels come back after a restart of the window. */
export class RunStore {
  private readonly files: KeptFiles<typeof storedRun>;

  constructor(
    folder: vscode.Uri,
    private readonly version: string,
  ) {
    this.files = new KeptFiles(folder, storedRun);
  }

  newId(): string {
    return this.files.newId();
  }

  async keep(id: string, run: StoredRun): Promise<void> {
    // Values of the data are not kept.
    const columns = run.profile.columns.map((column) => ({ ...column, examples: [] }));
    const kept = { ...run, profile: { ...run.profile, columns }, version: this.version };
    await this.files.keep(id, kept, { ...kept, report: null, finished: [], begun: undefined });
  }

  /** The run, or undefined where it is no longer kept or was kept by another version. */
  async restore(id: string): Promise<StoredRun | undefined> {
    const run = await this.files.restore(id);
    if (!run) return undefined;
    const { report, finished = [], version } = run;
    return {
      ...run,
      report: report && warnedInOwnWords(report),
      finished: version === this.version ? finished : [],
    };
  }
}
