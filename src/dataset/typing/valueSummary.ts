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

/** Of NaN there is none, so that it marks a free slot. */
const FREE = NaN;

export function summarize(values: Float64Array): ValueSummary {
  return summaryOfAscending(values) ?? summaryOfAny(values);
}

/** Null where a value is not greater than the one before. */
function summaryOfAscending(values: Float64Array): ValueSummary | null {
  let present = 0;
  let least = NaN;
  let greatest = -Infinity;
  let whole = true;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? NaN;
    if (Number.isNaN(value)) continue;
    if (value <= greatest) return null;
    if (present === 0) least = value;
    greatest = value;
    whole &&= Math.floor(value) === value;
    present++;
  }
  return present === 0 ? null : { present, distinct: present, least, greatest, whole };
}

function summaryOfAny(values: Float64Array): ValueSummary {
  const different = new NumberSet();
  let present = 0;
  let least = Infinity;
  let greatest = -Infinity;
  let whole = true;
  // Hashed by their bits; all in one loop, as a number that is handed to a function would be put into a box.
  const number = new Float64Array(1);
  const words = new Uint32Array(number.buffer);
  let { slots } = different;
  let mask = slots.length - 1;
  for (let i = 0; i < values.length; i++) {
    // Adding zero makes -0 the 0 that it equals.
    const value = (values[i] ?? NaN) + 0;
    if (Number.isNaN(value)) continue;
    present++;
    if (value < least) least = value;
    if (value > greatest) greatest = value;
    if (whole && Math.floor(value) !== value) whole = false;
    number[0] = value;
    let slot = hashOf(words[0] ?? 0, words[1] ?? 0) & mask;
    while (slots[slot] !== value && !Number.isNaN(slots[slot])) slot = (slot + 1) & mask;
    if (slots[slot] === value) continue;
    slots[slot] = value;
    if (different.countOne()) {
      ({ slots } = different);
      mask = slots.length - 1;
    }
  }
  const distinct = different.size;
  return present === 0
    ? { present, distinct, least: NaN, greatest: NaN, whole: false }
    : { present, distinct, least, greatest, whole };
}

function hashOf(low: number, high: number): number {
  const hash = Math.imul(low ^ Math.imul(high, 0x85ebca6b), 0xc2b2ae35);
  return hash ^ (hash >>> 15);
}

/** A hash table of numbers without boxes around them: a Set of millions takes ten times as long. */
class NumberSet {
  size = 0;
  slots = new Float64Array(256).fill(FREE);

  /** Counts one number more; true where the slots were replaced by more of them. */
  countOne(): boolean {
    this.size++;
    if (2 * this.size <= this.slots.length) return false;
    const old = this.slots;
    this.slots = new Float64Array(4 * old.length).fill(FREE);
    const mask = this.slots.length - 1;
    const words = new Uint32Array(old.buffer);
    for (let i = 0; i < old.length; i++) {
      const value = old[i] ?? FREE;
      if (Number.isNaN(value)) continue;
      let slot = hashOf(words[2 * i] ?? 0, words[2 * i + 1] ?? 0) & mask;
      while (!Number.isNaN(this.slots[slot])) slot = (slot + 1) & mask;
      this.slots[slot] = value;
    }
    return true;
  }
}
