/** Keeps what was made lately, up to a number of bytes; what was used longest ago goes first. */
export class RecentlyUsed<Value> {
  private readonly entries = new Map<string, { readonly value: Value; readonly bytes: number }>();
  private held = 0;

  constructor(
    private readonly bytesOf: (value: Value) => number,
    private readonly mostBytes: number,
  ) {}

  /** The value of the key, made now where it is not kept. */
  get(key: string, make: () => Value): Value {
    const known = this.entries.get(key);
    if (known) {
      this.entries.delete(key);
      this.entries.set(key, known);
      return known.value;
    }
    const value = make();
    const bytes = this.bytesOf(value);
    this.entries.set(key, { value, bytes });
    this.held += bytes;
    for (const [oldest, entry] of this.entries) {
      if (this.held <= this.mostBytes || oldest === key) break;
      this.entries.delete(oldest);
      this.held -= entry.bytes;
    }
    return value;
  }

  delete(key: string): void {
    const entry = this.entries.get(key);
    if (!entry) return;
    this.entries.delete(key);
    this.held -= entry.bytes;
  }
}
