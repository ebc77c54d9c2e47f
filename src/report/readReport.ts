import * as v from 'valibot';
import { isNestedDeeper } from './jsonDepth';
import { shortened, visible } from './markup';
import { report, REPORT_SCHEMA, type Report } from './report';

/** Larger files are not read as reports: 500 columns, each with each, make about half of it. */
export const MOST_REPORT_BYTES = 256 * 1024 * 1024;

/** A report's lists and objects are nested five deep. */
const MOST_DEPTH = 16;

/** A file is no report, in one sentence for people. */
export class ReportError extends Error {
  override readonly name = 'ReportError';
}

/** @throws ReportError for a file too large to be read as a report */
export function checkReportSize(bytes: number, name: string): void {
  if (bytes > MOST_REPORT_BYTES)
    throw new ReportError(
      `${name} has ${Math.round(bytes / 2 ** 20)} MB; reports of up to ${MOST_REPORT_BYTES / 2 ** 20} MB can be read.`,
    );
}

const version = v.object({ schema: v.pipe(v.string(), v.regex(/^mine-report\/\d{1,6}$/)) });

/**
 * Reads what `NAME.mine.json` holds.
 * @param name of the file, for people
 * @throws ReportError where it is no report, or one of a newer version
 */
export function readReport(bytes: Uint8Array, name: string): Report {
  checkReportSize(bytes.length, name);
  if (isNestedDeeper(bytes, MOST_DEPTH))
    throw new ReportError(`${name} is no report of MINE: it is nested more than ${MOST_DEPTH} deep.`);
  let data: unknown;
  try {
    data = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new ReportError(`${name} cannot be read as a report, it is not JSON: ${brief(why)}`, {
      cause: error,
    });
  }
  const versioned = v.safeParse(version, data);
  if (!versioned.success)
    throw new ReportError(`${name} is no report of MINE: it has no "schema": "${REPORT_SCHEMA}".`);
  const { schema } = versioned.output;
  if (schema !== REPORT_SCHEMA)
    throw new ReportError(
      `${name} is a report of another version (${schema}); this version reads ${REPORT_SCHEMA}. A newer extension may read it.`,
    );
  const parsed = v.safeParse(report, data);
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  const where = v.getDotPath(issue);
  throw new ReportError(`${name} is a damaged report: ${brief(`${where ?? 'it'}: ${issue.message}`)}`);
}

function brief(text: string): string {
  return shortened(visible(text), 300);
}
