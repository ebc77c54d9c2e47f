import type { CategoricalColumn, Column, NumericColumn } from '../../../dataset/dataset';
import type { Random } from '../../../dataset/random';
import { isComplete, numericValues } from '../../encoding';
import { codesByFrequency } from '../../frequencies';
import { normalQuantile } from '../../normal';
import type { RowModel } from '../rowModel';
import { MixedOutputs, type Part } from './mixedOutputs';
import { nearestAtPhase, periodsOf, writePhases } from '../periods';
import { Quantiles } from './quantiles';
import { valueStep } from '../valueStep';

/** Choices of a categorical column; the rarest values share the last one. */
const MOST_CHOICES = 50;

/** Where a numeric column stands among the numbers of a row. */
interface NumericCode {
  readonly kind: 'numeric';
  readonly column: NumericColumn;
  readonly at: number;
  /** Of two indicators, there and missing; null where no value is missing. */
  readonly presence: number | null;
  readonly quantiles: Quantiles;
  /** Of dates, whose phases in these, each as cosine and sine, stand behind the score. */
  readonly periods: readonly number[];
}

interface CategoricalCode {
  readonly kind: 'categorical';
  readonly column: CategoricalColumn;
  readonly at: number;
  /** Codes into the column's levels that share an indicator, each as often as it is in the table; -1: missing. */
  readonly choices: readonly Int32Array[];
  readonly choiceOf: ReadonlyMap<number, number>;
}

type ColumnCode = NumericCode | CategoricalCode;

/**
 * Rows of a table as numbers, and back. A number becomes the normal score of its rank, drawn within the ranks of its equals,
 * so that every column is normal; a category becomes indicators, and so does whether a value is missing. A date also has its
 * phase in the year, the week and the day, where it can: what depends on the season is a wave of many turns of the score, but one
 * turn of the phase.
 */
export class RowEncoding {
  readonly width: number;
  private readonly codes: readonly ColumnCode[];
  private readonly parts: readonly Part[];

  /** @param rows of the table that the distributions are taken from, at least one of them with a value in each column */
  constructor(
    readonly columns: readonly Column[],
    private readonly rows: Uint32Array,
  ) {
    const parts: Part[] = [];
    let width = 0;
    const take = (numbers: number) => (width += numbers) - numbers;
    this.codes = columns.map((column): ColumnCode => {
      if (column.kind === 'categorical') {
        const choices = choicesOf(column, rows);
        const at = take(choices.length);
        parts.push({ kind: 'choice', at, count: choices.length });
        const choiceOf = new Map(
          choices.flatMap((codes, place) => Array.from(codes, (code) => [code, place])),
        );
        return { kind: 'categorical', column, at, choices, choiceOf };
      }
      const present = rows.filter((row) => isComplete(column, row));
      const values = numericValues(column, present);
      const step = valueStep(column, values);
      const periods = periodsOf(column, values, step);
      const at = take(1 + 2 * periods.length);
      const presence = present.length < rows.length ? take(2) : null;
      if (presence !== null) parts.push({ kind: 'choice', at: presence, count: 2 });
      for (let own = at; own <= at + 2 * periods.length; own++)
        parts.push({ kind: 'score', at: own, presence });
      return { kind: 'numeric', column, at, presence, quantiles: new Quantiles(values, step), periods };
    });
    this.width = width;
    this.parts = parts;
  }

  /** What a generator learns. */
  model(): RowModel {
    const outputs = new MixedOutputs(this.width, this.parts);
    return {
      width: this.width,
      draw: (count, random, to) => {
        for (let i = 0; i < count; i++)
          this.encode(this.columns, this.rows[random.integer(this.rows.length)]!, to, i * this.width, random);
      },
      shape: (rows, random) => {
        outputs.shape(rows, random);
      },
      chain: (derivative) => {
        outputs.chain(derivative);
      },
    };
  }

  /**
   * Rows as numbers, [rows][width], those of equal values in the middle of their ranks.
   * @param columns these or others with the same categories
   */
  encoded(columns: readonly Column[], rows: Uint32Array): Float32Array {
    const out = new Float32Array(rows.length * this.width);
    rows.forEach((row, i) => {
      this.encode(columns, row, out, i * this.width, null);
    });
    return out;
  }

  /**
   * The table that rows of numbers stand for; all but the cells of its columns tells of the real ones.
   * @param sample rows of the same generator, whose scores are made normal column by column by what makes these normal
   */
  decoded(rows: Float32Array, random: Random, sample: Float32Array): Column[] {
    return this.codes.map((code) =>
      code.kind === 'numeric'
        ? this.decodedNumbers(code, rows, sample)
        : this.decodedWords(code, rows, random),
    );
  }

  private encode(
    columns: readonly Column[],
    row: number,
    to: Float32Array,
    begin: number,
    random: Random | null,
  ): void {
    to.fill(0, begin, begin + this.width);
    for (let j = 0; j < columns.length; j++) {
      const [column, code] = [columns[j]!, this.codes[j]!];
      const at = begin + code.at;
      if (column.kind === 'categorical' && code.kind === 'categorical') {
        const choice = code.choiceOf.get(column.codes[row]!);
        if (choice !== undefined) to[at + choice] = 1;
      } else if (column.kind === 'numeric' && code.kind === 'numeric') {
        const { quantiles, presence, periods } = code;
        const value = column.values[row]!;
        const isThere = !Number.isNaN(value);
        if (presence !== null) to[begin + presence + (isThere ? 0 : 1)] = 1;
        if (!isThere) continue;
        to[at] = random
          ? quantiles.score(value, random.uniform())
          : normalQuantile(quantiles.position(value));
        writePhases(to, at + 1, value, periods);
      }
    }
  }

  private decodedNumbers(
    { column, at, presence, quantiles, periods }: NumericCode,
    rows: Float32Array,
    sample: Float32Array,
  ): Column {
    const { width } = this;
    const isThere = (values: Float32Array, begin: number) =>
      presence === null || values[begin + presence]! >= values[begin + presence + 1]!;
    const begins = (values: Float32Array) =>
      Array.from({ length: values.length / width }, (_, i) => i * width);
    const scores = begins(sample).flatMap((begin) => (isThere(sample, begin) ? [sample[begin + at]!] : []));
    const made = new Quantiles(Float64Array.from(scores), 0);
    const inPhase = (value: number, begin: number) =>
      periods.reduce((time, period, k) => {
        const phase = begin + at + 1 + 2 * k;
        return nearestAtPhase(time, period, [rows[phase]!, rows[phase + 1]!], quantiles.range);
      }, value);
    const values = Float64Array.from(begins(rows), (begin) => {
      if (!isThere(rows, begin)) return NaN;
      const value = quantiles.value(normalQuantile(made.position(rows[begin + at]!)));
      return periods.length > 0 ? quantiles.nearest(inPhase(value, begin)) : value;
    });
    return { ...column, values };
  }

  private decodedWords({ column, at, choices }: CategoricalCode, rows: Float32Array, random: Random): Column {
    const codes = Int32Array.from({ length: rows.length / this.width }, (_, i) => {
      const begin = i * this.width + at;
      let best = 0;
      for (let c = 1; c < choices.length; c++) if (rows[begin + c]! > rows[begin + best]!) best = c;
      const shared = choices[best]!;
      return shared[shared.length > 1 ? random.integer(shared.length) : 0]!;
    });
    return { ...column, codes };
  }
}

/** The values of the rows, the most frequent first. */
function choicesOf({ codes }: CategoricalColumn, rows: Uint32Array): Int32Array[] {
  const byFrequency = [...codesByFrequency(codes, rows)];
  const own = byFrequency.length > MOST_CHOICES ? byFrequency.slice(0, MOST_CHOICES - 1) : byFrequency;
  const shared = byFrequency.slice(own.length).flatMap(([code, count]) => Array<number>(count).fill(code));
  return [
    ...own.map(([code]) => Int32Array.of(code)),
    ...(shared.length > 0 ? [Int32Array.from(shared)] : []),
  ];
}
