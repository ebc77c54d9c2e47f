import * as l10n from '@vscode/l10n';

/**
 * A table of a flatbuffer (https://flatbuffers.dev/internals): fields by number, each of them optional. Every look at it
 * is held within its bytes.
 */
export class FlatTable {
  /** The table that the whole buffer is. */
  static root(bytes: Uint8Array): FlatTable {
    return new FlatTable(
      bytes,
      new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(0, true),
    );
  }

  private readonly view: DataView;
  private readonly fields: number;

  constructor(
    private readonly bytes: Uint8Array,
    private readonly at: number,
  ) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.fields = at - this.view.getInt32(at, true);
  }

  byte(field: number): number {
    const place = this.place(field);
    return place === 0 ? 0 : this.view.getUint8(place);
  }

  long(field: number): number {
    const place = this.place(field);
    return place === 0 ? 0 : Number(this.view.getBigInt64(place, true));
  }

  table(field: number): FlatTable | null {
    const place = this.place(field);
    return place === 0 ? null : new FlatTable(this.bytes, place + this.view.getInt32(place, true));
  }

  /** Where the items of a vector stand. @throws Error where it has more items than there are bytes */
  vector(field: number, stride: number): { readonly start: number; readonly length: number } {
    const place = this.place(field);
    if (place === 0) return { start: 0, length: 0 };
    const start = place + this.view.getInt32(place, true) + 4;
    const length = this.view.getInt32(start - 4, true);
    if (length < 0 || start < 4 || start + length * stride > this.bytes.length)
      throw new Error(l10n.t('a list in it has an impossible length'));
    return { start, length };
  }

  tables(field: number): FlatTable[] {
    const { start, length } = this.vector(field, 4);
    return Array.from({ length }, (_, i) => {
      const place = start + 4 * i;
      return new FlatTable(this.bytes, place + this.view.getInt32(place, true));
    });
  }

  longs(field: number): number[] {
    const { start, length } = this.vector(field, 8);
    return Array.from({ length }, (_, i) => Number(this.view.getBigInt64(start + 8 * i, true)));
  }

  /** Where a field's value stands; 0 where it has none. */
  private place(field: number): number {
    const slot = 4 + 2 * field;
    if (slot >= this.view.getUint16(this.fields, true)) return 0;
    const offset = this.view.getUint16(this.fields + slot, true);
    return offset === 0 ? 0 : this.at + offset;
  }
}
