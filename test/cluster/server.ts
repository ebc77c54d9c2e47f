import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createConnection, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** Where the program was built. */
export const DIST = fileURLToPath(new URL('../../dist', import.meta.url));
const DATA = fileURLToPath(new URL('../../node_modules/vega-datasets/data', import.meta.url));
export const dataFile = (name: string) => join(DATA, name);

/** A NATS server of a test: it can be stopped and started again with what it kept. */
export class Server {
  private process: ChildProcess | null = null;

  private constructor(
    readonly folder: string,
    readonly port: number,
    private readonly args: readonly string[],
    readonly host: string,
  ) {}

  static async start(args: readonly string[] = [], host = '127.0.0.1'): Promise<Server> {
    const server = new Server(mkdtempSync(join(tmpdir(), 'mine-nats-')), await freePort(), args, host);
    await server.start();
    return server;
  }

  get url(): string {
    return `nats://${this.host}:${this.port}`;
  }

  async start(): Promise<void> {
    const { folder, port, args, host } = this;
    this.process = spawn('nats-server', ['-js', '-sd', folder, '-a', host, '-p', String(port), ...args], {
      stdio: 'ignore',
    });
    for (let patience = 100; patience > 0; patience--) {
      if (await answers(port, host)) return;
      await delay(100);
    }
    throw new Error('nats-server does not answer');
  }

  async stop(): Promise<void> {
    const { process } = this;
    this.process = null;
    if (!process) return;
    const gone = new Promise((resolve) => {
      process.once('exit', resolve);
    });
    process.kill('SIGKILL');
    await gone;
  }

  async dispose(): Promise<void> {
    await this.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** A command of the program in a process of its own. */
export class Command {
  output = '';
  errors = '';
  readonly ended: Promise<number | null>;
  private readonly process: ChildProcess;

  /** @param before a program that starts it, on another host perhaps */
  constructor(
    args: readonly string[],
    env: NodeJS.ProcessEnv = {},
    { before = [], dist = DIST }: { readonly before?: readonly string[]; readonly dist?: string } = {},
  ) {
    const [program = '', ...rest] = [...before, process.execPath, join(dist, 'cli.js'), ...args];
    this.process = spawn(program, rest, {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.process.stdout?.on('data', (chunk: Buffer) => {
      this.output += chunk.toString();
    });
    this.process.stderr?.on('data', (chunk: Buffer) => {
      this.errors += chunk.toString();
    });
    this.ended = new Promise((resolve) => {
      this.process.once('close', resolve);
    });
  }

  kill(signal: NodeJS.Signals): void {
    this.process.kill(signal);
  }

  get pid(): number | undefined {
    return this.process.pid;
  }

  /** Waits until it has said something on standard error. */
  async says(words: RegExp, milliseconds = 60_000): Promise<void> {
    const until = Date.now() + milliseconds;
    while (Date.now() < until) {
      if (words.test(this.errors)) return;
      await delay(50);
    }
    throw new Error(`it never said ${String(words)}, but: ${this.errors}`);
  }
}

export function worker(
  server: Pick<Server, 'url' | 'folder'>,
  env: NodeJS.ProcessEnv = {},
  where: ConstructorParameters<typeof Command>[2] = {},
  args: readonly string[] = [],
): Command {
  const cache = mkdtempSync(join(server.folder, 'cache-'));
  return new Command(
    ['worker', '--url', server.url, '--threads', '1', '--cache', cache, ...args],
    env,
    where,
  );
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  await new Promise((resolve) => {
    server.close(resolve);
  });
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

function answers(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({ port, host });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => {
      resolve(false);
    });
  });
}
