import { readFile, stat } from 'node:fs/promises';
import { checkReportSize, readReport, ReportError } from '../report/readReport';
import type { Report } from '../report/report';
import { UsageError } from './arguments';
import { reasonOf } from '../dataset/reasonOf';

/** @throws UsageError where the file is no report, in words */
export async function readReportFile(file: string): Promise<Report> {
  try {
    checkReportSize((await stat(file)).size, file);
    return readReport(await readFile(file), file);
  } catch (error) {
    if (error instanceof ReportError) throw new UsageError(error.message, { cause: error });
    throw new UsageError(`${file} could not be read as a report: ${reasonOf(error)}`, { cause: error });
  }
}
