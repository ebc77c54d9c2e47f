import { createInterface } from 'node:readline';

/** The other side of contestant.ts, in a process of its own. */
export async function serve(
  version: string,
  measure: (request: unknown) => Readonly<Record<string, number>>,
): Promise<void> {
  say({ ready: version });
  for await (const line of createInterface({ input: process.stdin })) {
    try {
      say({ figures: measure(JSON.parse(line)) });
    } catch (error) {
      say({ error: error instanceof Error ? error.message : String(error) });
    }
  }
}

export function say(message: object): void {
  process.stdout.write(`${JSON.stringify(message)}\n`);
}
