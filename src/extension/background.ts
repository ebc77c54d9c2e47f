import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Background } from '../process/background';
import {
  PROTOCOL_VERSION,
  type FromProcess,
  type Pace,
  type Profile,
  type Source,
} from '../process/protocol';
import { memoryAllowed } from './configuration';
import { AS_INFERRED, type FileReading } from './files/fileReading';
import type { Host } from './host';
import { texts } from './language';

/** A background process with a dataset open in it. */
export interface OpenDataset {
  readonly profile: Profile;
  /** Known a moment later; null where it could not be measured. */
  readonly pace: Promise<Pace | null>;
  readonly background: Background;
  /** Who hears what comes after the profile. */
  readonly listen: (listener: DatasetListener) => void;
}

export interface OpenOptions {
  /** How a person wants it read; what is left open is inferred. */
  readonly reading?: FileReading;
  /** Told while it is read. */
  readonly onReading?: (progress: ReadingProgress) => void;
}

export type ReadingProgress = Extract<FromProcess, { type: 'reading' }>;

export interface DatasetListener {
  onMessage(message: FromProcess): void;
  onEnd(reason: string): void;
}

/**
 * Starts the background process and has it read the dataset.
 * @throws Error with a sentence for people where it cannot be read; CancellationError where the token says so
 */
export async function openDataset(
  host: Host,
  source: Source,
  token: vscode.CancellationToken,
  { reading: { derive = [], ...reading } = AS_INFERRED, onReading }: OpenOptions = {},
): Promise<OpenDataset> {
  let listener: DatasetListener | null = null;
  let ended: string | null = null;
  let measured: (pace: Pace | null) => void = () => undefined;
  const pace = new Promise<Pace | null>((resolve) => {
    measured = resolve;
  });
  let background: Background | null = null;
  const whileOpen: vscode.Disposable[] = [];
  try {
    return await new Promise<OpenDataset>((resolve, reject) => {
      const started = host.startBackground({
        onMessage(message) {
          if (message.type === 'pace') measured(message.pace);
          else if (listener) listener.onMessage(message);
          else if (message.type === 'profile')
            resolve({
              profile: message.profile,
              pace,
              background: started,
              listen(next) {
                listener = next;
                // It may have died while a person was choosing.
                if (ended !== null) next.onEnd(ended);
              },
            });
          else if (message.type === 'reading') onReading?.(message);
          else
            reject(
              new Error('message' in message ? message.message : l10n.t('Unexpected {0}.', message.type)),
            );
        },
        onEnd(reason) {
          ended = reason;
          measured(null);
          if (listener) listener.onEnd(reason);
          else reject(new Error(reason));
        },
      });
      background = started;
      whileOpen.push(
        token.onCancellationRequested(() => {
          reject(new vscode.CancellationError());
        }),
      );
      started.send({
        type: 'open',
        version: PROTOCOL_VERSION,
        source,
        reading,
        derive: [...derive],
        memory: memoryAllowed(),
        ...(texts && { texts }),
      });
    });
  } catch (error) {
    await (background as Background | null)?.dispose();
    throw error;
  } finally {
    for (const disposable of whileOpen) disposable.dispose();
  }
}
