import { cpus } from 'node:os';
import { FORMATS, type Format } from './generate';
import { READERS } from './readers';
import type { Reading } from './readProcess';

export interface Measured {
  readonly reader: string;
  readonly format: Format;
  /** Asked for; `bytes` is the file's true size. */
  readonly megabytes: number;
  readonly bytes: number;
  /** Rows in the file. */
  readonly rows: number;
  /** Or in words why there is nothing. */
  readonly reading: Reading | string;
  /** Processes that wanted the processors meanwhile, on average of a minute. */
  readonly load: number;
}

/** docs/reading.md. */
export function readingDocument(all: readonly Measured[]): string {
  const measured = all.filter(({ reading }) => reading !== 'not present');
  const absent = [...READERS.map(({ name }) => name), 'pandas'].filter(
    (name) => !measured.some(({ reader }) => reader === name),
  );
  const sizes = [...new Set(measured.map(({ megabytes }) => megabytes))].sort((a, b) => a - b);
  const { length, 0: cpu } = cpus();
  const loads = measured.map(({ load }) => load);
  const tables = FORMATS.flatMap((format) =>
    sizes.flatMap((megabytes) =>
      table(measured.filter((one) => one.format === format && one.megabytes === megabytes)),
    ),
  );
  return [
    '# How fast files are read',
    '',
    'Generated files of 20 columns (a counter, a day, four categories, ranks and counts, decimals, a tenth of one column',
    'missing), the same on every machine; each reader in a process of its own. `npm run bench:reading` makes this page;',
    '`-- --peers` installs DuckDB beside the program first. MB/s is of the file as it lies on the disk; busy time is of all',
    'threads; memory is the highest resident memory of the process.',
    '',
    ...READERS.map(({ name, does }) => `- ${name}: ${does}`),
    '- pandas: fills a data frame',
    ...(absent.length > 0 ? ['', `Not present, or left out: ${absent.join(', ')}.`] : []),
    '',
    `Measured on ${new Date().toISOString().slice(0, 10)}: ${cpu?.model.trim() ?? 'unknown processor'}, ${length} processors, Node ${process.version}; ` +
      `${Math.round(Math.min(...loads))} to ${Math.round(Math.max(...loads))} processes wanted them (on a machine that is shared, compare the busy time).`,
    '',
    ...besideDuckDb(measured),
    ...WHERE_THE_TIME_GOES,
    ...tables,
  ].join('\n');
}

/** From a profile of the CSV of 1 GB (node --cpu-prof out/bench/reading/readProcess.js mutual-information csv FILE). */
const WHERE_THE_TIME_GOES = [
  '## Where the time of a large CSV goes',
  '',
  'About 23 % finds the fields of the rows, 23 % makes numbers of bytes, 21 % counts values and different values',
  '(HyperLogLog over all rows, held or not), 12 % keeps the sample, 7 % looks up words, 5 % summarises the columns at the',
  'end, 3 % is garbage collection; the rest waits for the disk or makes the digest. One thread does all of it but the reading',
  'from the disk, where DuckDB spreads its work over all processors: where they are idle its wall time is the shorter one,',
  'though the busy time is alike.',
  '',
];

/** How the program stands to DuckDB on CSV, of which the goal is 1.5 times its time at most. */
function besideDuckDb(measured: readonly Measured[]): string[] {
  const of = (reader: string, megabytes: number) => {
    const found = measured.find(
      (one) => one.reader === reader && one.format === 'csv' && one.megabytes === megabytes,
    );
    return found === undefined || typeof found.reading === 'string' ? undefined : found.reading;
  };
  const sizes = [...new Set(measured.map(({ megabytes }) => megabytes))].sort((a, b) => a - b);
  const lines = sizes.flatMap((megabytes) => {
    const [own, duckdb] = [of('mutual-information', megabytes), of('DuckDB', megabytes)];
    if (!own || !duckdb) return [];
    const busy = (own.busySeconds / duckdb.busySeconds).toFixed(2);
    return [`| ${megabytes} MB | ${(own.seconds / duckdb.seconds).toFixed(2)} | ${busy} |`];
  });
  if (lines.length === 0) return [];
  return [
    ...['Time for CSV with all 20 columns, as a multiple of DuckDB’s (the goal is at most 1.5):', ''],
    ...['| file | wall time | busy time |', '| --- | ---: | ---: |', ...lines, ''],
  ];
}

function table(rows: readonly Measured[]): string[] {
  const [first] = rows;
  if (!first) return [];
  const title = `${first.format.toUpperCase()}, ${Math.round(first.bytes / 1e6)} MB, ${first.rows.toLocaleString('en')} rows`;
  const lines = rows.map(({ reader, reading, bytes, rows: expected }) => {
    if (typeof reading === 'string') return `| ${reader} | ${reading} | | | |`;
    const wrong = reading.rows === expected ? '' : ` (${reading.rows} rows!)`;
    const speed = Math.round(bytes / 1e6 / reading.seconds);
    const busy = reading.busySeconds.toFixed(1);
    return `| ${reader}${wrong} | ${speed} | ${reading.seconds.toFixed(1)} | ${busy} | ${Math.round(reading.peakBytes / 1e6)} |`;
  });
  return [
    ...[`## ${title}`, '', '| reader | MB/s | seconds | busy seconds | peak memory (MB) |'],
    ...['| --- | ---: | ---: | ---: | ---: |', ...lines, ''],
  ];
}
