import type { DictionaryCells } from './cells';

/** The cells of a column of which all rows are held. */
export function countLevels(codes: Int32Array, levels: readonly string[]): DictionaryCells {
  const counts = new Array<number>(levels.length).fill(0);
  let present = 0;
  for (const code of codes) {
    if (code < 0) continue;
    counts[code] = (counts[code] ?? 0) + 1;
    present++;
  }
  return { kind: 'dictionary', codes, levels, counts, present, rowsInFile: codes.length };
}

/** A number for each level (NaN: cannot be read as one), and how many cells have one. */
export interface ParsedLevels {
  readonly values: Float64Array;
  readonly fitting: number;
  /** How they are read, where that is more than plain numbers or ISO dates. */
  readonly readAs?: string;
  /** What in the reading is a guess that the cells do not decide. */
  readonly ambiguity?: string;
  /** Why none of them is read though they look like it. */
  readonly refused?: string;
}

/** Parses each different cell once. */
export function parseLevels(
  { levels, counts }: DictionaryCells,
  parse: (cell: string, level: number) => number,
): ParsedLevels {
  const values = new Float64Array(levels.length);
  let fitting = 0;
  for (const [level, cell] of levels.entries()) {
    const value = parse(cell, level);
    values[level] = value;
    if (!Number.isNaN(value)) fitting += counts[level] ?? 0;
  }
  return { values, fitting };
}

/** Levels that are looked at before all of them are. */
const LOOKED_AT = 1000;

/** Whether at least half of the first levels have the property: words need not be read as numbers or dates to the end. */
export function mostHave({ levels }: DictionaryCells, property: (cell: string) => boolean): boolean {
  const first = levels.slice(0, LOOKED_AT);
  return first.filter(property).length >= first.length / 2;
}
