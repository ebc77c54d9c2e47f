import { closeSync, openSync, writeSync } from 'node:fs';
import { createRandom, type Random } from '../../src/dataset/random';
import { ofCircle, ofNormal, ofUniformNoise, ofUniformSine } from '../accuracy/truths';

/** Columns that depend on each other and on no column of another block. */
interface Block {
  readonly columns: number;
  readonly row: (random: Random) => readonly number[];
  /** Mutual information of two of its columns, nats. */
  readonly truth: (a: number, b: number) => number;
}

/** Loadings of four columns on one normal factor, and maps that keep each column's order, which change no information. */
const LOADINGS = [0.95, 0.85, 0.7, 0.4] as const;
const MAPS: readonly ((value: number) => number)[] = [(v) => v, Math.exp, (v) => v ** 3, Math.sinh];

const factor: Block = {
  columns: LOADINGS.length,
  row: (random) => {
    const common = random.normal();
    return LOADINGS.map((loading, i) => {
      const value = loading * common + Math.sqrt(1 - loading * loading) * random.normal();
      return MAPS[i]?.(value) ?? value;
    });
  },
  truth: (a, b) => ofNormal((LOADINGS[a] ?? 0) * (LOADINGS[b] ?? 0)),
};

function couple(row: Block['row'], mutualInformation: () => number): Block {
  const value = mutualInformation();
  return { columns: 2, row, truth: () => value };
}

const sine = couple(
  (random) => {
    const x = Math.PI * (2 * random.uniform() - 1);
    return [x, Math.sin(2 * x) + 0.3 * random.normal()];
  },
  () => ofUniformSine(0.3),
);

const circle = couple(
  (random) => {
    const angle = 2 * Math.PI * random.uniform();
    return [Math.cos(angle) + 0.15 * random.normal(), Math.sin(angle) + 0.15 * random.normal()];
  },
  () => ofCircle(0.15),
);

const band = couple(
  (random) => {
    const x = random.uniform();
    return [x, x + 0.3 * (2 * random.uniform() - 1)];
  },
  () => ofUniformNoise(0.3),
);

const BLOCKS = [factor, sine, circle, band];

/** A table whose mutual information is known for every pair of columns: blocks of ten columns, over and over. */
export interface KnownTable {
  readonly file: string;
  readonly rows: number;
  readonly names: readonly string[];
  /** Of two columns by their names, nats. */
  readonly truth: (a: string, b: string) => number;
}

/** Writes the table as CSV; the same rows and columns are the same numbers. */
export function writeKnownTable(file: string, rows: number, columns: number): KnownTable {
  const places = Array.from({ length: columns }, (_, i) => placeOf(i));
  const names = places.map((_, i) => `c${i + 1}`);
  const blocks = places.filter(({ column }) => column === 0).map(({ block }) => block);
  const random = createRandom(1);
  const out = openSync(file, 'w');
  let text = `${names.join(',')}\n`;
  for (let row = 0; row < rows; row++) {
    const values = blocks.flatMap((block) => block.row(random)).slice(0, columns);
    text += `${values.map((value) => Number(value.toPrecision(6))).join(',')}\n`;
    if (text.length > 1_000_000) {
      writeSync(out, text);
      text = '';
    }
  }
  writeSync(out, text);
  closeSync(out);
  const truth = (a: string, b: string) => {
    const [x, z] = [places[names.indexOf(a)], places[names.indexOf(b)]];
    if (!x || !z) throw new Error(`The table has no pair ${a} and ${b}.`);
    return x.start === z.start ? x.block.truth(x.column, z.column) : 0;
  };
  return { file, rows, names, truth };
}

/** The block of a table's column, where it starts, and the column's place in it. */
function placeOf(column: number): { readonly block: Block; readonly start: number; readonly column: number } {
  for (let start = 0, k = 0; ; k++) {
    const block = BLOCKS[k % BLOCKS.length] ?? factor;
    if (column < start + block.columns) return { block, start, column: column - start };
    start += block.columns;
  }
}

export function meanAbsoluteError(
  table: KnownTable,
  estimates: readonly { readonly x: string; readonly z: string; readonly value: number }[],
): number {
  const errors = estimates.map(({ x, z, value }) => Math.abs(value - table.truth(x, z)));
  return errors.reduce((sum, error) => sum + error, 0) / errors.length;
}
