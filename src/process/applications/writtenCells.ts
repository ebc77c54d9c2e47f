import type { Column, NumericColumn } from '../../dataset/dataset';
import { timeOfDayWords } from '../../dataset/typing/dates';

/** Writes a column's cells; a missing one is empty. Dates are written as the file has them where it is year, month and day, else as ISO 8601. */
export function cellWriter(column: Column): (row: number) => string {
  if (column.kind === 'numeric') {
    const write = column.type === 'datetime' ? timeWriter(column) : String;
    return (row) => {
      const value = column.values[row] ?? NaN;
      return Number.isNaN(value) ? '' : write(value);
    };
  }
  const words = column.levels.map((level) => asWritten(level, column.examples));
  return (row) => words[column.codes[row] ?? -1] ?? '';
}

/** A boolean's levels are known in lower case; its examples stand as in the file. */
function asWritten(level: string, examples: readonly string[]): string {
  return examples.includes(level)
    ? level
    : (examples.find((example) => example.toLowerCase() === level) ?? level);
}

function timeWriter({ readAs, examples, values }: NumericColumn): (milliseconds: number) => string {
  const isDay = values.every((value) => Number.isNaN(value) || value % 86_400_000 === 0);
  const [, separator = '-'] = /^\d{4}([-/.])\d\d\1\d\d$/.exec(examples[0] ?? '') ?? [];
  return (milliseconds) => {
    const iso = new Date(milliseconds).toISOString();
    if (readAs === timeOfDayWords()) return iso.slice(11, 19);
    return isDay ? iso.slice(0, 10).replaceAll('-', separator) : iso;
  };
}
