import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { dirname } from 'node:path';
import * as l10n from '@vscode/l10n';
import { writeFileWhole } from '../process/nodeFiles';
import type { Pieces } from '../report/reportJson';
import { INTERRUPTED } from './interruption';

/**
 * Before anything is computed: whether the result can be written where it is wanted.
 * @throws Error with a sentence for people
 */
export async function checkOut(file: string | null): Promise<void> {
  if (file === null) return;
  try {
    await access(file, constants.W_OK).catch((error: unknown) => {
      if (codeOf(error) !== 'ENOENT') throw error;
      return access(dirname(file), constants.W_OK);
    });
  } catch (error) {
    throw new Error(sentence(file, error), { cause: error });
  }
}

/**
 * Writes the result to the file, whole or not at all, or to standard output.
 * @throws Error with a sentence for people; what was computed is printed then
 */
export async function writeResult(file: string | null, text: string | Pieces): Promise<void> {
  const pieces = typeof text === 'string' ? [text] : text;
  if (file === null) {
    await print(pieces);
    return;
  }
  try {
    await writeFileWhole(file, pieces);
  } catch (error) {
    await print(pieces);
    throw new Error(`${sentence(file, error)} ${l10n.t('The result is printed instead.')}`, { cause: error });
  }
}

/** Piece by piece, as fast as they are taken. */
async function print(pieces: Pieces): Promise<void> {
  for (const piece of pieces)
    await new Promise<void>((resolve) => {
      // What cannot be written is told by the stream's own event (watchOutputs).
      process.stdout.write(piece, () => {
        resolve();
      });
    });
}

/**
 * Writes a file whole or not at all.
 * @throws Error with a sentence for people
 */
export async function writeBytes(file: string, bytes: Uint8Array): Promise<void> {
  try {
    await writeFileWhole(file, bytes);
  } catch (error) {
    throw new Error(sentence(file, error), { cause: error });
  }
}

/** Output that nobody takes any more is no failure of the program. */
export function watchOutputs(): void {
  process.stdout.on('error', (error) => {
    switch (codeOf(error)) {
      case 'EPIPE':
        // `| head`: the reader has what it wanted.
        process.exit(0);
        break;
      case 'EIO':
        process.exit(INTERRUPTED);
        break;
      default:
        process.stderr.write(`mine: ${sentence(l10n.t('standard output'), error)}\n`);
        process.exit(2);
    }
  });
  // Of a terminal that is closed; SIGHUP tells of that.
  process.stderr.on('error', () => undefined);
}

function sentence(where: string, error: unknown): string {
  const code = codeOf(error);
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return l10n.t('{0} cannot be written: the disk is full. Make room or write to another place.', where);
    case 'EROFS':
    case 'EACCES':
    case 'EPERM':
      return l10n.t('{0} cannot be written there: it is read-only for you. Choose another place.', where);
    case 'ENOENT':
    case 'ENOTDIR':
      return l10n.t(
        '{0} cannot be written: its folder does not exist. Make it or choose another place.',
        where,
      );
    case 'EISDIR':
      return l10n.t('{0} cannot be written: it is a folder. Name a file in it.', where);
    default:
      return l10n.t('{0} cannot be written ({1}). Choose another place.', where, code ?? String(error));
  }
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
}
