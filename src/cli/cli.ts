#!/usr/bin/env node
import { inspect } from 'node:util';
import { DERIVATIONS } from '../dataset/derivations';
import { ENCODINGS } from '../dataset/options';
import { COLUMN_OVERRIDES } from '../dataset/overrides';
import { visible } from '../report/markup';
import { UsageError } from './arguments';
import { runBounds } from './bounds';
import { runCompare } from './compare';
import { runCompress } from './compress';
import { runConvergence } from './convergence';
import { runEstimate } from './estimate';
import { runInspect } from './inspect';
import { watchOutputs } from './output';
import { runPaper } from './paper';
import { REPRODUCTIONS } from '../mine/reproductions/reproduction';
import { runShow } from './show';
import { runSynthesize } from './synthesize';
import { runWorker } from './worker';

const USAGE = `Usage:
  mine estimate FILE [--columns NAME]... [--target NAME] [--pair NAME,NAME]... [--x NAME]... [--z NAME]...
                     [--group NAME=COLUMN,COLUMN]... [--estimator mine|mine-f]
                     [--preset quick|standard|thorough|paper] [--seed N] [--threads N]
                     [--engine auto|kernel|wasm|tensorflow] [--max-rows N] [--strongest N] [--ask-above N]
                     [--units nats|bits] [--format table|json|csv|markdown|svg|html] [--out FILE]
                     [--url nats://HOST:4222] [READING]
  mine inspect FILE [--format table|json] [READING]
  mine show REPORT.mine.json [--units nats|bits] [--format table|json|csv|markdown|svg|html]
  mine compare REPORT.mine.json REPORT.mine.json [--units nats|bits] [--format markdown|csv|svg|html]
  mine convergence FILE --x NAME... --z NAME... [--max-rows N] [--format table|json|svg] [--out FILE] [READING]
  mine bounds FILE --x NAME... --z NAME... [--max-rows N] [--format table|json|svg] [--out FILE] [READING]
  mine compress FILE --target NAME [--columns NAME]... [--latent N] [--beta N]... [--steps N] [--max-rows N] [--seed N]
                     [--engine auto|kernel|wasm|tensorflow] [--units nats|bits] [--format table|json|svg] [--out FILE.csv]
                     [READING]
  mine synthesize FILE --out FILE.csv [--rows N] [--columns NAME]... [--iterations N] [--max-rows N] [--seed N]
                     [--engine auto|kernel|wasm|tensorflow] [--units nats|bits] [--format table|json|svg] [READING]
  mine paper ${REPRODUCTIONS.join('|')}
                     [--quick|--medium] [--seed N] [--seeds N] [--threads N] [--engine auto|kernel|wasm|tensorflow]
                     [--format table|json|markdown] [--out FILE] [--figure FILE]
  mine worker --url nats://HOST:4222 [--threads N] [--memory MB] [--cache FOLDER]

READING, where what is inferred is wrong:
                     [--delimiter comma|semicolon|tab|pipe|space|CHARACTER] [--decimal-comma|--decimal-point]
                     [--header|--no-header] [--comment CHARACTER] [--missing WORD]...
                     [--encoding ${ENCODINGS.join('|')}]
                     [--type COLUMN=TYPE]... [--derive COLUMN:WHAT]... [--memory MB]
TYPE is ${COLUMN_OVERRIDES.join(', ')}.
WHAT is ${DERIVATIONS.join(', ')}: a variable made of the column.
MB is the memory that reading and training, or a worker, may take; without it, a quarter of the machine's.

FILE is a CSV, TSV, JSON, NDJSON, Parquet or Arrow file; - reads standard input. A name with a comma in it is quoted as in CSV.
Progress goes to standard error, the result alone to standard output.
convergence estimates one pair on growing subsamples: would more rows change the answer? It takes estimate's options.
compress learns an encoding of the columns that keeps what they tell of the target and little else; --out writes the rows with it.
synthesize makes rows like the file's and writes them to FILE.csv; how they compare with the real ones goes to standard output.
paper makes an experiment of the MINE paper again: its table on standard output, or in FILE with its figure beside it. --quick takes
two minutes on two cores, --medium some tens of minutes.
--strongest N estimates only the N pairs with the highest Gaussian answer.
With --url the workers of a cluster compute the pairs: those that have joined its NATS server with the command worker.
What lets us in stands in MINE_CLUSTER_TOKEN, or MINE_CLUSTER_USER and MINE_CLUSTER_PASSWORD, or MINE_CLUSTER_CREDS (a file); MINE_CLUSTER_CA
is a file with the certificate of a private authority for tls://.
Before it begins, estimate says how long it will take. Above 500 pairs (--ask-above N; 0: never) it asks first; where nobody
is at the terminal to be asked, it ends with exit code 2.
Exit codes: 0 done, 1 some pair failed, 2 bad usage or bad input, 130 interrupted.
`;

const commands: Readonly<Record<string, (args: string[]) => Promise<number>>> = {
  bounds: runBounds,
  estimate: runEstimate,
  compare: runCompare,
  compress: runCompress,
  convergence: runConvergence,
  inspect: runInspect,
  paper: runPaper,
  show: runShow,
  synthesize: runSynthesize,
  worker: runWorker,
};

async function main([name, ...args]: string[]): Promise<number> {
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    process.stdout.write(USAGE);
    return name === undefined ? 2 : 0;
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command)
    throw new UsageError(`There is no command "${name}"; there are ${Object.keys(commands).join(', ')}.`);
  if (args.includes('--help') || args.includes('-h')) {
    process.stdout.write(USAGE);
    return 0;
  }
  return command(args);
}

watchOutputs();

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.exitCode = 2;
    process.stderr.write(`mine: ${error instanceof Error ? visible(error.message) : inspect(error)}\n`);
  },
);
