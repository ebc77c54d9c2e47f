import * as l10n from '@vscode/l10n';
import * as v from 'valibot';
import * as vscode from 'vscode';
import {
  allPairs,
  singleColumns,
  suggestedColumns,
  targetPairs,
  withoutPairsOfOneColumn,
} from '../../process/run/plan';
import { isTooLarge } from '../../process/cost';
import type { Plan, Profile } from '../../process/protocol';
import { chosenReading, type RecordedReading } from '../../report/reading';
import type { Report } from '../../report/report';
import { choosePlan } from '../asking/choosePlan';
import { chooseReading } from '../asking/chooseReading';
import { askAbove, planSettings } from '../configuration';
import { chosenDataFiles } from '../files/dataFile';
import { FileReadings, fileReading, isAsInferred, AS_INFERRED, type FileReading } from '../files/fileReading';
import { showError, showErrorSentence, showInformation } from '../notices';
import type { Host } from '../host';
import { clusterAddress } from '../cluster';
import { openFile, type OpenFile } from '../files/openFile';
import { showNotice } from '../panel/noticePage';
import { createPanelView } from '../panel/panel';
import { prepare, type Preparation } from '../files/preparation';
import type { ReportPanels } from '../reports/reportPanels';
import { RunQueue } from './runQueue';
import { RunStatus } from './runStatus';
import type { RunStore, StoredRun } from './runStore';
import { Session, type SessionFile } from './session';
import { SourceWatch } from '../files/sourceWatch';
import { reasonOf } from '../../dataset/reasonOf';

/**
 * What a program may give the command instead of being asked: which columns, one of them against the rest, and how the
 * file is read where that is not what its person chose or its content tells.
 */
const options = v.strictObject({
  columns: v.optional(v.union([v.literal('suggested'), v.pipe(v.array(v.string()), v.minLength(1))])),
  pairs: v.optional(v.literal('all')),
  target: v.optional(v.string()),
  reading: v.optional(fileReading),
});
type EstimateOptions = v.InferOutput<typeof options>;

type Choice = Pick<Plan, 'variables' | 'pairs'>;

/** Runs "Estimate Mutual Information" and keeps the sessions it has begun. */
export class EstimateCommand implements vscode.Disposable {
  private readonly sessions = new Set<Session>();
  private readonly readings: FileReadings;
  private readonly closing: vscode.Disposable;

  private readonly status = new RunStatus();
  private readonly queue = new RunQueue();
  private readonly reading = new RunQueue();

  constructor(
    private readonly context: vscode.ExtensionContext,
    private readonly host: Host,
    private readonly panels: ReportPanels,
    private readonly store: RunStore,
  ) {
    this.readings = new FileReadings(context.workspaceState);
    this.closing = vscode.workspace.onDidCloseTextDocument(({ isUntitled, uri }) => {
      if (isUntitled) this.readings.forgetUntitled(uri);
    });
  }

  /**
   * Called by VS Code with the file clicked and all files selected, or by a program with a file and options; a program
   * gets the report of the run when it has ended.
   * @throws Error with a sentence for people, to a program alone; a person is shown it
   */
  async execute(clicked: unknown, second: unknown): Promise<Report | undefined> {
    if (clicked instanceof vscode.Uri && second !== undefined && !isFromMenu(second))
      return this.estimateForProgram(clicked, v.parse(options, second));
    for (const uri of await chosenDataFiles(clicked, second)) await this.estimateForPerson(uri);
    return undefined;
  }

  /** A plan that is settled, on a file, in the file's panel. The file is read as for the report that the plan is from. */
  async runPlan(uri: vscode.Uri, plan: Plan, recorded: RecordedReading | undefined): Promise<void> {
    const file = await this.openData(uri, recorded);
    this.sessionFor(file, plan).run(file, plan).catch(showError);
  }

  /** Opens a file, read as a report says, or as is remembered of it. */
  openData(uri: vscode.Uri, recorded?: RecordedReading): Promise<OpenFile> {
    return recorded ? this.open(uri, chosenReading(recorded)) : this.openAsRemembered(uri);
  }

  /**
   * What an agent asks for.
   * @throws Error with a sentence, also for a run that a person would be asked about first
   */
  async estimateForAgent(
    uri: vscode.Uri,
    given: EstimateOptions,
    token: vscode.CancellationToken,
  ): Promise<Report> {
    const { file, plan } = await this.openPlanned(uri, given, (planned) => {
      if (token.isCancellationRequested) throw new vscode.CancellationError();
      if (isTooLarge(planned, askAbove(uri)))
        throw new Error(
          l10n.t(
            '{0} pairs of columns are too many for one call; name some columns, or a target.',
            planned.pairs.length,
          ),
        );
    });
    const session = this.sessionFor(file, plan);
    const cancelling = token.onCancellationRequested(() => {
      session.cancel();
    });
    try {
      return await reportOf(session.run(file, plan));
    } finally {
      cancelling.dispose();
    }
  }

  /** A panel that comes back after a restart of the window, with what it showed. */
  async restore(view: vscode.WebviewPanel, id: string | undefined): Promise<void> {
    const run = id === undefined ? undefined : await this.store.restore(id);
    if (!run || id === undefined) {
      const help = l10n.t('Close this tab and estimate again.');
      const gone = l10n.t('What this panel showed is no longer kept.');
      showNotice(view, this.context.extensionUri, view.title, gone, help);
      return;
    }
    const uri = vscode.Uri.parse(run.uri);
    const recorded = (run.report ?? run.begun?.head)?.dataset.reading;
    const reading = recorded ? chosenReading(recorded) : this.readings.of(uri);
    const file = { uri, profile: run.profile, reading };
    this.createSession(view, file, run.plan, id).restore(run);
  }

  /** Shows the panel of a run that is going. */
  showRun(): void {
    [...this.sessions].find((session) => session.running)?.reveal();
  }

  /** The run of the panel a person is at, or all runs that are going. */
  pause(): void {
    for (const session of this.meant) session.pause();
  }

  resume(): void {
    for (const session of this.meant) session.resume();
  }

  cancel(): void {
    for (const session of this.sessions) if (session.active || this.sessions.size === 1) session.cancel();
  }

  async changeSettings(): Promise<void> {
    await this.current?.changeSettings();
  }

  async saveReport(): Promise<void> {
    if (this.current) await this.current.saveReport();
    else void showInformation(l10n.t('Estimate mutual information first.'));
  }

  dispose(): void {
    this.closing.dispose();
    for (const session of this.sessions) session.dispose();
    this.status.dispose();
  }

  private async estimateForProgram(uri: vscode.Uri, given: EstimateOptions): Promise<Report> {
    const { file, plan } = await this.openPlanned(uri, given, () => undefined);
    return reportOf(this.sessionFor(file, plan).run(file, plan));
  }

  private async openPlanned(
    uri: vscode.Uri,
    given: EstimateOptions,
    check: (plan: Plan) => void,
  ): Promise<{ file: OpenFile; plan: Plan }> {
    const file = await this.open(uri, given.reading ?? this.readings.of(uri));
    try {
      const plan = { ...planned(file.profile, given), ...planSettings(uri) };
      check(plan);
      return { file, plan };
    } catch (error) {
      await file.background.dispose();
      throw error;
    }
  }

  /** A person goes on working while it trains. */
  private async estimateForPerson(uri: vscode.Uri): Promise<void> {
    try {
      const opened = await this.openAsRemembered(uri);
      const preparation = prepare(
        opened,
        (reading) => this.open(uri, reading),
        (reading) => this.readings.remember(uri, reading),
      );
      const plan = await this.choose(preparation);
      const { file } = preparation;
      if (plan) this.sessionFor(file, plan).run(file, plan).catch(showError);
      else await file.background.dispose();
    } catch (error) {
      showError(error);
    }
  }

  private async choose(preparation: Preparation): Promise<Plan | undefined> {
    try {
      return (await hasTwoColumns(preparation)) ? await choosePlan(preparation) : undefined;
    } catch (error) {
      showError(error);
      return undefined;
    }
  }

  /** What was chosen for a file may no longer suit it. */
  private async openAsRemembered(uri: vscode.Uri): Promise<OpenFile> {
    const reading = this.readings.of(uri);
    try {
      return await this.open(uri, reading);
    } catch (error) {
      if (error instanceof vscode.CancellationError || isAsInferred(reading)) throw error;
      const forget = l10n.t('Forget what was chosen, and read it again');
      const message = reasonOf(error);
      const answer = await showErrorSentence(l10n.t('{0} It was read as you chose before.', message), forget);
      if (answer !== forget) throw new vscode.CancellationError();
      await this.readings.remember(uri, AS_INFERRED);
      return this.open(uri, AS_INFERRED);
    }
  }

  private async open(uri: vscode.Uri, reading: FileReading): Promise<OpenFile> {
    const cluster = await clusterAddress(this.context.secrets);
    return { ...(await openFile(this.host, uri, reading, this.reading)), cluster };
  }

  /** The file's panel: the one it has, or a new one beside the editor or among the panels there are. */
  private sessionFor(file: OpenFile, plan: Plan): Session {
    const same = [...this.sessions].find(({ uri }) => uri.toString() === file.uri.toString());
    if (same) {
      same.reveal();
      return same;
    }
    const viewColumn = [...this.sessions].at(-1)?.viewColumn ?? vscode.ViewColumn.Beside;
    const view = createPanelView(l10n.t('MI: {0}', file.profile.source), viewColumn);
    return this.createSession(view, file, plan, this.store.newId());
  }

  private createSession(view: vscode.WebviewPanel, file: SessionFile, plan: Plan, id: string): Session {
    const session: Session = new Session(this.context.extensionUri, view, file, plan, id, {
      queue: this.queue,
      reopen: ({ uri, reading }) => this.open(uri, reading),
      changeColumns: () => void this.estimateForPerson(file.uri),
      watch: (watched, onChange) => new SourceWatch(this.host, watched, onChange),
      keep: (run: StoredRun) => this.store.keep(id, run),
      onRunningChanged: () => {
        this.showRunning();
      },
      onProgress: () => {
        this.showProgress();
      },
      onClosed: () => {
        this.sessions.delete(session);
        this.panels.delete(session);
        this.showRunning();
      },
    });
    this.sessions.add(session);
    this.panels.add(session);
    return session;
  }

  /** The panel a person is at, or was last. */
  private get current(): Session | undefined {
    return [...this.sessions].find((session) => session.active) ?? [...this.sessions].at(-1);
  }

  private get meant(): Session[] {
    const going = [...this.sessions].filter(({ running }) => running);
    const active = going.filter((session) => session.active);
    return active.length > 0 ? active : going;
  }

  private showProgress(): void {
    this.status.show([...this.sessions].filter(({ running }) => running).map(({ progress }) => progress));
  }

  private showRunning(): void {
    const running = [...this.sessions].some((session) => session.running);
    const paused = this.meant.length > 0 && this.meant.every((session) => session.paused);
    void vscode.commands.executeCommand('setContext', 'mine.running', running);
    void vscode.commands.executeCommand('setContext', 'mine.paused', paused);
    this.showProgress();
  }
}

/** @throws Error with a sentence where the run has none */
async function reportOf(run: ReturnType<Session['run']>): Promise<Report> {
  const result = await run;
  if ('failure' in result) throw new Error(result.failure);
  return result;
}

/** What a program gave. */
function planned(profile: Profile, given: EstimateOptions): Choice {
  const names = Array.isArray(given.columns) ? given.columns : suggestedColumns(profile);
  const target = given.target === undefined ? null : names.indexOf(given.target);
  if (target !== null && target < 0)
    throw new Error(l10n.t('The target {0} is not among the columns.', given.target ?? ''));
  const pairs = target === null ? allPairs(names.length) : targetPairs(names.length, target);
  if (pairs.length === 0) throw new Error(tooFewColumns(profile));
  return withoutPairsOfOneColumn({ variables: singleColumns(names), pairs }, profile.columns).plan;
}

/** A file of one column may only have been split at the wrong places: lets a person say so. */
async function hasTwoColumns(preparation: Preparation): Promise<boolean> {
  const look = l10n.t('How this file was read…');
  while (preparation.file.profile.columns.length < 2) {
    const { file } = preparation;
    const answer = await showErrorSentence(tooFewColumns(file.profile), look);
    if (answer !== look) return false;
    await chooseReading(preparation);
    if (preparation.file === file) return false;
  }
  return true;
}

function tooFewColumns(profile: Profile): string {
  return l10n.t('{0} has fewer than two columns that can be compared.', profile.source);
}

/** VS Code gives a menu's command what else is selected, or which editor's tab was clicked. */
function isFromMenu(second: unknown): boolean {
  return Array.isArray(second) || (typeof second === 'object' && second !== null && 'groupId' in second);
}
