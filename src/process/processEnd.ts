import * as l10n from '@vscode/l10n';
import { HANGS } from './watchdog/watchdogProtocol';

/** What V8 writes where its heap, or the system's memory, is used up. */
const OUT_OF_MEMORY = /out of memory|Allocation failed|bad_alloc|Cannot allocate memory/i;

/**
 * How the background process ended that was not asked to, in a sentence.
 * @param stderr what it wrote last
 */
export function processEnd(code: number | null, signal: NodeJS.Signals | null, stderr: string): string {
  if (stderr.includes(HANGS)) return l10n.t('The background process no longer answered and was ended.');
  if (OUT_OF_MEMORY.test(stderr)) return l10n.t('The background process ran out of memory.');
  const last = stderr.trim().split('\n').at(-1) ?? '';
  if (signal)
    return last
      ? l10n.t('The background process was ended by {0}: {1}.', signal, last)
      : l10n.t('The background process was ended by {0}.', signal);
  const told = String(code ?? l10n.t('unknown'));
  return last
    ? l10n.t('The background process ended with code {0}: {1}.', told, last)
    : l10n.t('The background process ended with code {0}.', told);
}
