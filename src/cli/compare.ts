import { compareReports } from '../report/comparison';
import { COMPARISON_FORMATS, renderComparison } from '../report/comparisonRenderings';
import { oneOf, parse, UNITS, UsageError } from './arguments';
import { readReportFile } from './readReport';

/** `mine compare FIRST SECOND`: what changed from one saved report to another. */
export async function runCompare(args: string[]): Promise<number> {
  const { values, positionals } = parse(args, {
    units: { type: 'string', default: 'nats' },
    format: { type: 'string', default: 'markdown' },
  });
  const [before, after, ...others] = positionals;
  if (before === undefined || after === undefined || others.length)
    throw new UsageError('Name two reports to compare.');
  const format = oneOf('format', values.format, COMPARISON_FORMATS);
  const units = oneOf('units', values.units, UNITS);
  const comparison = compareReports(await readReportFile(before), await readReportFile(after));
  process.stdout.write(renderComparison(comparison, { before, after }, format, units));
  return 0;
}
