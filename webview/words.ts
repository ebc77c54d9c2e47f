import * as l10n from '@vscode/l10n';
import type { PairState } from '../src/report/report';
import type { RunState, SourceChange } from '../src/extension/panel/panelProtocol';
import {
  counted,
  formatCount,
  formatDuration,
  formatPercent,
  formatShort,
  formatTimeLeft,
  LANGUAGE,
  UNIT_NAMES,
  type Units,
} from './format';
import { hasBegun, type Shown } from './state';
import type { PairNames } from './variables';

/** What the panel says, apart from the numbers themselves. */

/** Where the run stands, in one line. */
export function runSentence(run: RunState, pairs: readonly PairState[]): string {
  switch (run.phase) {
    case 'queued':
      return run.others === 1
        ? l10n.t('Waiting for 1 other run')
        : l10n.t('Waiting for {0} other runs', formatCount(run.others));
    case 'starting':
      return run.reason ?? l10n.t('Starting…');
    case 'training': {
      if (run.halted !== undefined) return run.halted;
      const [done, total] = [formatCount(run.done), counted(run.total, 'pair')];
      const share = formatPercent(run.share);
      return run.secondsLeft === null
        ? l10n.t('Training: {0} of {1} done — {2}', done, total, share)
        : l10n.t(
            'Training: {0} of {1} done — {2}, {3} left',
            done,
            total,
            share,
            formatTimeLeft(run.secondsLeft),
          );
    }
    case 'paused':
      return run.atRest
        ? l10n.t(
            'Paused: {0} of {1} done — {2}',
            formatCount(run.done),
            counted(run.total, 'pair'),
            formatPercent(run.share),
          )
        : l10n.t('Pausing: what was begun goes on to its next checkpoint…');
    case 'cancelling':
      return l10n.t('Cancelling…');
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
      return l10n.t('{0} has been edited since this run read it; the edits are not saved.', source);
    case 'changed':
      return l10n.t('{0} has changed since this run read it.', source);
    case 'deleted':
      return l10n.t('{0} is no longer where this run read it.', source);
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
    : started.toLocaleString(LANGUAGE, { dateStyle: 'medium', timeStyle: 'short' });
  return l10n.t('Saved report {0}: {1}, estimated {2}', file, counted(pairs.length, 'pair'), when);
}

function cancelledSentence(pairs: readonly PairState[]): string {
  const settled = pairs.filter(({ status }) => status === 'converged' || status === 'budget').length;
  const begun = pairs.filter(({ status, mi }) => status === 'cancelled' && mi !== null).length;
  const [kept, total] = [formatCount(settled), counted(pairs.length, 'pair')];
  return begun === 0
    ? l10n.t('Cancelled: {0} of {1} finished and kept', kept, total)
    : l10n.t(
        'Cancelled: {0} of {1} finished and kept; {2} shown as they stood',
        kept,
        total,
        counted(begun, 'unfinishedEstimate'),
      );
}

function finishedSentence(total: number, failed: number, seconds: number): string {
  const time = formatDuration(seconds);
  return failed === 0
    ? l10n.t('Finished: {0} in {1}', counted(total, 'pair'), time)
    : l10n.t(
        'Finished: {0} of {1} in {2}; {3} failed',
        formatCount(total - failed),
        counted(total, 'pair'),
        time,
        formatCount(failed),
      );
}

/**
 * What a screen reader is told when the run's stage changes; nothing while it stays the same.
 * @param before the stage: its phase, or `pausing`, or `halted` where nothing is computed now
 */
export function announcement(run: RunState, pairs: readonly PairState[], before: string): string {
  if (run.phase !== 'training' || run.halted !== undefined) return runSentence(run, pairs);
  return ['pausing', 'paused', 'halted'].includes(before)
    ? l10n.t('The training goes on')
    : l10n.t('Training {0}', counted(run.total, 'pair'));
}

/** Which data and settings the numbers come from, piece by piece. */
export function datasetFacts(snapshot: Shown): string[] {
  const { rows, rowsUsed, badRows, settings, engine } = snapshot;
  return [
    ...(hasBegun(snapshot)
      ? [
          rowsUsed === rows
            ? l10n.t('{0}, all used', counted(rows, 'row'))
            : l10n.t('{0} of {1} used', formatCount(rowsUsed), counted(rows, 'row')),
        ]
      : []),
    ...(badRows > 0 ? [l10n.t('{0} left out', counted(badRows, 'unreadableRow'))] : []),
    settings.estimator === 'mine' ? 'MINE' : 'MINE-f',
    l10n.t('{0} preset', settings.preset),
    l10n.t('seed {0}', settings.seed),
    ...(engine ? [l10n.t('{0} engine, {1}', engine.name, counted(engine.threads, 'thread'))] : []),
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

/** A variable's type. */
export function typeWords(type: string): string {
  switch (type) {
    case 'numeric':
      return l10n.t('numeric');
    case 'categorical':
      return l10n.t('categorical');
    case 'boolean':
      return l10n.t('boolean');
    case 'datetime':
      return l10n.t('datetime');
    case 'text':
      return l10n.t('text');
    case 'group':
      return l10n.t('group');
    default:
      return type;
  }
}

/** A pair's status as the end of a sentence. */
export function statusWords(pair: PairState): string {
  switch (pair.status) {
    case 'waiting':
    case 'training':
      if (settledness(pair) === 'instant') return l10n.t('instant answer');
      return pair.status === 'waiting' ? l10n.t('waiting') : l10n.t('training');
    case 'converged':
      return l10n.t('converged');
    case 'budget':
      return l10n.t('stopped at its training budget');
    case 'cancelled':
      return l10n.t('stopped early');
    case 'failed':
      return l10n.t('failed');
  }
}

/** A cell's name for people who do not see the colours: `a with b: 0.52 nats, training`. */
export function cellName(pair: PairState, names: PairNames, units: Units): string {
  const value = pair.mi === null ? undefined : `${formatShort(pair.mi, units)} ${UNIT_NAMES[units]}`;
  const settled = pair.status === 'converged' || pair.status === 'budget';
  const status =
    pair.error === undefined ? statusWords(pair) : l10n.t('{0}, {1}', statusWords(pair), pair.error);
  const said = value === undefined ? status : settled ? value : l10n.t('{0}, {1}', value, status);
  return l10n.t('{0} with {1}: {2}', names.x, names.z, said);
}
