import * as l10n from '@vscode/l10n';
import { understood, type Background, type BackgroundHandlers } from '../background';
import type { ToProcess } from '../protocol';
import type { EngineBytes } from './platform';
import { reasonOf } from '../../dataset/reasonOf';

/** What a background worker is made of, read from the extension's files. */
export interface WorkerFiles {
  readonly script: Uint8Array<ArrayBuffer>;
  readonly engines: EngineBytes;
}

/** A web worker that does what the background process does elsewhere, as seen from a front. */
export class BackgroundWorker implements Background {
  private worker: Worker | null = null;
  private readonly started: Promise<void>;
  private disposed = false;

  /** @param files on their way; what is sent meanwhile waits for them */
  constructor(
    files: Promise<WorkerFiles>,
    private readonly handlers: BackgroundHandlers,
  ) {
    this.started = files.then(
      (read) => {
        if (!this.disposed) this.start(read);
      },
      (error: unknown) => {
        const reason = reasonOf(error);
        this.ended(l10n.t('The background worker could not be started: {0}', reason));
      },
    );
  }

  send(message: ToProcess): void {
    void this.started.then(() => this.worker?.postMessage(message, transferable(message)));
  }

  dispose(): Promise<void> {
    this.disposed = true;
    this.worker?.terminate();
    return Promise.resolve();
  }

  private start({ script, engines }: WorkerFiles): void {
    // From a blob: a browser takes no worker from another origin, and the extension's files may be at one.
    const url = URL.createObjectURL(new Blob([script], { type: 'text/javascript' }));
    const worker = new Worker(url, { name: 'mutual-information' });
    worker.onmessage = ({ data }: MessageEvent<unknown>) => {
      URL.revokeObjectURL(url);
      if (!this.disposed) this.handlers.onMessage(understood(data));
    };
    // Its own errors it tells itself: this is one that kept it from running at all.
    worker.onerror = ({ message }) => {
      this.ended(l10n.t('The background worker broke: {0}', message));
    };
    worker.postMessage(engines);
    this.worker = worker;
  }

  private ended(reason: string): void {
    if (!this.disposed) this.handlers.onEnd(reason);
    void this.dispose();
  }
}

/** The dataset's bytes go over without a copy: they are the largest thing there is, and needed there alone. */
function transferable(message: ToProcess): Transferable[] {
  if (message.type !== 'open' || message.source.kind !== 'bytes') return [];
  const { buffer } = message.source.bytes;
  return buffer instanceof ArrayBuffer ? [buffer] : [];
}
