import * as l10n from '@vscode/l10n';
import { DatasetError } from '../dataset';
import type { Encoding } from '../options';
import type { ByteSource } from './source';

/** Windows-1252 has no characters at these. */
const UNDEFINED_IN_1252 = new Set([0x81, 0x8d, 0x8f, 0x90, 0x9d]);
/** Tab, line feed, vertical tab, form feed, carriage return, the old end-of-file mark, escape. */
const CONTROLS_IN_TEXT = new Set([9, 10, 11, 12, 13, 26, 27]);
/** Of bytes outside ASCII in a text of a Western language. */
const MAX_ACCENTED_SHARE = 0.3;

/**
 * The encoding of a text that begins with these bytes: by its byte order mark, by the zeros of UTF-16, as UTF-8 where the
 * bytes are valid UTF-8, else as Windows-1252 (which has Latin-1 in it) where that makes sense.
 * @throws DatasetError where they are no text
 */
export function detectEncoding(name: string, head: Uint8Array): Encoding {
  const [first, second] = head;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  const wide = wideEncoding(head);
  if (wide !== null) return wide;
  if (head.includes(0))
    throw new DatasetError(l10n.t('{0} is binary, not text; export it as CSV or JSON.', name));
  if (isUtf8(head)) return 'utf-8';
  if (isPlausible1252(head)) return 'windows-1252';
  throw new DatasetError(l10n.t('{0} does not look like text in a known encoding; save it as UTF-8.', name));
}

/** UTF-16 without a byte order mark: nearly every other byte of mostly ASCII text is zero. */
function wideEncoding(head: Uint8Array): Encoding | null {
  const zeros = [0, 0];
  head.forEach((byte, i) => {
    if (byte === 0) zeros[i % 2] = (zeros[i % 2] ?? 0) + 1;
  });
  const [even = 0, odd = 0] = zeros;
  const most = 0.4 * (head.length / 2);
  if (odd > most && even === 0) return 'utf-16le';
  return even > most && odd === 0 ? 'utf-16be' : null;
}

function isUtf8(head: Uint8Array): boolean {
  try {
    // The last character may be cut in two.
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true });
    return true;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}

function isPlausible1252(head: Uint8Array): boolean {
  const accented = head.filter((byte) => byte > 127).length;
  return isIn1252(head) && accented <= MAX_ACCENTED_SHARE * head.length;
}

/** Whether the bytes are text in Windows-1252. */
export function isIn1252(bytes: Uint8Array): boolean {
  return bytes.every(
    (byte) => (byte >= 32 || CONTROLS_IN_TEXT.has(byte)) && byte !== 127 && !UNDEFINED_IN_1252.has(byte),
  );
}

/** What Windows-1252 has where Latin-1 has control characters, from 0x80 on. */
const BEYOND_LATIN_1 =
  '\u20ac\x81\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\x8d\u017d\x8f' +
  '\x90\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\x9d\u017e\u0178';

/** Decodes bytes; with `fatal`, throws a TypeError where they are not in the encoding. */
export function decoderOf(
  encoding: AsciiCompatible['encoding'],
  options: { fatal?: boolean; ignoreBOM?: boolean } = {},
): (bytes: Uint8Array) => string {
  const decoder = new TextDecoder(encoding, options);
  if (encoding === 'utf-8') return (bytes) => decoder.decode(bytes);
  // Node 20 takes Latin-1 for Windows-1252.
  return (bytes) =>
    decoder
      .decode(bytes)
      .replace(/[\x80-\x9f]/g, (control) => BEYOND_LATIN_1[control.charCodeAt(0) - 0x80] ?? control);
}

/** Bytes in which ASCII characters stand for themselves, without a byte order mark, and what decodes the others. */
export interface AsciiCompatible {
  readonly chunks: () => AsyncIterable<Uint8Array>;
  readonly encoding: 'utf-8' | 'windows-1252';
}

export function asciiCompatible(source: ByteSource, encoding: Encoding): AsciiCompatible {
  switch (encoding) {
    case 'utf-8':
      return { chunks: () => withoutMark(source.chunks()), encoding };
    case 'windows-1252':
      return { chunks: () => source.chunks(), encoding };
    case 'utf-16le':
    case 'utf-16be':
      return { chunks: () => recoded(source.chunks(), encoding), encoding: 'utf-8' };
  }
}

async function* withoutMark(chunks: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  let start: Uint8Array | null = new Uint8Array(0);
  for await (const chunk of chunks) {
    if (start === null) yield chunk;
    else {
      const joined: Uint8Array = new Uint8Array(start.length + chunk.length);
      joined.set(start);
      joined.set(chunk, start.length);
      start = joined.length < 3 ? joined : null;
      if (start === null) yield hasMark(joined) ? joined.subarray(3) : joined;
    }
  }
  if (start !== null) yield start;
}

const hasMark = ([a, b, c]: Uint8Array) => a === 0xef && b === 0xbb && c === 0xbf;

async function* recoded(
  chunks: AsyncIterable<Uint8Array>,
  encoding: 'utf-16le' | 'utf-16be',
): AsyncIterable<Uint8Array> {
  const decoder = new TextDecoder(encoding);
  const encoder = new TextEncoder();
  for await (const chunk of chunks) yield encoder.encode(decoder.decode(chunk, { stream: true }));
  yield encoder.encode(decoder.decode());
}
