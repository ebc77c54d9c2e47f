import * as l10n from '@vscode/l10n';
import { ClusterError, type Cluster } from './connection';
import { hello, unpack, type Hello } from './messages';
import { subjects } from './streams';

/** No worker on the same network is slower to answer. */
const PATIENCE_MS = 1000;

/** The workers that answer now. */
export async function whoIsThere({ connection }: Cluster): Promise<Hello[]> {
  const workers = new Map<string, Hello>();
  try {
    const answers = await connection.requestMany(subjects.hello, '', {
      strategy: 'stall',
      maxWait: PATIENCE_MS,
      stall: 300,
    });
    for await (const answer of answers) {
      const worker = unpack(hello, answer.data);
      workers.set(worker.worker, worker);
    }
  } catch (error) {
    // The server says at once where nobody listens; a connection that is being made again has no workers now.
    if (!isSilence(error)) throw error;
  }
  return [...workers.values()];
}

/**
 * The same seed gives the same numbers only where the same program computes them on the same kind of machine.
 * @throws ClusterError in a sentence
 */
export function checkFleet(program: string, workers: readonly Hello[]): void {
  const [first] = workers;
  // The front computes nothing: its own machine may be one that needs the plain build.
  const isOther = (worker: Hello) => !worker.program.startsWith(program) || worker.program !== first?.program;
  const other = workers.find(isOther);
  if (other) throw new ClusterError(otherProgram(other.program, program));
}

export function otherProgram(other: string, own: string): string {
  return l10n.t(
    'A worker there runs version {0} and this is {1}; their numbers would differ: start all with the same version.',
    other,
    own,
  );
}

function isSilence(error: unknown): boolean {
  return error instanceof Error && /no responders|timeout|closed|disconnect|reconnect/i.test(error.message);
}
