/** What a column of numbers comes to. */
export interface ValueSummary {
  /** Values that are not missing (NaN). */
  readonly present: number;
  readonly distinct: number;
  /** NaN where there is no value. */
  readonly least: number;
  readonly greatest: number;
  /** All are whole numbers. */
  readonly whole: boolean;
}

export function summarize(values: Float64Array): ValueSummary {
  const different = new NumberSet();
  let present = 0;
  let least = Infinity;
  let greatest = -Infinity;
  let whole = true;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? NaN;
    if (Number.isNaN(value)) continue;
    present++;
    if (value < least) least = value;
    if (value > greatest) greatest = value;
    if (whole && Math.floor(value) !== value) whole = false;
  }
  different.addAll(values);
  const distinct = different.size;
  return present === 0
    ? { present, distinct, least: NaN, greatest: NaN, whole: false }
    : { present, distinct, least, greatest, whole };
}

/** A hash table of numbers without boxes around them: a Set of millions takes ten times as long. */
class NumberSet {
  size = 0;
  /** NaN: free. */
  private slots = new Float64Array(256).fill(NaN);

  /** NaN is passed over. */
  addAll(values: Float64Array): void {
    const number = new Float64Array(1);
    const words = new Uint32Array(number.buffer);
    let { slots } = this;
    let mask = slots.length - 1;
    for (let i = 0; i < values.length; i++) {
      const value = values[i] ?? NaN;
      if (Number.isNaN(value)) continue;
      // Adding zero makes -0 the 0 that it equals.
      number[0] = value + 0;
      const hash = Math.imul((words[0] ?? 0) ^ Math.imul(words[1] ?? 0, 0x85ebca6b), 0xc2b2ae35);
      let slot = (hash ^ (hash >>> 15)) & mask;
      while (slots[slot] !== value && !Number.isNaN(slots[slot])) slot = (slot + 1) & mask;
      if (slots[slot] === value) continue;
      slots[slot] = value;
      this.size++;
      if (2 * this.size > slots.length) {
        this.grow();
        ({ slots } = this);
        mask = slots.length - 1;
      }
    }
  }

  private grow(): void {
    const old = this.slots;
    this.slots = new Float64Array(4 * old.length).fill(NaN);
    this.size = 0;
    this.addAll(old);
  }
}
