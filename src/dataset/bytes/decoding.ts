import * as l10n from '@vscode/l10n';
import { DatasetError } from '../dataset';
import type { Encoding } from '../options';
import type { ByteSource } from './source';

/** The content as text, chunk by chunk; JSON is UTF-8 unless a byte order mark or a person says otherwise. */
export async function* decoded(content: ByteSource, chosen: Encoding | undefined): AsyncGenerator<string> {
  let decoder: InstanceType<typeof TextDecoder> | undefined;
  const decode = (chunk?: Uint8Array): string => {
    decoder ??= new TextDecoder(chosen ?? encodingOf(chunk), { fatal: true });
    try {
      return chunk === undefined ? decoder.decode() : decoder.decode(chunk, { stream: true });
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      throw new DatasetError(
        l10n.t(
          '{0} does not look like {1} text; save it as UTF-8.',
          content.name,
          decoder.encoding.toUpperCase(),
        ),
      );
    }
  };
  for await (const chunk of content.chunks()) {
    const text = decode(chunk);
    if (text.includes('\0'))
      throw new DatasetError(l10n.t('{0} is binary, not text; export it as CSV or JSON.', content.name));
    yield text;
  }
  yield decode();
}

function encodingOf([first, second]: Uint8Array = new Uint8Array()): Encoding {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
}
