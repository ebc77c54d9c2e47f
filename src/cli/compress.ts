import { compressDefaults } from '../process/applications/compressDefaults';
import { suggestedColumns } from '../process/run/plan';
import type { Application, Profile } from '../process/protocol';
import { COMPRESSION_FORMATS, renderCompression } from '../report/compressionRenderings';
import { compressionProgress } from '../report/compressionWords';
import { applyToFile, TABLE_OPTIONS, tableChoices } from './application';
import { oneName, oneOf, onlyFile, parse, UNITS, UsageError, whole } from './arguments';
import { INTERRUPTED } from './interruption';
import { checkOut, writeBytes, writeResult } from './output';
import { datasetChoices } from './readingOptions';

/** `mine compress FILE --target NAME`: an encoding of columns that keeps what they tell of a target. */
export async function runCompress(args: string[]): Promise<number> {
  const { values, positionals } = parse(args, {
    target: { type: 'string' },
    latent: { type: 'string', default: String(compressDefaults.latent) },
    beta: { type: 'string', multiple: true },
    steps: { type: 'string', default: String(compressDefaults.steps) },
    ...TABLE_OPTIONS,
  });
  if (values.target === undefined)
    throw new UsageError('--target names the column that the others are to tell.');
  const target = oneName('target', values.target);
  const { columns: chosen, settings: shared } = tableChoices(values);
  const format = oneOf('format', values.format, COMPRESSION_FORMATS);
  const units = oneOf('units', values.units, UNITS);
  const settings = {
    latent: whole('latent', values.latent),
    betas: values.beta?.map(weight).sort((a, b) => a - b) ?? [...compressDefaults.betas],
    steps: whole('steps', values.steps),
    ...shared,
  };
  await checkOut(values.out ?? null);
  const application = (profile: Profile): Application => ({
    kind: 'compress',
    target,
    columns: chosen ?? suggestedColumns(profile).filter((name) => name !== target),
    ...settings,
  });
  const { result, cancelled, encoded } = await applyToFile(
    onlyFile(positionals),
    datasetChoices(values),
    application,
    'mine-compression/1',
    compressionProgress,
    ({ encoder }) =>
      values.out !== undefined && encoder ? { type: 'encode', encoder, engine: settings.engine } : null,
  );
  await writeResult(null, renderCompression(result, format, units));
  if (values.out !== undefined && encoded) await writeBytes(values.out, encoded);
  return cancelled ? INTERRUPTED : 0;
}

function weight(value: string): number {
  const number = Number(value);
  if (!(number > 0 && number <= 100)) throw new UsageError(`--beta takes a number above 0, not "${value}".`);
  return number;
}
