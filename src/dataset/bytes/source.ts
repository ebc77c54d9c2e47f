/** Where the bytes of a dataset come from: a file, an editor, a virtual file system. */
export interface ByteSource {
  /** Name of the file or the editor: its extension tells the format, and people know it by it. */
  readonly name: string;
  /** Bytes there are; null where only reading to the end can tell. */
  readonly size: number | null;
  /**
   * The bytes from the first to the last. May be called again, for another pass over the same bytes.
   * A chunk is not changed after it was given out.
   */
  chunks(): AsyncIterable<Uint8Array>;
  /** The bytes from `start` (included) to `end` (excluded), for formats that have their index at the end. */
  slice(start: number, end: number): Promise<Uint8Array>;
}

const CHUNK_BYTES = 2 ** 20;

/** Bytes that are in memory already. */
export function bytesSource(name: string, given: Uint8Array): ByteSource {
  const bytes = unshared(given);
  return {
    name,
    size: bytes.length,
    async *chunks() {
      for (let start = 0; start < bytes.length; start += CHUNK_BYTES)
        yield await Promise.resolve(bytes.subarray(start, start + CHUNK_BYTES));
    },
    slice: (start, end) => Promise.resolve(bytes.subarray(start, end)),
  };
}

/** The first bytes, at least `least` where there are as many, and whether these are all. */
export async function startOf(
  source: Pick<ByteSource, 'chunks'>,
  least: number,
): Promise<{ bytes: Uint8Array; whole: boolean }> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  let whole = true;
  for await (const chunk of source.chunks()) {
    if (length >= least) {
      whole = false;
      break;
    }
    chunks.push(chunk);
    length += chunk.length;
  }
  return { bytes: joined(chunks, length), whole };
}

export async function headOf(source: Pick<ByteSource, 'chunks'>, least: number): Promise<Uint8Array> {
  return (await startOf(source, least)).bytes;
}

export async function allBytes(source: Pick<ByteSource, 'chunks'>): Promise<Uint8Array> {
  return headOf(source, Infinity);
}

function joined(chunks: readonly Uint8Array[], length: number): Uint8Array {
  const [only] = chunks;
  if (only !== undefined && chunks.length === 1) return only;
  const all = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.length;
  }
  return all;
}

/** The bytes outside shared memory, which neither decoders nor digests take everywhere. */
function unshared(bytes: Uint8Array): Uint8Array {
  return bytes.buffer instanceof ArrayBuffer ? bytes : new Uint8Array(bytes);
}
