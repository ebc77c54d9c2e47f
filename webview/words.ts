import type { PairState } from '../src/report/report';
import type { RunState, Snapshot } from '../src/extension/panelProtocol';
import {
  counted,
  formatCount,
  formatDuration,
  formatPercent,
  formatShort,
  formatTimeLeft,
  type Units,
} from './format';
import type { PairNames } from './gridLayout';

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

function cancelledSentence(pairs: readonly PairState[]): string {
  const settled = pairs.filter(({ status }) => status === 'converged' || status === 'budget').length;
  const begun = pairs.filter(({ status, mi }) => status === 'cancelled' && mi !== null).length;
  const rest = begun === 0 ? '' : `; ${counted(begun, 'unfinished estimate')} shown as they stood`;
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
export function datasetFacts(snapshot: Snapshot): string[] {
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
    ...(badRows > 0 ? [`${counted(badRows, 'unreadable row')} left out`] : []),
    settings.estimator === 'mine' ? 'MINE' : 'MINE-f',
    `${settings.preset} preset`,
    `seed ${settings.seed}`,
    ...(engine ? [`${engine.name} engine, ${counted(engine.threads, 'thread')}`] : []),
  ];
}

/** A pair's status as the end of a sentence. */
export function statusWords({ status }: PairState): string {
  switch (status) {
    case 'waiting':
      return 'waiting';
    case 'training':
      return 'training';
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
  const value = pair.mi === null ? undefined : `${formatShort(pair.mi, units)} ${units}`;
  const settled = pair.status === 'converged' || pair.status === 'budget';
  const status = pair.error === undefined ? statusWords(pair) : `${statusWords(pair)}, ${pair.error}`;
  const parts = value === undefined ? [status] : settled ? [value] : [value, status];
  return `${names.x} with ${names.z}: ${parts.join(', ')}`;
}
