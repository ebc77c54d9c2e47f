import * as l10n from '@vscode/l10n';
import { DatasetError } from '../dataset';
import { allBytes, type ByteSource } from './source';

export function isGzip(head: Uint8Array): boolean {
  return head[0] === 0x1f && head[1] === 0x8b && head[2] === 8;
}

/** The content of a gzipped source, named without `.gz`. Random access unpacks it into memory as a whole. */
export function ungzipped(source: ByteSource): ByteSource {
  let unpacked: Promise<Uint8Array> | undefined;
  const content: ByteSource = {
    name: source.name.replace(/\.gz$/i, ''),
    size: null,
    chunks: () => unpack(source),
    async slice(start, end) {
      unpacked ??= allBytes(content);
      return (await unpacked).subarray(start, end);
    },
  };
  return content;
}

async function* unpack(source: ByteSource): AsyncIterable<Uint8Array> {
  // What goes wrong with the packed bytes must not be taken for damage.
  let failure: Error | undefined;
  const packed = source.chunks()[Symbol.asyncIterator]();
  const stream = new ReadableStream<ArrayBufferView<ArrayBuffer> | ArrayBuffer>({
    async pull(controller) {
      try {
        const next = await packed.next();
        if (next.done === true) controller.close();
        // No source gives shared memory.
        else controller.enqueue(next.value as Uint8Array<ArrayBuffer>);
      } catch (error) {
        failure = error instanceof Error ? error : new Error(String(error));
        controller.error(error);
      }
    },
    async cancel() {
      await packed.return?.();
    },
  });
  try {
    yield* stream.pipeThrough(new DecompressionStream('gzip')) as unknown as AsyncIterable<Uint8Array>;
  } catch (error) {
    if (failure !== undefined) throw failure;
    throw new DatasetError(
      l10n.t('{0} is damaged: it ends early or is not gzip throughout; copy it again.', source.name),
      {
        cause: error,
      },
    );
  }
}
