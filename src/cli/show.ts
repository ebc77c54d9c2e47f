import { FORMATS, renderReport } from '../report/renderings';
import { onlyFile, oneOf, parse, UNITS } from './arguments';
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
  process.stdout.write(renderReport(await readReportFile(file), format, units));
  return 0;
}
