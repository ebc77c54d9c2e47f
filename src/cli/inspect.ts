import type { Profile } from '../process/protocol';
import { alignedTable } from '../report/alignedTable';
import { formatShare } from '../report/format';
import { shortened, visible } from '../report/markup';
import { onlyFile, oneOf, parse } from './arguments';
import { inBackground } from './background';
import { createProgress } from './progress';
import { datasetChoices, READING_OPTIONS, type DatasetChoices } from './readingOptions';

/** `mine inspect FILE`: what the columns are, and which are left out with what reason. */
export async function runInspect(args: string[]): Promise<number> {
  const { values, positionals } = parse(args, {
    format: { type: 'string', default: 'table' },
    ...READING_OPTIONS,
  });
  const format = oneOf('format', values.format, ['table', 'json'] as const);
  const profile = await readProfile(onlyFile(positionals), datasetChoices(values));
  process.stdout.write(format === 'json' ? `${JSON.stringify(profile, null, 2)}\n` : profileTable(profile));
  return 0;
}

async function readProfile(file: string, choices: DatasetChoices): Promise<Profile> {
  const progress = createProgress(process.stderr);
  try {
    return await inBackground<Profile>(file, choices, (message, _background, done) => {
      if (message.type === 'reading') progress.read(message);
      if (message.type === 'profile') done(message.profile);
    });
  } finally {
    progress.end();
  }
}

function profileTable(profile: Profile): string {
  const rows = [
    ['column', 'type', 'missing', 'distinct', 'examples', 'read as', 'left out because'],
    ...profile.columns.map((column) => [
      column.name,
      column.type,
      formatShare(column.missing, profile.rowsInFile),
      (column.distinctEstimated ? 'about ' : '') + String(column.distinct),
      column.examples.slice(0, 3).join(' | '),
      column.readAs ?? '',
      column.reason ?? '',
    ]),
  ].map((row) => row.map((cell) => shortened(visible(cell.replace(/\s+/g, ' ')), 60)));
  const numeric = new Set([2, 3]);
  const body = alignedTable(rows, (column) => !numeric.has(column));
  const doubts = profile.columns.flatMap(({ name, ambiguity }) =>
    ambiguity === undefined ? [] : [`${name}: ${ambiguity}. --type says what it is.`],
  );
  const bad = profile.badRows.examples.map(({ line, reason }) => `Line ${line}: ${reason}`);
  return [
    `${profile.source}: ${rowsOf(profile)}, ${profile.columns.length} columns (${howRead(profile)})`,
    '',
    ...body,
    ...(doubts.length > 0 ? ['', ...doubts] : []),
    '',
    `Missing: (empty) ${profile.reading.missing.join(' ')}`,
    ...(profile.badRows.count ? ['', `${profile.badRows.count} bad rows left out.`, ...bad] : []),
    '',
  ]
    .map(visible)
    .join('\n');
}

function rowsOf({ rows: held, rowsInFile }: Profile): string {
  return held === rowsInFile ? `${held} rows` : `${rowsInFile} rows, of which a sample of ${held} is used`;
}

const DELIMITER_WORDS = new Map([
  ['\t', 'tabs'],
  [' ', 'spaces'],
]);

/** The format, and what in its reading is not as most files have it. */
function howRead({
  format,
  reading: { compressed, encoding, delimiter, decimalComma, header, comment, layout },
}: Profile) {
  const usual = format === 'tsv' ? '\t' : ',';
  return [
    format,
    ...(layout === undefined ? [] : [layout]),
    ...(compressed === null ? [] : [compressed]),
    ...(delimiter === null || delimiter === usual
      ? []
      : [`split at ${DELIMITER_WORDS.get(delimiter) ?? `"${delimiter}"`}`]),
    ...(decimalComma ? ['decimal comma'] : []),
    ...(header === false ? ['no header'] : []),
    ...(comment === null ? [] : [`comments after "${comment}"`]),
    ...(encoding === null || encoding === 'utf-8' ? [] : [encoding]),
  ].join(', ');
}
