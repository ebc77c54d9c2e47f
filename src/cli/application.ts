import type { Application, ApplicationResult, Profile } from '../process/protocol';
import { inBackground, type Conversation } from './background';
import { onInterruption } from './interruption';
import { progressLine } from './progressLine';
import type { DatasetChoices } from './readingOptions';

export interface ApplicationOutcome {
  readonly result: ApplicationResult;
  /** It was interrupted; the result is what was found by then. */
  readonly cancelled: boolean;
}

/**
 * Runs an application on a file in the background process, and says on standard error how far it is.
 * @throws Error with a sentence for people
 */
export async function applyToFile(
  file: string,
  dataset: DatasetChoices,
  application: (profile: Profile) => Application,
  words: (result: ApplicationResult, secondsLeft: number | null) => string,
): Promise<ApplicationOutcome> {
  const show = progressLine(process.stderr);
  let unhear: (() => void) | undefined;
  const converse: Conversation<ApplicationOutcome> = (message, background, done) => {
    switch (message.type) {
      case 'profile':
        background.send({ type: 'apply', application: application(message.profile) });
        break;
      case 'application':
        show(message.share, words(message.result, message.secondsLeft));
        break;
      case 'applied':
        show(1, '', true);
        done(message);
        break;
      default:
        break;
    }
  };
  try {
    return await inBackground(file, dataset, converse, (background) => {
      unhear = onInterruption(() => {
        background.send({ type: 'cancel' });
      });
    });
  } finally {
    unhear?.();
  }
}
