import * as l10n from '@vscode/l10n';
import { DatasetError } from '../dataset';
import type { ByteSource } from '../bytes/source';

/** The source, with what goes wrong with it kept apart from what a library makes of its bytes. */
export function guarded(content: ByteSource): { source: ByteSource; failure: () => Error | undefined } {
  let failure: Error | undefined;
  const keep = (error: unknown): never => {
    failure = error instanceof Error ? error : new Error(String(error));
    throw failure;
  };
  const source: ByteSource = {
    name: content.name,
    size: content.size,
    async *chunks() {
      try {
        yield* content.chunks();
      } catch (error) {
        keep(error);
      }
    },
    slice: (start, end) => content.slice(start, end).catch(keep),
  };
  return { source, failure: () => failure };
}

/** What a library says of bytes that it cannot read, in a sentence for people. */
export function decodingFailure(name: string, format: string, error: unknown): DatasetError {
  if (error instanceof DatasetError) return error;
  const reason = error instanceof Error ? error.message.replace(/\.$/, '') : String(error);
  return new DatasetError(
    l10n.t(
      '{0} cannot be read as {1}, it is damaged or not whole ({2}); copy or export it again.',
      name,
      format,
      reason,
    ),
    { cause: error },
  );
}
