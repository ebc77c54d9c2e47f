import { synthesizedColumns, TRAININGS } from '../process/applications/synthesizeDefaults';
import type { Application, Profile } from '../process/protocol';
import { MOST_MADE } from '../report/synthesis';
import { renderSynthesis, SYNTHESIS_FORMATS, synthesisProgress } from '../report/synthesisRenderings';
import { applyToFile, TABLE_OPTIONS, tableChoices } from './application';
import { oneOf, onlyFile, parse, UNITS, UsageError, whole } from './arguments';
import { INTERRUPTED } from './interruption';
import { checkOut, writeResult } from './output';
import { datasetChoices } from './readingOptions';

/** `mine synthesize FILE --out FILE.csv`: rows like the file's, and on standard output how they compare. */
export async function runSynthesize(args: string[]): Promise<number> {
  const { values, positionals } = parse(args, {
    rows: { type: 'string', default: '0' },
    iterations: { type: 'string', default: String(TRAININGS.standard) },
    ...TABLE_OPTIONS,
  });
  const { out } = values;
  if (out === undefined) throw new UsageError('--out names the CSV file that the rows are written to.');
  const format = oneOf('format', values.format, SYNTHESIS_FORMATS);
  const units = oneOf('units', values.units, UNITS);
  const rows = whole('rows', values.rows);
  if (rows > MOST_MADE) throw new UsageError(`--rows takes at most ${MOST_MADE}.`);
  const { columns: chosen, settings: shared } = tableChoices(values);
  const settings = {
    rows,
    iterations: whole('iterations', values.iterations),
    ...shared,
  };
  const application = (profile: Profile): Application => {
    const columns = chosen ?? synthesizedColumns(profile);
    if (new Set(columns).size < 2)
      throw new UsageError(
        `Rows are made of two columns or more; ${profile.source} has ${columns.length} to choose.`,
      );
    return { kind: 'synthesize', columns, ...settings };
  };
  const file = onlyFile(positionals);
  await checkOut(out);
  const { result, cancelled } = await applyToFile(
    file,
    datasetChoices(values),
    application,
    'mine-synthesis/1',
    synthesisProgress,
  );
  if (cancelled || !result.made) {
    process.stderr.write('Interrupted: no rows were made.\n');
    return INTERRUPTED;
  }
  await writeResult(out, result.made.csv);
  await writeResult(null, renderSynthesis(result, format, units));
  return 0;
}
