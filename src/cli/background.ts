import { basename, join, resolve } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { BackgroundProcess } from '../process/client';
import { PROTOCOL_VERSION, type FromProcess, type Source } from '../process/protocol';
import type { DatasetChoices } from './readingOptions';

/** A conversation with the background process: what to do with each message, until `done` is called with the result. */
export type Conversation<T> = (
  message: FromProcess,
  background: BackgroundProcess,
  done: (result: T) => void,
) => void | Promise<void>;

/**
 * Opens a file (or standard input, "-") in the background process and converses with it; the process is gone when the
 * promise settles.
 * @throws Error with a sentence for people where the file or the plan is refused or the process breaks
 */
export async function inBackground<T>(
  file: string,
  { reading, derive, memory }: DatasetChoices,
  conversation: Conversation<T>,
  onStart?: (background: BackgroundProcess) => void,
): Promise<T> {
  const source = await sourceOf(file);
  let background: BackgroundProcess | undefined;
  try {
    return await new Promise<T>((done, reject) => {
      const started = new BackgroundProcess(join(__dirname, 'process.js'), {
        onMessage(message) {
          if (message.type === 'refused' || message.type === 'failed') {
            reject(new Error(message.message));
            return;
          }
          const told = async () => conversation(message, started, done);
          told().catch(reject);
        },
        onEnd(reason) {
          reject(new Error(reason));
        },
      });
      background = started;
      onStart?.(started);
      started.send({
        type: 'open',
        version: PROTOCOL_VERSION,
        source,
        reading,
        derive: [...derive],
        memory,
      });
    });
  } finally {
    await background?.dispose();
  }
}

async function sourceOf(file: string): Promise<Source> {
  if (file === '-') return { kind: 'bytes', name: 'standard input', bytes: await buffer(process.stdin) };
  return { kind: 'file', name: basename(file), path: resolve(file) };
}
