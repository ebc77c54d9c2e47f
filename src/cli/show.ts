import { FORMATS, reportPieces } from '../report/renderings';
import { onlyFile, oneOf, parse, UNITS } from './arguments';
import { writeResult } from './output';
import { readReportFile } from './readReport';

/** `mine show REPORT`: a saved report in another form. */
export async function runShow(args: string[]): Promise<number> {
  const { values, positionals } = parse(args, {
    units: { type: 'string', default: 'nats' },
    format: { type: 'string', default: 'table' },
  });
  const file = onlyFile(positionals);
  const format = oneOf('format', values.format, FORMATS);
  const units = oneOf('units', values.units, UNITS);
  await writeResult(null, reportPieces(await readReportFile(file), format, units));
  return 0;
}
