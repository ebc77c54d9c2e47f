import { fork, type ChildProcess } from 'node:child_process';
import * as l10n from '@vscode/l10n';
import { understood, type Background, type BackgroundHandlers } from './background';
import { FloodGate } from './floodGate';
import { processEnd } from './processEnd';
import type { ToProcess } from './protocol';
import { settlesWithin } from './settlesWithin';

/** Time a process has to end by itself before it is asked, and then made, to. */
const PATIENCE_MS = 1000;
/** Of what a process writes to stderr, the last part is kept: it says how it ended. */
const STDERR_KEPT = 16_000;

/** The background process as seen from a front. */
export class BackgroundProcess implements Background {
  private readonly child: ChildProcess;
  private exit: () => void = () => undefined;
  private readonly exited = new Promise<void>((resolve) => {
    this.exit = resolve;
  });
  private readonly gate = new FloodGate();
  private stderr = '';
  private disposed = false;

  /** @param entry path of the bundled process */
  constructor(
    entry: string,
    private readonly handlers: BackgroundHandlers,
    /** Options of Node, for the process alone. */
    execArgv: readonly string[] = [],
  ) {
    this.child = fork(entry, {
      // VS Code's own process is Electron, and may run under a debugger that would wait for the child.
      env: {
        // By default glibc keeps what each thread gave back for that thread alone: run after run, that grows.
        MALLOC_ARENA_MAX: '1',
        ...process.env,
        ELECTRON_RUN_AS_NODE: '1',
        NODE_OPTIONS: undefined,
      },
      execArgv: [...execArgv],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    this.child.stderr?.on('data', (chunk: Buffer) => {
      this.stderr = (this.stderr + chunk.toString()).slice(-STDERR_KEPT);
    });
    this.child.on('message', (message) => {
      this.receive(message);
    });
    this.child.once('error', (error) => {
      this.end(l10n.t('The background process could not be started: {0}', error.message));
      this.exit();
    });
    // Not 'close': Node does not emit it where the parent closed the channel.
    this.child.once('exit', (code, signal) => {
      // What it wrote last may still be on its way.
      setImmediate(() => {
        this.end(processEnd(code, signal, this.stderr));
        this.exit();
      });
    });
  }

  get pid(): number | undefined {
    return this.child.pid;
  }

  send(message: ToProcess): void {
    // One that is gone says so by its exit.
    if (this.child.connected) this.child.send(message, undefined, undefined, () => undefined);
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

  private receive(message: unknown): void {
    if (this.disposed) return;
    if (this.gate.isFlood()) {
      this.child.kill('SIGKILL');
      this.end(l10n.t('The background process sent more than anybody can listen to and was ended.'));
      return;
    }
    this.handlers.onMessage(understood(message));
  }

  /** It has ended, or is about to, without being asked to. */
  private end(reason: string): void {
    if (this.disposed) return;
    this.disposed = true;
    this.handlers.onEnd(reason);
  }
}
