import * as v from 'valibot';
import * as vscode from 'vscode';
import { allPairs, singleColumns, suggestedColumns, targetPairs } from '../process/plan';
import type { Plan, Profile } from '../process/protocol';
import type { Report } from '../report/report';
import { openDataset, type OpenDataset } from './background';
import { chooseColumns } from './chooseColumns';
import { choosePairs } from './choosePairs';
import { planSettings } from './configuration';
import { chosenDataFiles, dataFileName, dataSource } from './dataFile';
import { Session } from './session';

/** What a program may give the command instead of being asked: which columns, and one of them against the rest. */
const options = v.strictObject({
  columns: v.optional(v.union([v.literal('suggested'), v.pipe(v.array(v.string()), v.minLength(1))])),
  pairs: v.optional(v.literal('all')),
  target: v.optional(v.string()),
});
type EstimateOptions = v.InferOutput<typeof options>;

/** Runs "Estimate Mutual Information" and keeps the sessions it has begun. */
export class EstimateCommand implements vscode.Disposable {
  private readonly sessions = new Set<Session>();

  constructor(private readonly context: vscode.ExtensionContext) {}

  /**
   * Called by VS Code with the file clicked and all files selected, or by a program with a file and options; a program
   * gets the report of the run when it has ended.
   * @throws Error with a sentence for people, to a program alone; a person is shown it
   */
  async execute(clicked: unknown, second: unknown): Promise<Report | undefined> {
    if (clicked instanceof vscode.Uri && second !== undefined && !Array.isArray(second))
      return (await this.estimate(clicked, v.parse(options, second))) ?? undefined;
    for (const uri of await chosenDataFiles(clicked, second)) await this.estimateForPerson(uri);
    return undefined;
  }

  cancel(): void {
    for (const session of this.sessions) if (session.active || this.sessions.size === 1) session.cancel();
  }

  async saveReport(): Promise<void> {
    const active = [...this.sessions].find((session) => session.active) ?? [...this.sessions].at(-1);
    if (active) await active.saveReport();
    else void vscode.window.showInformationMessage('Estimate mutual information first.');
  }

  dispose(): void {
    for (const session of this.sessions) session.dispose();
  }

  private async estimateForPerson(uri: vscode.Uri): Promise<void> {
    try {
      await this.estimate(uri, null);
    } catch (error) {
      showError(error);
    }
  }

  private async estimate(uri: vscode.Uri, given: EstimateOptions | null): Promise<Report | null> {
    const dataset = await this.open(uri);
    const choice = await this.choose(dataset.profile, given).catch(async (error: unknown) => {
      await dataset.background.dispose();
      throw error;
    });
    if (!choice) {
      await dataset.background.dispose();
      return null;
    }
    const session = this.createSession(uri, dataset.profile, { ...choice, ...planSettings(uri) });
    const run = session.run(dataset);
    if (given) return run;
    // A person goes on working while it trains.
    run.catch(showError);
    return null;
  }

  private open(uri: vscode.Uri): Promise<OpenDataset> {
    return Promise.resolve(
      vscode.window.withProgress(
        {
          location: vscode.ProgressLocation.Notification,
          title: `Reading ${dataFileName(uri)}`,
          cancellable: true,
        },
        (_progress, token) => this.read(uri, token),
      ),
    );
  }

  private async read(uri: vscode.Uri, token: vscode.CancellationToken): Promise<OpenDataset> {
    const entry = this.context.asAbsolutePath('dist/process.js');
    return openDataset(entry, await dataSource(uri), token);
  }

  private async choose(
    profile: Profile,
    given: EstimateOptions | null,
  ): Promise<Pick<Plan, 'variables' | 'pairs'> | undefined> {
    const suggested = suggestedColumns(profile);
    const names =
      given?.columns === 'suggested' || (given && !given.columns)
        ? suggested
        : (given?.columns ?? (await chooseColumns(profile, new Set(suggested))));
    if (!names) return undefined;
    const pairs = given ? pairsOf(names, given.target) : await choosePairs(names);
    if (!pairs) return undefined;
    if (pairs.length === 0)
      throw new Error(`${profile.source} has fewer than two columns that are worth comparing.`);
    return { variables: singleColumns(names), pairs };
  }

  private createSession(uri: vscode.Uri, profile: Profile, plan: Plan): Session {
    const session = new Session(this.context.extensionUri, uri, profile, plan, {
      reopen: (token) => this.read(uri, token),
      changeColumns: () => void this.estimateForPerson(uri),
      onRunningChanged: () => {
        this.showRunning();
      },
      onClosed: () => {
        this.sessions.delete(session);
        this.showRunning();
      },
    });
    this.sessions.add(session);
    return session;
  }

  private showRunning(): void {
    const running = [...this.sessions].some((session) => session.running);
    void vscode.commands.executeCommand('setContext', 'mine.running', running);
  }
}

function showError(error: unknown): void {
  if (error instanceof vscode.CancellationError) return;
  void vscode.window.showErrorMessage(error instanceof Error ? error.message : String(error));
}

function pairsOf(names: readonly string[], target: string | undefined): [number, number][] {
  if (target === undefined) return allPairs(names.length);
  const index = names.indexOf(target);
  if (index < 0) throw new Error(`The target ${target} is not among the columns.`);
  return targetPairs(names.length, index);
}
