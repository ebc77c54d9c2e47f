import * as l10n from '@vscode/l10n';
import { describeValue, isArray, isRecord, type JsonRecord, type JsonValue } from './jsonShape';
import { takeApart } from '../typing/numbers';
import type { TableBuilder } from '../table';
import { ValueColumns } from '../typing/valueColumns';

/**
 * Rows made of JSON values: of records, with columns in the order in which their keys first appear, or of arrays, with
 * columns by position. What the first record or array is, all rows are.
 */
export class RecordTable {
  private readonly columns: ValueColumns;
  private names: readonly string[] | undefined;
  kind: 'records' | 'arrays' | null = null;
  /** Kept back until the second row tells whether it is the header. */
  private firstArray: { readonly items: readonly JsonValue[]; readonly line: number } | null = null;
  /** Whether the first array was taken for the names of the columns; null where that is no question. */
  namedByFirst: boolean | null = null;
  /** What was found besides rows. */
  private readonly others = new Set<string>();

  /**
   * @param names of the columns of arrays, where they are known
   * @param hasHeader whether the first array names the columns; undefined: look
   */
  constructor(
    source: string,
    private readonly builder: TableBuilder,
    names?: readonly string[],
    private readonly hasHeader?: boolean,
  ) {
    this.columns = new ValueColumns(source, builder);
    this.names = names && distinct(names);
  }

  /** Rows in words; records may hang together. */
  get words(): string {
    if (this.kind === 'arrays') return l10n.t('rows');
    return this.columns.has('id') && this.columns.has('parent')
      ? l10n.t('records of a tree ("parent" names the "id" of another)')
      : l10n.t('records');
  }

  /** @param parts members that are written in the value, where it is a record */
  add(value: JsonValue, line: number, parts: number): void {
    if (isRecord(value) && this.kind !== 'arrays') {
      this.kind = 'records';
      this.addRecord(value, line, parts);
    } else if (isArray(value) && this.kind !== 'records') {
      this.kind = 'arrays';
      this.addArray(value, line);
    } else {
      this.others.add(describeValue(value));
      this.builder.addBadRow(
        line,
        this.kind === 'arrays'
          ? l10n.t('{0} where an array is expected', describeValue(value))
          : l10n.t('{0} where a record is expected', describeValue(value)),
      );
    }
  }

  /** Ends the rows. What stood in place of rows, in words, where there was none at all; else null. */
  end(): string | null {
    if (this.firstArray !== null) this.beginArrays(this.firstArray);
    if (this.kind !== null || this.others.size === 0) return null;
    const [only = ''] = this.others;
    return this.others.size === 1
      ? l10n.t('an array in which each item is {0}, not a record', only)
      : l10n.t('an array without any record');
  }

  private addRecord(record: JsonRecord, line: number, parts: number): void {
    if (parts > Object.keys(record).length) this.builder.addBadRow(line, l10n.t('a name is given twice'));
    else this.columns.addRecord(record, this.builder.addRow(line));
  }

  private addArray(items: readonly JsonValue[], line: number): void {
    if (this.names !== undefined) this.addItems(this.names, items, line);
    else if (this.firstArray === null) this.firstArray = { items, line };
    else this.addItems(this.beginArrays(this.firstArray, items), items, line);
  }

  /** Takes the first array for names, or for a row; `second` tells, where there is one. */
  private beginArrays(
    { items, line }: { readonly items: readonly JsonValue[]; readonly line: number },
    second?: readonly JsonValue[],
  ): readonly string[] {
    this.firstArray = null;
    this.namedByFirst = this.hasHeader ?? (second !== undefined && items.every(isName));
    const named = this.namedByFirst;
    const names = distinct(items.map((item, i) => (named ? nameOf(item) : `column ${i + 1}`)));
    this.names = names;
    if (!named) this.addItems(names, items, line);
    return names;
  }

  private addItems(names: readonly string[], items: readonly JsonValue[], line: number): void {
    if (this.builder.width === 0) for (const name of names) this.columns.addColumn(name);
    if (items.length !== names.length) {
      this.builder.addBadRow(
        line,
        l10n.t('{0} items where there are {1} columns', items.length, names.length),
      );
      return;
    }
    const row = this.builder.addRow(line);
    for (const [i, value] of items.entries()) this.columns.addCell(names[i] ?? '', value, row);
  }
}

/** A word, as columns are named; no number. */
function isName(item: JsonValue): boolean {
  return typeof item === 'string' && item.trim() !== '' && takeApart(item.trim()) === null;
}

const nameOf = (item: JsonValue): string => (typeof item === 'string' ? item : JSON.stringify(item));

/** Names that are there already become `name (3)`, by their place. */
function distinct(names: readonly string[]): readonly string[] {
  return names.map((name, i) => (names.indexOf(name) < i ? `${name} (${i + 1})` : name));
}
