import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'vitest';
import type { Report } from '../../src/report/report';
import { Command, dataFile, Server, worker } from './server';

export const PENGUINS = dataFile('penguins.json');

/** What one test has of servers, workers and runs; all of it is gone when the test ends. */
export class Lab {
  private readonly atTheEnd: (() => unknown)[] = [];

  later(task: () => unknown): void {
    this.atTheEnd.push(task);
  }

  async end(): Promise<void> {
    for (const task of this.atTheEnd.splice(0).reverse()) await task();
  }

  async server(args: readonly string[] = [], host?: string): Promise<Server> {
    const server = await Server.start(args, host);
    this.later(() => server.dispose());
    return server;
  }

  worker(...args: Parameters<typeof worker>): Command {
    return this.started(worker(...args));
  }

  /** A run on the cluster at this address. */
  estimate(
    url: string,
    args: readonly string[] = [],
    env: NodeJS.ProcessEnv = {},
    file: string = PENGUINS,
  ): Command {
    return this.started(new Command(['estimate', file, '--url', url, '--format', 'json', ...args], env));
  }

  folder(): string {
    const folder = mkdtempSync(join(tmpdir(), 'mine-lab-'));
    this.later(() => {
      rmSync(folder, { recursive: true, force: true });
    });
    return folder;
  }

  private started(command: Command): Command {
    this.later(() => {
      command.kill('SIGKILL');
    });
    return command;
  }
}

/** A test with a laboratory of its own: several may be under way at the same time. */
export const it = test.extend<{ lab: Lab }>({
  // eslint-disable-next-line no-empty-pattern -- Vitest reads from the pattern which fixtures it needs.
  lab: async ({}, use) => {
    const lab = new Lab();
    await use(lab);
    await lab.end();
  },
});

/** A report's pairs without what is different each time. */
export function numbersOf({ output }: Command): unknown {
  const { pairs } = JSON.parse(output) as Report;
  return pairs.map((pair) => ({ ...pair, seconds: 0 }));
}

const runsHere = new Map<string, Promise<unknown>>();

/** The numbers that a run on this machine gives; computed once. */
export function numbersHere(preset: 'quick' | 'standard' | 'thorough'): Promise<unknown> {
  const known = runsHere.get(preset);
  if (known) return known;
  const command = new Command(['estimate', PENGUINS, '--format', 'json', '--preset', preset]);
  const numbers = command.ended.then(() => numbersOf(command));
  runsHere.set(preset, numbers);
  return numbers;
}
