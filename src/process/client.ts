import { fork, type ChildProcess } from 'node:child_process';
import * as v from 'valibot';
import { fromProcess, type FromProcess, type ToProcess } from './protocol';
import { settlesWithin } from './settlesWithin';

/** Time a process has to end by itself before it is asked, and then made, to. */
const PATIENCE_MS = 1000;
/** Of what a process writes to stderr, the last part is kept: it says how it ended. */
const STDERR_KEPT = 4000;

export interface ProcessHandlers {
  onMessage(message: FromProcess): void;
  /** The process ended without being asked to; the sentence says how. */
  onEnd(reason: string): void;
}

/** The background process as seen from a front. */
export class BackgroundProcess {
  private readonly child: ChildProcess;
  private readonly exited: Promise<void>;
  private stderr = '';
  private disposed = false;

  /** @param entry path of the bundled process */
  constructor(entry: string, handlers: ProcessHandlers) {
    this.child = fork(entry, {
      // VS Code's own process is Electron, and may run under a debugger that would wait for the child.
      env: { ...process.env, ELECTRON_RUN_AS_NODE: '1', NODE_OPTIONS: undefined },
      execArgv: [],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    this.child.stderr?.on('data', (chunk: Buffer) => {
      this.stderr = (this.stderr + chunk.toString()).slice(-STDERR_KEPT);
    });
    this.child.on('message', (message) => {
      if (this.disposed) return;
      const parsed = v.safeParse(fromProcess, message);
      handlers.onMessage(
        parsed.success
          ? parsed.output
          : {
              type: 'failed',
              message: `The background process sent what could not be understood: ${v.summarize(parsed.issues)}`,
            },
      );
    });
    this.exited = new Promise((resolve) => {
      const ended = (reason: string) => {
        if (!this.disposed) handlers.onEnd(reason);
        this.disposed = true;
        resolve();
      };
      this.child.once('error', (error) => {
        ended(`The background process could not be started: ${error.message}`);
      });
      // Not 'close': Node does not emit it where the parent closed the channel.
      this.child.once('exit', (code, signal) => {
        // What it wrote last may still be on its way.
        setImmediate(() => {
          ended(this.describeEnd(code, signal));
        });
      });
    });
  }

  get pid(): number | undefined {
    return this.child.pid;
  }

  send(message: ToProcess): void {
    if (this.child.connected) this.child.send(message);
  }

  /** Ends the process: by closing its channel, then SIGTERM, then SIGKILL. Nothing is heard from it any more. */
  async dispose(): Promise<void> {
    this.disposed = true;
    if (this.child.connected) this.child.disconnect();
    for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
      if (await settlesWithin(this.exited, PATIENCE_MS)) return;
      this.child.kill(signal);
    }
    await this.exited;
  }

  private describeEnd(code: number | null, signal: NodeJS.Signals | null): string {
    const how = signal ? `was ended by ${signal}` : `ended with code ${code ?? 'unknown'}`;
    const last = this.stderr.trim().split('\n').at(-1);
    return `The background process ${how}${last ? `: ${last}` : ''}.`;
  }
}
