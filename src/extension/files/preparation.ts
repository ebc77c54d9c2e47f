import type { FileReading } from './fileReading';
import { showError } from '../notices';
import type { OpenFile } from './openFile';

/** A file in the hands of a person who may have it read another way before anything is estimated. */
export interface Preparation {
  /** As it was read last. */
  readonly file: OpenFile;
  /** Reads it another way; where that fails the person is told, and the file stays as it was read before. */
  readAs(reading: FileReading): Promise<void>;
}

/**
 * @param open reads the file
 * @param remember keeps a reading that worked for the next time
 */
export function prepare(
  file: OpenFile,
  open: (reading: FileReading) => Promise<OpenFile>,
  remember: (reading: FileReading) => Promise<void>,
): Preparation {
  let current = file;
  return {
    get file() {
      return current;
    },
    async readAs(reading) {
      try {
        const next = await open(reading);
        const { background } = current;
        current = next;
        await background.dispose();
        await remember(reading);
      } catch (error) {
        showError(error);
      }
    },
  };
}
