import { DatasetError } from './dataset';
import type { FormatInput } from './format';
import type { Encoding } from './options';
import { allBytes } from './source';

/** V8 holds no string longer than 2^29 - 24 units. */
const MAX_BYTES = 500_000_000;

/** The whole content as one string, for the readers that need it so. */
export async function readText({ content }: FormatInput): Promise<{ text: string; encoding: Encoding }> {
  const bytes = await allBytes(content);
  return { text: decode(content.name, bytes), encoding: 'utf-8' };
}

function decode(name: string, bytes: Uint8Array): string {
  if (bytes.length > MAX_BYTES) {
    const megabytes = Math.ceil(bytes.length / 1e6);
    throw new DatasetError(
      `${name} has ${megabytes} MB and at most ${MAX_BYTES / 1e6} MB can be read; use a part of its rows or columns.`,
    );
  }
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
    throw new DatasetError(`${name} is encoded as UTF-16; save it as UTF-8.`);
  }
  if (bytes.includes(0)) {
    throw new DatasetError(`${name} is binary, not text; export it as CSV or JSON.`);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new DatasetError(`${name} does not look like UTF-8 text; save it as UTF-8.`);
  }
}
