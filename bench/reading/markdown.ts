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
    ...tables,
  ].join('\n');
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
