import { writeFile } from 'node:fs/promises';
import type { FromProcess, Plan, Profile } from '../process/protocol';
import { renderReport } from '../report/renderings';
import { parseEstimate } from './arguments';
import { inBackground, type Conversation } from './background';
import { createProgress, type Progress } from './progress';

const INTERRUPTED = 130;

/** `mine estimate FILE`: estimates the chosen pairs and prints the report. */
export async function runEstimate(args: string[]): Promise<number> {
  const chosen = parseEstimate(args);
  const progress = createProgress(process.stderr);
  const { report, cancelled } = await estimate(chosen.file, chosen.plan, progress);
  const text = renderReport(report, chosen.format, chosen.units);
  if (chosen.out !== null) await writeFile(chosen.out, text);
  else if (!cancelled) process.stdout.write(text);
  if (cancelled) return INTERRUPTED;
  return report.pairs.some((pair) => pair.status === 'failed') ? 1 : 0;
}

type Outcome = Extract<FromProcess, { type: 'finished' }>;

async function estimate(
  file: string,
  plan: (profile: Profile) => Plan,
  progress: Progress,
): Promise<Outcome> {
  const converse: Conversation<Outcome> = (message, background, done) => {
    switch (message.type) {
      case 'profile':
        background.send({ type: 'estimate', plan: plan(message.profile) });
        break;
      case 'started':
        progress.begin(message.pairs.length);
        break;
      case 'progress':
        progress.update(message);
        break;
      case 'finished':
        done(message);
        break;
      case 'refused':
      case 'failed':
        break;
    }
  };
  let interrupt: (() => void) | undefined;
  try {
    return await inBackground(file, converse, (background) => {
      interrupt = () => {
        background.send({ type: 'cancel' });
      };
      process.on('SIGINT', interrupt).on('SIGTERM', interrupt);
    });
  } finally {
    progress.end();
    if (interrupt) process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
  }
}
