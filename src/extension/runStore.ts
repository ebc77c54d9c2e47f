import * as v from 'valibot';
import type * as vscode from 'vscode';
import { plan, profile } from '../process/protocol';
import { warnedInOwnWords } from '../report/readReport';
import { report } from '../report/report';
import { KeptFiles } from './keptFiles';

const storedRun = v.object({
  uri: v.string(),
  profile,
  plan,
  /** Null where the run was under way. */
  report: v.nullable(report),
});
export type StoredRun = v.InferOutput<typeof storedRun>;

/** Runs kept in the extension's storage, so that their panels come back after a restart of the window. */
export class RunStore {
  private readonly files: KeptFiles<typeof storedRun>;

  constructor(folder: vscode.Uri) {
    this.files = new KeptFiles(folder, storedRun);
  }

  newId(): string {
    return this.files.newId();
  }

  async keep(id: string, run: StoredRun): Promise<void> {
    // Values of the data are not kept.
    const columns = run.profile.columns.map((column) => ({ ...column, examples: [] }));
    const kept = { ...run, profile: { ...run.profile, columns } };
    await this.files.keep(id, kept, { ...kept, report: null });
  }

  /** The run, or undefined where it is no longer kept or was kept by another version. */
  async restore(id: string): Promise<StoredRun | undefined> {
    const run = await this.files.restore(id);
    return run && { ...run, report: run.report && warnedInOwnWords(run.report) };
  }
}
