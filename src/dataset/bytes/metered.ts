import type { ReadingOptions } from '../options';
import { createSha256, type Digest } from './sha256';
import type { ByteSource } from './source';

/** Time after which reading lets the host do something else: hear that it is cancelled, for one. */
const BREATH_MS = 25;

/** A source whose reading is told, can be aborted, and whose bytes are digested on the first whole pass over them. */
export interface MeteredSource extends ByteSource {
  /** Of all bytes, in hex; reads them (again) where no pass over them has reached the end. */
  sha256(): Promise<string>;
}

/** @throws what the signal was aborted with, from any of its methods, soon after it was */
export function metered(source: ByteSource, options: ReadingOptions): MeteredSource {
  const { signal, onProgress } = options;
  let digested: string | undefined;

  async function* chunks(): AsyncGenerator<Uint8Array> {
    const digest: Digest | null = digested === undefined ? (options.createSha256 ?? createSha256)() : null;
    const iterator = source.chunks()[Symbol.asyncIterator]();
    let bytes = 0;
    let breath = performance.now();
    try {
      for (;;) {
        const next = await unlessAborted(iterator.next(), signal);
        if (next.done === true) break;
        digest?.update(next.value);
        bytes += next.value.length;
        yield next.value;
        onProgress?.({ bytes, total: source.size });
        if (performance.now() - breath > BREATH_MS) {
          await pause();
          breath = performance.now();
        }
      }
      digested ??= digest?.finish();
    } finally {
      // Not awaited: a source that hangs must not keep the one who gave up on it.
      void iterator.return?.().catch(() => undefined);
    }
  }

  return {
    name: source.name,
    size: source.size,
    chunks,
    slice: (start, end) => unlessAborted(source.slice(start, end), signal),
    async sha256() {
      if (digested === undefined) await exhaust(chunks());
      return digested ?? '';
    },
  };
}

async function exhaust(chunks: AsyncIterator<Uint8Array>): Promise<void> {
  while ((await chunks.next()).done !== true);
}

/** Time for what waits in the host's queue, messages and timers among it. */
export const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

/** The promise's result; throws as soon as the signal is aborted. */
export async function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return promise;
  let abort: () => void = () => undefined;
  const aborted = new Promise<never>((_, reject) => {
    abort = () => {
      reject(signal.reason instanceof Error ? signal.reason : new Error('aborted'));
    };
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort);
  });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}
