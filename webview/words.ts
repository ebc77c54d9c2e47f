import type { PairState } from '../src/report/report';
import type { RunState, SourceChange } from '../src/extension/panelProtocol';
import {
  counted,
  formatCount,
  formatDuration,
  formatPercent,
  formatShort,
  formatTimeLeft,
  UNIT_NAMES,
  type Units,
} from './format';
import type { Shown } from './state';
import type { PairNames } from './variables';

/** What the panel says, apart from the numbers themselves. */

/** Where the run stands, in one line. */
export function runSentence(run: RunState, pairs: readonly PairState[]): string {
  switch (run.phase) {
    case 'starting':
      return 'Starting…';
    case 'training': {
      const left = run.secondsLeft === null ? '' : `, ${formatTimeLeft(run.secondsLeft)} left`;
      return `Training: ${formatCount(run.done)} of ${counted(run.total, 'pair')} done — ${formatPercent(run.share)}${left}`;
    }
    case 'cancelling':
      return 'Cancelling…';
    case 'finished':
      return run.cancelled
        ? cancelledSentence(pairs)
        : finishedSentence(pairs.length, run.failedPairs, run.seconds);
    case 'failed':
      return run.message;
  }
}

/** That the numbers are of data which are no longer what one would find there. */
export function sourceChangeSentence(change: SourceChange, source: string): string {
  switch (change) {
    case 'edited':
      return `${source} has been edited since this run read it; the edits are not saved.`;
    case 'changed':
      return `${source} has changed since this run read it.`;
    case 'deleted':
      return `${source} is no longer where this run read it.`;
  }
}

/** Where the numbers come from when no run is shown but a report's file. */
export function savedSentence(
  { file, startedAt }: NonNullable<Shown['saved']>,
  pairs: readonly PairState[],
): string {
  const started = new Date(startedAt);
  const when = Number.isNaN(started.getTime())
    ? startedAt
    : started.toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' });
  return `Saved report ${file}: ${counted(pairs.length, 'pair')}, estimated ${when}`;
}

function cancelledSentence(pairs: readonly PairState[]): string {
  const settled = pairs.filter(({ status }) => status === 'converged' || status === 'budget').length;
  const begun = pairs.filter(({ status, mi }) => status === 'cancelled' && mi !== null).length;
  const rest = begun === 0 ? '' : `; ${counted(begun, 'unfinishedEstimate')} shown as they stood`;
  return `Cancelled: ${formatCount(settled)} of ${counted(pairs.length, 'pair')} finished and kept${rest}`;
}

function finishedSentence(total: number, failed: number, seconds: number): string {
  const time = formatDuration(seconds);
  return failed === 0
    ? `Finished: ${counted(total, 'pair')} in ${time}`
    : `Finished: ${formatCount(total - failed)} of ${counted(total, 'pair')} in ${time}; ${formatCount(failed)} failed`;
}

/** What a screen reader is told when the phase changes; nothing while it stays the same. */
export function announcement(run: RunState, pairs: readonly PairState[]): string {
  return run.phase === 'training' ? `Training ${counted(run.total, 'pair')}` : runSentence(run, pairs);
}

/** Which data and settings the numbers come from, piece by piece. */
export function datasetFacts(snapshot: Shown): string[] {
  const { rows, rowsUsed, badRows, settings, engine, run } = snapshot;
  const started = run.phase !== 'starting';
  return [
    ...(started
      ? [
          rowsUsed === rows
            ? `${counted(rows, 'row')}, all used`
            : `${formatCount(rowsUsed)} of ${counted(rows, 'row')} used`,
        ]
      : []),
    ...(badRows > 0 ? [`${counted(badRows, 'unreadableRow')} left out`] : []),
    settings.estimator === 'mine' ? 'MINE' : 'MINE-f',
    `${settings.preset} preset`,
    `seed ${settings.seed}`,
    ...(engine ? [`${engine.name} engine, ${counted(engine.threads, 'thread')}`] : []),
  ];
}

/** How far an estimate can be taken as settled, coarser than the status: each has a sign in the heatmap. */
export const SETTLEDNESS = ['none', 'instant', 'training', 'stopped', 'failed', 'converged'] as const;
export type Settledness = (typeof SETTLEDNESS)[number];

export function settledness({ status, mi, iterations }: PairState): Settledness {
  if (status === 'failed') return 'failed';
  if (mi === null) return 'none';
  switch (status) {
    case 'waiting':
    case 'training':
      return iterations === 0 ? 'instant' : 'training';
    case 'budget':
    case 'cancelled':
      return 'stopped';
    case 'converged':
      return 'converged';
  }
}

/** A pair's status as the end of a sentence. */
export function statusWords(pair: PairState): string {
  switch (pair.status) {
    case 'waiting':
    case 'training':
      return settledness(pair) === 'instant' ? 'instant answer' : pair.status;
    case 'converged':
      return 'converged';
    case 'budget':
      return 'stopped at its training budget';
    case 'cancelled':
      return 'stopped early';
    case 'failed':
      return 'failed';
  }
}

/** A cell's name for people who do not see the colours: `a with b: 0.52 nats, training`. */
export function cellName(pair: PairState, names: PairNames, units: Units): string {
  const value = pair.mi === null ? undefined : `${formatShort(pair.mi, units)} ${UNIT_NAMES[units]}`;
  const settled = pair.status === 'converged' || pair.status === 'budget';
  const status = pair.error === undefined ? statusWords(pair) : `${statusWords(pair)}, ${pair.error}`;
  const parts = value === undefined ? [status] : settled ? [value] : [value, status];
  return `${names.x} with ${names.z}: ${parts.join(', ')}`;
}
