import { GrowingSubsamples } from '../process/growingSubsamples';
import { CONVERGENCE_FORMATS, renderConvergence, type Convergence } from '../report/convergence';
import { oneOf, parseEstimate, UsageError } from './arguments';
import { inBackground, type Conversation } from './background';
import { INTERRUPTED, onInterruption } from './interruption';
import { checkOut, writeResult } from './output';

/** `mine convergence FILE --x NAME --z NAME`: estimates of one pair on growing subsamples. */
export async function runConvergence(args: string[]): Promise<number> {
  const { file, dataset, plan, format: asked, units, out } = parseEstimate(args);
  const format = oneOf('format', asked, CONVERGENCE_FORMATS);
  await checkOut(out);
  const interruption = new AbortController();
  let unhear: (() => void) | undefined;
  let subsamples: GrowingSubsamples | undefined;
  const tell = ({ convergence: { sizes }, size }: GrowingSubsamples) => {
    if (size !== undefined)
      process.stderr.write(`${sizes.indexOf(size) + 1} of ${sizes.length}: ${size} rows\n`);
  };
  const converse: Conversation<Convergence> = (message, background, done) => {
    if (message.type === 'profile') {
      const wanted = plan(message.profile);
      if (wanted.pairs.length !== 1)
        throw new UsageError('Convergence is of one pair: --x and --z name its sides, or --pair both.');
      subsamples = new GrowingSubsamples(wanted, message.profile, background);
      tell(subsamples);
      subsamples.begin();
    } else if (subsamples) {
      subsamples.receive(message);
      if (message.type === 'finished') tell(subsamples);
      if (subsamples.size === undefined) done(subsamples.convergence);
    }
  };
  try {
    const convergence = await inBackground(file, dataset, converse, (background) => {
      unhear = onInterruption(() => {
        interruption.abort();
        // Whoever waits for it hears of its end.
        if (background.pid !== undefined) process.kill(background.pid, 'SIGTERM');
      });
    });
    const text = renderConvergence(convergence, format, units);
    await writeResult(out, text);
    return 0;
  } catch (error) {
    if (interruption.signal.aborted) return INTERRUPTED;
    throw error;
  } finally {
    unhear?.();
  }
}
