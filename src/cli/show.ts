import { readFile } from 'node:fs/promises';
import * as v from 'valibot';
import { FORMATS, renderReport } from '../report/renderings';
import { report } from '../report/report';
import { onlyFile, oneOf, parse, UNITS, UsageError } from './arguments';

/** `mine show REPORT`: a saved report in another form. */
export async function runShow(args: string[]): Promise<number> {
  const { values, positionals } = parse(args, {
    units: { type: 'string', default: 'nats' },
    format: { type: 'string', default: 'table' },
  });
  const file = onlyFile(positionals);
  const format = oneOf('format', values.format, FORMATS);
  const units = oneOf('units', values.units, UNITS);
  process.stdout.write(renderReport(await readReport(file), format, units));
  return 0;
}

async function readReport(file: string) {
  let data: unknown;
  try {
    data = JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    throw new UsageError(
      `${file} could not be read as a report: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
  const parsed = v.safeParse(report, data);
  if (!parsed.success)
    throw new UsageError(`${file} is not a report of this program: ${parsed.issues[0].message}`);
  return parsed.output;
}
