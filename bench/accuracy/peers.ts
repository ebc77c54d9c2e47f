import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import * as v from 'valibot';

/** The methods of peers.py. */
export const PEERS = ['scikit-learn', 'pytorch-mine'] as const;
export type PeerName = (typeof PEERS)[number];

/** A sample that lies in a file: little-endian doubles, column by column, those of x first. */
export interface SampleFile {
  readonly file: string;
  readonly rows: number;
  readonly x: SideOfFile;
  readonly z: SideOfFile;
  readonly methods: readonly PeerName[];
}

interface SideOfFile {
  readonly kind: 'numeric' | 'categorical';
  readonly columns: number;
}

const line = v.object({
  file: v.string(),
  method: v.picklist(PEERS),
  /** null: what came out was not a number. */
  value: v.nullable(v.number()),
  seconds: v.number(),
});
export type PeerResult = v.InferOutput<typeof line>;

/** Debian's packages belong to its own Python, which need not be the first one on the path. */
const CANDIDATES = ['python3', '/usr/bin/python3'] as const;

/** A Python that has torch and scikit-learn; null where there is none. */
export function findPython(script: string): string | null {
  return CANDIDATES.find((python) => spawnSync(python, [script, '--check']).status === 0) ?? null;
}

export function peersScript(root: string): string {
  return join(root, 'bench/accuracy/peers.py');
}

/** Runs the samples in as many Python processes at a time as asked. */
export async function runPeers(
  python: string,
  script: string,
  samples: readonly SampleFile[],
  processes: number,
  onResult: (result: PeerResult) => void,
): Promise<void> {
  const shares = Array.from({ length: processes }, (_, k) =>
    samples.filter((_sample, i) => i % processes === k),
  );
  await Promise.all(
    shares.filter((share) => share.length > 0).map((share) => runShare(python, script, share, onResult)),
  );
}

async function runShare(
  python: string,
  script: string,
  samples: readonly SampleFile[],
  onResult: (result: PeerResult) => void,
): Promise<void> {
  const child = spawn(python, [script], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  child.stdin.end(JSON.stringify(samples));
  for await (const text of createInterface({ input: child.stdout }))
    onResult(v.parse(line, JSON.parse(text)));
  const code = await ended;
  if (code !== 0) throw new Error(`${script} ended with code ${code ?? 'none'}.`);
}
