import { normalQuantile, normalSurvival } from '../../normal';
import { decimalsOf } from '../valueStep';

/** Of the ranks that a value has, what leads over to the next value: less than the half that a single rank has on its side. */
const EDGE = 0.45;

/**
 * The distribution of a column's values, as a map to normal scores and back. Each different value holds the stretch of ranks
 * that its rows have: all scores in it come back as the value, and between two values they come back as what lies between,
 * in steps of `step`.
 */
export class Quantiles {
  /** Different values, ascending, and the ranks (0..n) at which the stretch of each ends. */
  private readonly values: Float64Array;
  private readonly ends: Float64Array;
  private readonly places: ReadonlyMap<number, number>;
  private readonly n: number;

  /**
   * @param values at least one, none NaN
   * @param step what all values are multiples of, and what is made of them is rounded to; 0: nothing is rounded; null: no
   *   values but those that are there are made
   */
  constructor(
    values: Float64Array,
    private readonly step: number | null,
  ) {
    const sorted = values.toSorted();
    this.n = sorted.length;
    const isLast = (value: number, i: number) => value !== sorted[i + 1];
    this.values = sorted.filter(isLast);
    this.ends = Float64Array.from(sorted.keys()).filter((i) => isLast(sorted[i]!, i));
    for (let k = 0; k < this.ends.length; k++) this.ends[k]!++;
    this.places = new Map(Array.from(this.values, (value, place) => [value, place]));
  }

  /**
   * Normal score of a value that is there.
   * @param within where in the stretch of its equals, 0..1: drawn uniformly, the scores of all rows are normal
   */
  score(value: number, within: number): number {
    const place = this.places.get(value) ?? 0;
    const begin = place > 0 ? this.ends[place - 1]! : 0;
    // Half a rank from either end, so that no score is infinite.
    const rank = begin + 0.5 + within * (this.ends[place]! - begin - 1);
    return normalQuantile(rank / this.n);
  }

  /** Share of the values below, 0..1, counting half of the equal ones; what lies between two values has what lies between. */
  position(value: number): number {
    const { values, ends } = this;
    const known = this.places.get(value);
    const at = known ?? this.placeAfter(values, value);
    const middle = (place: number) => ((place > 0 ? ends[place - 1]! : 0) + ends[place]!) / 2 / this.n;
    if (known !== undefined) return middle(known);
    if (at === 0) return middle(0);
    if (at === values.length) return middle(at - 1);
    const share = (value - values[at - 1]!) / (values[at]! - values[at - 1]!);
    return middle(at - 1) + share * (middle(at) - middle(at - 1));
  }

  /** The value at a normal score. */
  value(score: number): number {
    const { values, ends, n, step } = this;
    const rank = n * (1 - normalSurvival(score));
    const at = Math.min(values.length - 1, this.placeAfter(ends, rank));
    if (step === null) return values[at]!;
    const below = rank - (at > 0 ? ends[at - 1]! : 0) - EDGE;
    const above = rank - ends[at]! + EDGE;
    if (below < 0 && at > 0) return this.between(at - 1, 1 + below / (2 * EDGE));
    if (above > 0 && at < values.length - 1) return this.between(at, above / (2 * EDGE));
    return values[at]!;
  }

  get range(): readonly [number, number] {
    return [this.values[0]!, this.values.at(-1)!];
  }

  /** The nearest value that can be made. */
  nearest(value: number): number {
    const { values, step } = this;
    if (step !== null) return step ? roundTo(value, step) : value;
    const above = this.placeAfter(values, value);
    const [low = -Infinity, high = Infinity] = [values[above - 1], values[above]];
    return value - low <= high - value ? low : high;
  }

  private between(place: number, share: number): number {
    const [low, high] = [this.values[place]!, this.values[place + 1]!];
    const value = low + share * (high - low);
    return this.step ? roundTo(value, this.step) : value;
  }

  /** Of the first that is above. */
  private placeAfter(ascending: Float64Array, value: number): number {
    let [low, high] = [0, ascending.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (ascending[middle]! > value) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}

/** The nearest multiple, without the error of binary fractions. */
function roundTo(value: number, step: number): number {
  return Number((Math.round(value / step) * step).toFixed(decimalsOf(step)));
}
