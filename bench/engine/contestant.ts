import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import * as v from 'valibot';

const greeting = v.union([v.object({ ready: v.string() }), v.object({ absent: v.string() })]);
const answer = v.union([
  v.object({ figures: v.record(v.string(), v.number()) }),
  v.object({ error: v.string() }),
]);

/** A process that measures one thing when asked: a line of JSON in, one out. It rests in between. */
export class Contestant {
  private constructor(
    readonly name: string,
    /** Version of what it measures. */
    readonly version: string,
    private readonly child: ChildProcess,
    private readonly lines: AsyncIterator<string>,
  ) {}

  /** Starts it; a sentence where what it would measure is not present. */
  static async start(name: string, command: string, args: readonly string[]): Promise<Contestant | string> {
    const child = spawn(command, [...args], { stdio: ['pipe', 'pipe', 'inherit'] });
    const failed = once(child, 'error').then(([error]: unknown[]) => String(error));
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    const first = await Promise.race([lines.next(), failed]);
    if (typeof first === 'string') return first;
    const hello = first.done
      ? { absent: `${name} ended at once.` }
      : v.parse(greeting, JSON.parse(first.value));
    if ('ready' in hello) return new Contestant(name, hello.ready, child, lines);
    child.stdin.end();
    return hello.absent;
  }

  /** @throws Error where it cannot answer */
  async ask(request: object): Promise<Readonly<Record<string, number>>> {
    this.child.stdin?.write(`${JSON.stringify(request)}\n`);
    const line = await this.lines.next();
    if (line.done) throw new Error(`${this.name} ended before it answered.`);
    const reply = v.parse(answer, JSON.parse(line.value));
    if ('error' in reply) throw new Error(`${this.name}: ${reply.error}`);
    return reply.figures;
  }

  async end(): Promise<void> {
    if (this.child.exitCode !== null) return;
    this.child.stdin?.end();
    await once(this.child, 'close');
  }
}
