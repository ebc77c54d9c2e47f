/** What a pair can be warned of; the words are in warningSentences.ts. */
export const WARNING_CODES = [
  'few-rows',
  'heavy-ties',
  'not-converged',
  'near-ceiling',
  'overfitting',
  'pooled-categories',
  'same-column',
  'determined',
  'uncertified',
  'ordered-rows',
  'long-memory',
  'in-sample',
  'neighbours-higher',
  'restarted',
  'longer-failed',
] as const;
export type WarningCode = (typeof WARNING_CODES)[number];
