import { isTooLarge } from '../process/cost';
import { withoutPairsOfOneColumn } from '../process/run/plan';
import type { FromProcess, Plan, Profile } from '../process/protocol';
import { reportPieces } from '../report/renderings';
import { parseEstimate, type EstimateArguments } from './arguments';
import { inBackground, type Conversation } from './background';
import { ask, costLine, refusal, type Costly } from './cost';
import { INTERRUPTED, onInterruption } from './interruption';
import { checkOut, writeResult } from './output';
import { clusterAddress } from './clusterAddress';
import { createProgress } from './progress';

/** `mine estimate FILE`: estimates the chosen pairs and prints the report. */
export async function runEstimate(args: string[]): Promise<number> {
  const chosen = parseEstimate(args);
  await checkOut(chosen.out);
  const outcome = await estimate(chosen);
  if (!outcome) return INTERRUPTED;
  const { report, cancelled } = outcome;
  if (chosen.out !== null || !cancelled)
    await writeResult(chosen.out, reportPieces(report, chosen.format, chosen.units));
  if (cancelled) return INTERRUPTED;
  return report.pairs.some((pair) => pair.status === 'failed') ? 1 : 0;
}

type Outcome = Extract<FromProcess, { type: 'finished' }>;

/** The run's end, or null where a person was asked and wants none, or interrupts the reading. */
async function estimate({ file, dataset, plan, askAbove, url }: EstimateArguments): Promise<Outcome | null> {
  const progress = createProgress(process.stderr);
  const cluster = url === null ? undefined : await clusterAddress(url);
  const interruption = new AbortController();
  let wanted: (ReturnType<typeof withoutPairsOfOneColumn<Plan>> & { readonly profile: Profile }) | undefined;
  let unhear: (() => void) | undefined;
  let outcome: Outcome | undefined;
  let waiting: string | undefined;
  const converse: Conversation<Outcome | null> = async (message, background, done) => {
    switch (message.type) {
      case 'reading':
        progress.read(message);
        break;
      case 'profile':
        wanted = {
          ...withoutPairsOfOneColumn(plan(message.profile), message.profile.columns),
          profile: message.profile,
        };
        if (wanted.leftOut !== null) progress.say(wanted.leftOut);
        if (!isTooLarge(wanted.plan, askAbove))
          background.send({ type: 'estimate', plan: wanted.plan, cluster });
        break;
      case 'pace': {
        if (!wanted) break;
        const { profile } = wanted;
        const costly = { plan: wanted.plan, rows: profile.rows, pace: message.pace };
        if (!isTooLarge(wanted.plan, askAbove)) {
          progress.predict(costLine(costly));
          if (outcome) done(outcome);
          break;
        }
        const answer = await agree(costly, askAbove, interruption.signal);
        if (answer) {
          const { plan: agreed } = withoutPairsOfOneColumn(answer, profile.columns);
          progress.predict(costLine({ ...costly, plan: agreed }));
          background.send({ type: 'estimate', plan: agreed, cluster });
        } else done(null);
        break;
      }
      case 'waiting':
        if (message.reason !== waiting) progress.say(message.reason);
        waiting = message.reason;
        break;
      case 'started':
        progress.begin(message.pairs.length);
        break;
      case 'progress':
        waiting = undefined;
        progress.update(message);
        break;
      case 'finished':
        // A short run can end before it is known how long it would take.
        if (progress.predicted) done(message);
        else outcome = message;
        break;
      case 'paused':
      case 'resumed':
      case 'points':
      case 'application':
      case 'applied':
      case 'encoded':
      case 'refused':
      case 'failed':
        break;
    }
  };
  try {
    return await inBackground(file, dataset, converse, (background) => {
      unhear = onInterruption(() => {
        interruption.abort();
        background.send({ type: 'cancel' });
      });
    });
  } catch (error) {
    if (interruption.signal.aborted) return null;
    throw error;
  } finally {
    interruption.abort();
    progress.end();
    unhear?.();
  }
}

/**
 * Asks the person at the terminal what to do about a plan that is too large.
 * @returns the plan to run, or null where none is to be run
 * @throws UsageError where there is nobody to ask
 */
function agree(costly: Costly, limit: number, signal: AbortSignal): Promise<Plan | null> {
  const { stdin: input, stderr: output } = process;
  if (!input.isTTY || !output.isTTY) throw refusal(costly, limit);
  return ask(costly, limit, { input, output }, signal);
}
