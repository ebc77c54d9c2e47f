/** Of a command that was interrupted, as of a shell. */
export const INTERRUPTED = 130;

/** Ctrl+C, a service that is stopped, a terminal that is closed. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Hears of an interruption. The second ends the command at once, and its background process with it.
 * @returns what ends the hearing
 */
export function onInterruption(interrupt: () => void): () => void {
  let interrupted = false;
  const hear = () => {
    if (interrupted) process.exit(INTERRUPTED);
    interrupted = true;
    interrupt();
  };
  for (const signal of SIGNALS) process.on(signal, hear);
  return () => {
    for (const signal of SIGNALS) process.off(signal, hear);
  };
}
