/** In place of a code: the bytes are not in the dictionary. */
export const UNKNOWN = -2;

/**
 * Codes of byte strings, found without making strings of them: a hash table with open addressing whose keys lie one
 * behind the other in one stretch of memory.
 */
export class ByteDictionary {
  private slots = new Int32Array(64).fill(-1);
  private codes = new Int32Array(32);
  private hashes = new Int32Array(32);
  /** Key i lies from ends[i - 1] to ends[i]. */
  private ends = new Uint32Array(32);
  private keys = new Uint8Array(256);
  private size = 0;

  get(bytes: Uint8Array, from: number, to: number): number {
    const entry = this.slots[this.slotOf(bytes, from, to, hashOf(bytes, from, to))] ?? -1;
    return entry < 0 ? UNKNOWN : (this.codes[entry] ?? UNKNOWN);
  }

  /** Adds bytes that are unknown. */
  set(bytes: Uint8Array, from: number, to: number, code: number): void {
    if (2 * (this.size + 1) > this.slots.length) this.grow();
    const start = this.size === 0 ? 0 : (this.ends[this.size - 1] ?? 0);
    const end = start + to - from;
    if (end > this.keys.length) this.keys = moved(this.keys, new Uint8Array(2 * end));
    this.keys.set(bytes.subarray(from, to), start);
    const hash = hashOf(bytes, from, to);
    this.slots[this.slotOf(bytes, from, to, hash)] = this.size;
    this.ends[this.size] = end;
    this.codes[this.size] = code;
    this.hashes[this.size] = hash;
    this.size++;
  }

  /** The slot of the bytes, or the one where they would go. */
  private slotOf(bytes: Uint8Array, from: number, to: number, hash: number): number {
    const mask = this.slots.length - 1;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const entry = this.slots[slot] ?? -1;
      if (entry < 0 || (this.hashes[entry] === hash && this.isKey(entry, bytes, from, to))) return slot;
    }
  }

  private isKey(entry: number, bytes: Uint8Array, from: number, to: number): boolean {
    const start = entry === 0 ? 0 : (this.ends[entry - 1] ?? 0);
    const length = (this.ends[entry] ?? 0) - start;
    if (length !== to - from) return false;
    for (let i = 0; i < length; i++) if (this.keys[start + i] !== bytes[from + i]) return false;
    return true;
  }

  private grow(): void {
    const slots = new Int32Array(2 * this.slots.length).fill(-1);
    const mask = slots.length - 1;
    for (let entry = 0; entry < this.size; entry++) {
      let slot = (this.hashes[entry] ?? 0) & mask;
      while ((slots[slot] ?? -1) >= 0) slot = (slot + 1) & mask;
      slots[slot] = entry;
    }
    this.slots = slots;
    const capacity = slots.length / 2;
    this.codes = moved(this.codes, new Int32Array(capacity));
    this.hashes = moved(this.hashes, new Int32Array(capacity));
    this.ends = moved(this.ends, new Uint32Array(capacity));
  }
}

/** FNV-1a, its bits mixed once more as the table takes the low ones. */
function hashOf(bytes: Uint8Array, from: number, to: number): number {
  let hash = 0x811c9dc5 | 0;
  for (let i = from; i < to; i++) hash = Math.imul(hash ^ (bytes[i] ?? 0), 0x01000193);
  return hash ^ (hash >>> 15);
}

function moved<T extends Int32Array | Uint32Array | Uint8Array>(old: T, larger: T): T {
  larger.set(old);
  return larger;
}
