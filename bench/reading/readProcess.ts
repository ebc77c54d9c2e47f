import type { Format } from './generate';
import { READERS } from './readers';

/** What a process that reads one file with one reader prints. */
export interface Reading {
  readonly rows: number;
  readonly seconds: number;
  /** Of processor time, over all threads. */
  readonly busySeconds: number;
  /** Resident memory at its highest. */
  readonly peakBytes: number;
}

async function main([name, format, path]: string[]): Promise<void> {
  const reader = READERS.find((candidate) => candidate.name === name);
  if (!reader || path === undefined) throw new Error(`There is no reader ${name ?? ''}.`);
  const begun = performance.now();
  const used = process.cpuUsage();
  const rows = await reader.read(path, format as Format);
  const { user, system } = process.cpuUsage(used);
  const reading: Reading = {
    rows,
    seconds: (performance.now() - begun) / 1000,
    busySeconds: (user + system) / 1e6,
    peakBytes: 1024 * process.resourceUsage().maxRSS,
  };
  process.stdout.write(JSON.stringify(reading));
  // DuckDB's threads would keep it waiting.
  process.exit();
}

void main(process.argv.slice(2));
