import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { goalCells, goalsTable, performanceDocument, section } from './document';
import { conditions, findPython, load, nodeBinaries } from './machine';
import { readOptions, type PartName } from './options';
import type { Bench, Findings, Part } from './part';
import { clock } from './clock';
import { growth } from './growth';
import { instant } from './instant';
import { start } from './start';
import { step } from './step';

/** The bundle is out/bench/engine/main.js. */
const ROOT = join(__dirname, '../../..');
const DOCUMENT = join(ROOT, 'docs/performance.md');
const PICTURE = join(ROOT, 'docs/performance.svg');
const NOTES = join(ROOT, 'docs/performance-notes.md');

const parts: Record<PartName, Part> = { step, clock, growth, start, instant };

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  const scratch = join(__dirname, 'scratch');
  const program = join(__dirname, 'program');
  for (const folder of [scratch, program]) rmSync(folder, { recursive: true, force: true });
  mkdirSync(scratch, { recursive: true });
  // A copy, so that a build of the program does not take a running bench's files away.
  cpSync(join(ROOT, 'dist'), program, { recursive: true });
  const bench: Bench = {
    nodes: nodeBinaries(ROOT, options.fetchNode),
    python: findPython(),
    quick: options.quick,
    root: ROOT,
    program,
    scratch,
    say: (line) => process.stderr.write(`${line}\n`),
  };
  const found = new Map<PartName, Findings>();
  // What the part before has left of itself in the load average.
  let ownLoad = 0;
  for (const name of options.parts) {
    const before = load();
    const { cores, run } = parts[name];
    try {
      const { title, markdown, goals, svg } = await run(bench);
      const where = conditions(bench.nodes, { before, expectedBefore: ownLoad, expectedAfter: cores });
      found.set(name, { title, goals, markdown: `${where}\n\n${markdown}` });
      if (svg !== undefined) writeFileSync(options.quick ? join(scratch, 'performance.svg') : PICTURE, svg);
    } catch (error) {
      fail(error);
      continue;
    } finally {
      ownLoad = cores;
    }
    if (!options.quick) written(found);
  }
  if (options.quick) for (const findings of found.values()) printed(findings);
}

/** The other parts are run all the same. */
function fail(error: unknown): void {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
}

function printed(findings: Findings): void {
  process.stdout.write(`${section(findings)}\n\n${goalsTable(findings.goals.map(goalCells))}\n\n`);
}

/** After each part, so that what was measured is not lost with what comes later. */
function written(found: ReadonlyMap<PartName, Findings>): void {
  const old = existsSync(DOCUMENT) ? readFileSync(DOCUMENT, 'utf8') : '';
  writeFileSync(DOCUMENT, performanceDocument(old, found, readFileSync(NOTES, 'utf8')));
  process.stderr.write(`Wrote ${[...found.keys()].join(', ')} into ${DOCUMENT}\n`);
}

main().catch(fail);
