import * as l10n from '@vscode/l10n';
import * as v from 'valibot';
import { warningSentence } from '../mine/warningSentences';
import { isNestedDeeper } from './jsonDepth';
import { shortened, visible } from './markup';
import { report, REPORT_SCHEMA, type PairResult, type Report } from './report';
import { reasonOf } from '../dataset/reasonOf';

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
      l10n.t(
        '{0} has {1} MB; reports of up to {2} MB can be read.',
        name,
        Math.round(bytes / 2 ** 20),
        MOST_REPORT_BYTES / 2 ** 20,
      ),
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
    throw new ReportError(
      l10n.t('{0} is no report of MINE: it is nested more than {1} deep.', name, MOST_DEPTH),
    );
  let data: unknown;
  try {
    data = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    const why = reasonOf(error);
    throw new ReportError(l10n.t('{0} cannot be read as a report, it is not JSON: {1}', name, brief(why)), {
      cause: error,
    });
  }
  const versioned = v.safeParse(version, data);
  if (!versioned.success)
    throw new ReportError(
      l10n.t('{0} is no report of MINE: it has no "schema": "{1}".', name, REPORT_SCHEMA),
    );
  const { schema } = versioned.output;
  if (schema !== REPORT_SCHEMA)
    throw new ReportError(
      l10n.t(
        '{0} is a report of another version ({1}); this version reads {2}. A newer extension may read it.',
        name,
        schema,
        REPORT_SCHEMA,
      ),
    );
  const parsed = v.safeParse(report, data);
  if (parsed.success) return warnedInOwnWords(parsed.output);
  const [issue] = parsed.issues;
  const where = v.getDotPath(issue);
  throw new ReportError(
    l10n.t('{0} is a damaged report: {1}', name, brief(`${where ?? 'it'}: ${issue.message}`)),
  );
}

/** The report with the sentences of its warnings in the language of the program that reads it. */
export function warnedInOwnWords(read: Report): Report {
  const inOwnWords = (warning: PairResult['warnings'][number]) =>
    warning.values ? { ...warning, message: warningSentence(warning.code, warning.values) } : warning;
  return {
    ...read,
    pairs: read.pairs.map((pair) => ({ ...pair, warnings: pair.warnings.map(inOwnWords) })),
  };
}

function brief(text: string): string {
  return shortened(visible(text), 300);
}
