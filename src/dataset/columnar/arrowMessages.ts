import * as l10n from '@vscode/l10n';
import { FlatTable } from './flatTable';
import type { ByteSource } from '../bytes/source';

/** One message of an Arrow stream, whole. */
export interface ArrowMessage {
  readonly kind: 'schema' | 'dictionary' | 'records' | 'other';
  readonly bytes: Uint8Array;
  /** Rows of a batch of records. */
  readonly rows: number;
}

/** A message is read as a whole; no writer makes them as large. */
const MAX_MESSAGE_BYTES = 2 ** 30;
const MAGIC = [0x41, 0x52, 0x52, 0x4f, 0x57, 0x31];
/** Nested columns, and columns in all: more are damage. */
const MAX_DEPTH = 64;
const MAX_FIELDS = 100_000;

/** Arrow files begin with ARROW1, streams with the mark that begins a message. */
export function isArrow(head: Uint8Array): boolean {
  return isFile(head) || (head.length >= 8 && head.subarray(0, 4).every((byte) => byte === 0xff));
}

const isFile = (head: Uint8Array) => MAGIC.every((byte, i) => head[i] === byte);

/**
 * The messages of an Arrow IPC stream, or of a file, which is a stream between a mark and a table of contents. The counts
 * in their metadata are held against the bytes there are, because the library believes them.
 * @throws Error where they do not agree
 */
export async function* arrowMessages(content: ByteSource): AsyncGenerator<ArrowMessage> {
  const bytes = new ByteReader(content);
  try {
    yield* messagesIn(bytes);
  } finally {
    await bytes.close();
  }
}

async function* messagesIn(bytes: ByteReader): AsyncGenerator<ArrowMessage> {
  const head = await bytes.peek(8);
  const inFile = isFile(head);
  if (inFile) await bytes.take(8);
  for (;;) {
    // Streams of old have no mark before the size.
    const marked = (await bytes.peek(4)).every((byte) => byte === 0xff);
    const prefix = await bytes.peek(marked ? 8 : 4);
    if (prefix.length < (marked ? 8 : 4)) {
      // A stream may just end.
      if (inFile || prefix.length > 0) throw new Error(l10n.t('it ends too early'));
      return;
    }
    const size = new DataView(prefix.buffer, prefix.byteOffset).getInt32(marked ? 4 : 0, true);
    if (size === 0) return;
    const start = prefix.length + size;
    const metadata = (await bytes.peek(start)).subarray(prefix.length);
    const { bodyBytes, ...message } = checkedMessage(FlatTable.root(metadata));
    yield { ...message, bytes: await bytes.take(start + bodyBytes) };
  }
}

/** Bytes of a source, taken one stretch after the other. */
class ByteReader {
  private readonly chunks: AsyncIterator<Uint8Array>;
  private held = new Uint8Array(0);

  constructor(content: ByteSource) {
    this.chunks = content.chunks()[Symbol.asyncIterator]();
  }

  /** The next bytes, fewer where there are no more. */
  async peek(length: number): Promise<Uint8Array> {
    if (!(length >= 0 && length <= MAX_MESSAGE_BYTES))
      throw new Error(l10n.t('a message has an impossible size'));
    if (this.held.length < length) {
      const parts = [this.held];
      let total = this.held.length;
      while (total < length) {
        const next = await this.chunks.next();
        if (next.done === true) break;
        parts.push(new Uint8Array(next.value));
        total += next.value.length;
      }
      this.held = new Uint8Array(total);
      let at = 0;
      for (const part of parts) {
        this.held.set(part, at);
        at += part.length;
      }
    }
    return this.held.subarray(0, length);
  }

  async close(): Promise<void> {
    await this.chunks.return?.();
  }

  /** @throws Error where there are fewer */
  async take(length: number): Promise<Uint8Array> {
    // Copied to a place of its own, as numbers in it must lie at multiples of eight.
    const taken = (await this.peek(length)).slice();
    if (taken.length < length) throw new Error(l10n.t('it ends too early'));
    this.held = this.held.subarray(length);
    return taken;
  }
}

/** Reads a message's table (Message.fbs), whose numbers name kinds and places of fields. */
function checkedMessage(
  message: FlatTable,
): Pick<ArrowMessage, 'kind' | 'rows'> & { readonly bodyBytes: number } {
  const bodyBytes = message.long(3);
  const header = message.table(2);
  switch (header === null ? 0 : message.byte(1)) {
    case 1:
      checkFields(header?.tables(1) ?? [], 1, { count: 0 });
      return { kind: 'schema', rows: 0, bodyBytes };
    case 2:
      checkRecords(header?.table(1) ?? null);
      return { kind: 'dictionary', rows: 0, bodyBytes };
    case 3:
      return { kind: 'records', rows: checkRecords(header), bodyBytes };
    default:
      return { kind: 'other', rows: 0, bodyBytes };
  }
}

const UNION = 14;

function checkFields(fields: readonly FlatTable[], depth: number, seen: { count: number }): void {
  for (const field of fields) {
    if (depth > MAX_DEPTH || ++seen.count > MAX_FIELDS)
      throw new Error(l10n.t('its columns hold columns without end'));
    if (field.byte(2) === UNION) field.table(3)?.vector(1, 4);
    field.vector(6, 4);
    checkFields(field.tables(5), depth + 1, seen);
  }
}

function checkRecords(batch: FlatTable | null): number {
  if (batch === null) throw new Error(l10n.t('a batch of records is empty'));
  batch.vector(1, 16);
  const buffers = batch.vector(2, 16).length;
  if (batch.longs(4).some((count) => count < 0 || count > buffers))
    throw new Error(l10n.t('a column has more buffers than there are'));
  return batch.long(0);
}
