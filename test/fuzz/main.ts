import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { corpusOf, Crash, fuzz } from './fuzzer';
import { TARGETS } from './targets';

/* Fuzzes one target: main.js TARGET MINUTES SEED CORPUS CURRENT. What hangs or kills it is the input left in CURRENT. */
const [name = '', minutes = '1', seed = '1', folder = '', current = ''] = process.argv.slice(2);
const target = TARGETS.find((candidate) => candidate.name === name);
if (!target) {
  console.error(`There is no target "${name}"; there are ${TARGETS.map((known) => known.name).join(', ')}.`);
  process.exit(2);
}
mkdirSync(dirname(current), { recursive: true });
const end = Date.now() + 60_000 * Number(minutes);
let last = 0;
let round = Number(seed);
let [allTried, allOutcomes] = [0, 0];
try {
  // From the corpus anew now and then: what has been damaged often is no longer like a file.
  for (; Date.now() < end; round++) {
    const outcomes = await fuzz(target, {
      corpus: corpusOf(target, folder),
      seed: round,
      goesOn: (tried) => tried < 20_000 && Date.now() < end,
      onInput: ({ bytes }) => {
        writeFileSync(current, bytes);
        allTried++;
        if (Date.now() - last < 10_000) return;
        last = Date.now();
        process.send?.('alive');
      },
    });
    allOutcomes = Math.max(allOutcomes, outcomes.size);
    console.log(`${name}: seed ${round}, ${allTried} inputs, ${allOutcomes} outcomes`);
  }
} catch (error) {
  if (!(error instanceof Crash)) throw error;
  const file = join(folder, name, `crash-${round}-${Date.now().toString(36)}${endingOf(error.input.file)}`);
  writeFileSync(file, error.input.bytes);
  console.error(
    `${error.message}\n\n${name}: crashed. The input is ${file}: mend the fault and commit the file.`,
  );
  process.exitCode = 1;
}

function endingOf(file: string): string {
  return /\.[a-z]+$/.exec(file)?.[0] ?? '';
}
