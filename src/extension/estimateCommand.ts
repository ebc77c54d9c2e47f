import * as v from 'valibot';
import * as vscode from 'vscode';
import { allPairs, singleColumns, suggestedColumns, targetPairs } from '../process/plan';
import type { Plan, Profile } from '../process/protocol';
import { settlesWithin } from '../process/settlesWithin';
import type { Report } from '../report/report';
import { openDataset, type OpenDataset } from './background';
import { choosePlan } from './choosePlan';
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

type Choice = Pick<Plan, 'variables' | 'pairs'>;

/** Reading that takes no longer needs no notification. */
const QUIET_MS = 500;

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
      return this.estimateForProgram(clicked, v.parse(options, second));
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

  private async estimateForProgram(uri: vscode.Uri, given: EstimateOptions): Promise<Report> {
    const dataset = await this.open(uri);
    const session = await this.createSession(uri, dataset, () =>
      Promise.resolve({ ...planned(dataset.profile, given), ...planSettings(uri) }),
    );
    if (!session) throw new vscode.CancellationError();
    const result = await session.run(dataset);
    if ('failure' in result) throw new Error(result.failure);
    return result;
  }

  /** A person goes on working while it trains. */
  private async estimateForPerson(uri: vscode.Uri): Promise<void> {
    try {
      const dataset = await this.open(uri);
      const session = await this.createSession(uri, dataset, () => {
        if (dataset.profile.columns.length < 2) throw new Error(tooFewColumns(dataset.profile));
        return choosePlan(uri, dataset);
      });
      session?.run(dataset).catch(showError);
    } catch (error) {
      showError(error);
    }
  }

  /** Reads the dataset, with a notification only where that takes long enough to wonder. */
  private async open(uri: vscode.Uri): Promise<OpenDataset> {
    const cancellation = new vscode.CancellationTokenSource();
    const reading = this.read(uri, cancellation.token);
    try {
      if (await settlesWithin(reading, QUIET_MS)) return await reading;
      return await vscode.window.withProgress(
        {
          location: vscode.ProgressLocation.Notification,
          title: `Reading ${dataFileName(uri)}`,
          cancellable: true,
        },
        (_progress, token) => {
          token.onCancellationRequested(() => {
            cancellation.cancel();
          });
          return reading;
        },
      );
    } finally {
      cancellation.dispose();
    }
  }

  private async read(uri: vscode.Uri, token: vscode.CancellationToken): Promise<OpenDataset> {
    const entry = this.context.asAbsolutePath('dist/process.js');
    return openDataset(entry, await dataSource(uri), token);
  }

  /** A session with its panel for the plan that is chosen, or undefined where a person escapes. */
  private async createSession(
    uri: vscode.Uri,
    { profile, background }: OpenDataset,
    choose: () => Promise<Plan | undefined>,
  ): Promise<Session | undefined> {
    let plan: Plan | undefined;
    try {
      plan = await choose();
    } finally {
      if (!plan) await background.dispose();
    }
    if (!plan) return undefined;
    const session = new Session(this.context.extensionUri, uri, profile, plan, {
      reopen: () => this.open(uri),
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

/** What a program gave. */
function planned(profile: Profile, given: EstimateOptions): Choice {
  const names = Array.isArray(given.columns) ? given.columns : suggestedColumns(profile);
  const target = given.target === undefined ? null : names.indexOf(given.target);
  if (target !== null && target < 0)
    throw new Error(`The target ${given.target ?? ''} is not among the columns.`);
  const pairs = target === null ? allPairs(names.length) : targetPairs(names.length, target);
  if (pairs.length === 0) throw new Error(tooFewColumns(profile));
  return { variables: singleColumns(names), pairs };
}

function tooFewColumns(profile: Profile): string {
  return `${profile.source} has fewer than two columns that can be compared.`;
}

function showError(error: unknown): void {
  if (error instanceof vscode.CancellationError) return;
  void vscode.window.showErrorMessage(error instanceof Error ? error.message : String(error));
}
