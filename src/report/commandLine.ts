import * as l10n from '@vscode/l10n';
import type { RecordedReading } from './reading';
import type { Report } from './report';
import { commonVariable, isComplete, variableKey, variablesOf } from './variables';

/** The shells a command can be written for: sh and its kin, and PowerShell. */
export type Shell = 'posix' | 'powershell';

export interface Command {
  /** The words before `estimate`. */
  readonly program: readonly string[];
  /** The dataset's file. */
  readonly file: string;
  readonly shell: Shell;
}

/**
 * The command line that repeats a report's run: the same file, read the same way, with the same pairs, settings and seed
 * gives the same numbers. Where pairs were trained longer afterwards, a comment before it says so.
 */
export function commandLine(report: Report, { program, file, shell }: Command): string {
  const { estimator, preset, seed, maxRows } = report.settings;
  const words = [
    ...program,
    'estimate',
    ...variableOptions(report),
    `--estimator=${estimator}`,
    `--preset=${preset}`,
    `--seed=${seed}`,
    `--max-rows=${maxRows}`,
    ...readingOptions(report.dataset.reading ?? {}),
    // A name that begins with a dash is no option.
    '--',
    file,
  ];
  const line = words.map((word) => quoted(word, shell)).join(' ');
  // A quoted word alone is a string to PowerShell, not a program.
  return remark(report) + (shell === 'powershell' && line.startsWith("'") ? `& ${line}` : line);
}

/** What the command cannot repeat, as a comment in either shell. */
function remark({ pairs }: Report): string {
  const longer = pairs.filter(({ more }) => more !== undefined).length;
  if (longer === 0) return '';
  const words = l10n.t(
    'Repeats the run. Of its {0} pairs {1} were trained longer afterwards, which no command does.',
    pairs.length,
    longer,
  );
  return `# ${words}\n`;
}

/** Names of characters that are lost, or mean something else, where they are typed. */
const DELIMITER_NAMES = new Map([
  ['\t', 'tab'],
  [' ', 'space'],
]);

function readingOptions(reading: RecordedReading): string[] {
  const { delimiter, encoding, decimalComma, header, comment, missing, columns = [], derive = [] } = reading;
  // The empty cell is missing in any case; to name it alone says that no other spelling is.
  const spellings = missing?.length === 0 ? [''] : (missing ?? []);
  return [
    ...(delimiter === undefined ? [] : [`--delimiter=${DELIMITER_NAMES.get(delimiter) ?? delimiter}`]),
    ...(encoding === undefined ? [] : [`--encoding=${encoding}`]),
    ...(decimalComma === undefined ? [] : [decimalComma ? '--decimal-comma' : '--decimal-point']),
    ...(header === undefined ? [] : [header ? '--header' : '--no-header']),
    ...(comment === undefined ? [] : [`--comment=${comment ?? ''}`]),
    ...spellings.map((spelling) => `--missing=${spelling}`),
    ...columns.map(([name, type]) => `--type=${name}=${type}`),
    ...derive.map(({ column, as }) => `--derive=${column}:${as}`),
  ];
}

function variableOptions(report: Report): string[] {
  const variables = variablesOf(report);
  const columns = new Set(variables.flatMap((variable) => variable.columns));
  const names = new Map<string, string>();
  for (const variable of variables)
    names.set(
      variableKey(variable.columns),
      variable.columns.length === 1 ? (variable.columns[0] ?? '') : groupName(names.size + 1, columns),
    );
  const nameOf = (side: readonly string[]) => csvName(names.get(variableKey(side)) ?? '');
  const groups = variables
    .filter((variable) => variable.columns.length > 1)
    .map(
      (variable) =>
        `--group=${names.get(variableKey(variable.columns)) ?? ''}=${variable.columns.map(csvName).join()}`,
    );
  const singles = variables
    .filter((variable) => variable.columns.length === 1)
    .map((variable) => `--columns=${nameOf(variable.columns)}`);
  const target = commonVariable(report.pairs);
  // Without --columns the command would take all columns worth estimating.
  if (singles.length && target && report.pairs.length === variables.length - 1)
    return [...singles, ...groups, `--target=${nameOf(target)}`];
  if (singles.length && isComplete(variables, report.pairs)) return [...singles, ...groups];
  return [...groups, ...report.pairs.map(({ x, z }) => `--pair=${nameOf(x)},${nameOf(z)}`)];
}

/** Groups have no names in a report; here each gets one that is no column's. */
function groupName(number: number, columns: ReadonlySet<string>): string {
  const name = `group${number}`;
  return columns.has(name) ? groupName(number * 10, columns) : name;
}

/** As the command line reads names: quoted as in CSV where a comma, a quote or a line break is in it. */
function csvName(name: string): string {
  return /[",\r\n]|^\s|\s$/.test(name) ? `"${name.replaceAll('"', '""')}"` : name;
}

/** One word to the shell, whatever is in it. */
export function quoted(word: string, shell: Shell): string {
  if (/^[\w./:=@%+,-]+$/.test(word) && !(shell === 'powershell' && /[,@%]/.test(word))) return word;
  return shell === 'posix'
    ? `'${word.replaceAll("'", `'\\''`)}'`
    : `'${word.replaceAll(/['‘’‚‛]/g, '$&$&')}'`;
}
