import * as l10n from '@vscode/l10n';
import * as v from 'valibot';
import { fromProcess, type FromProcess, type ToProcess } from './protocol';

/** What reads and trains in the background, as seen from a front. */
export interface Background {
  send(message: ToProcess): void;
  /** Ends it. Nothing is heard from it any more. */
  dispose(): Promise<void>;
}

export interface BackgroundHandlers {
  onMessage(message: FromProcess): void;
  /** It ended without being asked to; the sentence says how. */
  onEnd(reason: string): void;
}

/** Of what cannot be understood, in a sentence. */
const LONGEST_DETAIL = 300;

/** What came from the background; what cannot be understood counts as its failure. */
export function understood(message: unknown): FromProcess {
  const parsed = v.safeParse(fromProcess, message);
  if (parsed.success) return parsed.output;
  const reason = v.summarize(parsed.issues).slice(0, LONGEST_DETAIL);
  return {
    type: 'failed',
    message: l10n.t('The background process sent what could not be understood: {0}', reason),
  };
}
