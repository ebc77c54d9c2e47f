import * as l10n from '@vscode/l10n';

const FRAME_MAGIC = 0x184d2204;
/** Bits of the frame's flags. */
const BLOCK_CHECKSUMS = 0x10;
const CONTENT_SIZE = 0x08;
const DICTIONARY = 0x01;
/** Highest bit of a block's size: the block is not compressed. */
const PLAIN = 0x80000000;
const MIN_MATCH = 4;

/**
 * Unpacks an LZ4 frame (https://github.com/lz4/lz4/blob/dev/doc/lz4_Frame_format.md), in which Feather files keep their
 * columns. Checksums are passed over.
 * @param length of what it unpacks to, in bytes
 * @throws Error where it is damaged
 */
export function unpackLz4Frame(frame: Uint8Array, length: number): Uint8Array {
  const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength);
  if (view.getUint32(0, true) !== FRAME_MAGIC) throw new Error(l10n.t('a compressed column is no LZ4 frame'));
  const flags = view.getUint8(4);
  let at = 7 + (flags & CONTENT_SIZE ? 8 : 0) + (flags & DICTIONARY ? 4 : 0);
  const output = new Uint8Array(length);
  let written = 0;
  for (;;) {
    const size = view.getUint32(at, true);
    at += 4;
    if (size === 0) break;
    const block = frame.subarray(at, at + (size % PLAIN));
    if (size >= PLAIN) {
      output.set(block, written);
      written += block.length;
    } else written = unpackBlock(block, output, written);
    at += (size % PLAIN) + (flags & BLOCK_CHECKSUMS ? 4 : 0);
  }
  if (written !== length) throw new Error(l10n.t('a compressed column has not the length it says'));
  return output;
}

/** Unpacks a block behind what is written already, to which it may refer; how much is written then. */
function unpackBlock(block: Uint8Array, output: Uint8Array, from: number): number {
  let at = 0;
  let written = from;
  const byte = (): number => {
    const value = block[at++];
    if (value === undefined) throw new Error(l10n.t('a compressed column ends too early'));
    return value;
  };
  /** A length of 15 goes on in the bytes that follow, as long as these are 255. */
  const lengthFrom = (nibble: number): number => {
    let length = nibble;
    if (nibble === 15) {
      let more = 255;
      while (more === 255) length += more = byte();
    }
    return length;
  };
  while (at < block.length) {
    const token = byte();
    const literals = lengthFrom(token >> 4);
    output.set(block.subarray(at, at + literals), written);
    at += literals;
    written += literals;
    if (at >= block.length) break;
    const distance = byte() + 256 * byte();
    const match = MIN_MATCH + lengthFrom(token & 15);
    if (distance === 0 || distance > written || written + match > output.length)
      throw new Error(l10n.t('a compressed column is damaged'));
    // What is copied may overlap what is written by it.
    for (const end = written + match; written < end; written++)
      output[written] = output[written - distance] ?? 0;
  }
  return written;
}
