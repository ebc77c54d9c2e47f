import * as l10n from '@vscode/l10n';
import type { CellEncoder } from './cells';
import { DatasetError } from '../dataset';
import type { TableBuilder } from '../table';

/** Objects within a record become columns `a.b` down to this depth; what lies deeper is kept as JSON text. */
const MAX_DEPTH = 16;
/** With more keys than these the keys are values, not names. */
const MAX_COLUMNS = 50_000;
/** Joins the keys of a path; no name in a sane file holds it, so that `a.b` and `b` within `a` stay apart. */
const PATH = '\u0000';

/**
 * Columns for values that may hold values: an object's members become columns with dotted names, and an array is known by
 * how many items it has. Columns stand in the order in which they are first met.
 */
export class ValueColumns {
  private readonly columns = new Map<string, CellEncoder>();
  private readonly groups = new Set<string>();

  constructor(
    private readonly source: string,
    private readonly builder: TableBuilder,
  ) {}

  /** A column that is there whether or not any row has it. */
  addColumn(path: string): void {
    this.column(path);
  }

  /** What is at the path holds columns: where it is missing itself, there is nothing to add. */
  addGroup(path: string): void {
    this.groups.add(path);
  }

  /** What is at the path is an array, known by how many items it has. */
  addArray(path: string): void {
    this.groups.add(path);
    this.column(path + PATH + PATH);
  }

  has(name: string): boolean {
    return this.columns.has(name);
  }

  /** The path of a member of what is at a path. */
  within(path: string, name: string): string {
    return path + PATH + name;
  }

  /** A cell that holds as many items; null: none. */
  addLength(path: string, length: number | null, row: number): void {
    this.addCell(path + PATH + PATH, length, row);
  }

  addRecord(record: object, row: number): void {
    this.addMembers(record, row, '', 1);
  }

  addCell(path: string, value: unknown, row: number, depth = 1): void {
    switch (typeof value) {
      case 'string':
        this.column(path).add(row, value);
        break;
      case 'number':
        this.column(path).addNumber(row, value);
        break;
      case 'bigint':
      case 'boolean':
        this.column(path).add(row, String(value));
        break;
      case 'object':
        this.addObject(path, value, row, depth);
        break;
      default:
        this.addMissing(path);
    }
  }

  private addMissing(path: string): void {
    if (!this.groups.has(path)) this.column(path);
  }

  private addObject(path: string, value: object | null, row: number, depth: number): void {
    if (value === null) this.addMissing(path);
    else if (value instanceof Date) this.column(path).addDate(row, value);
    else if (Array.isArray(value)) this.addLength(path, value.length, row);
    else if (ArrayBuffer.isView(value)) this.addLength(path, value.byteLength, row);
    else if (depth < MAX_DEPTH) this.addMembers(value, row, path + PATH, depth + 1);
    else this.column(path).add(row, JSON.stringify(value));
  }

  private addMembers(record: object, row: number, prefix: string, depth: number): void {
    // Not Object.entries: an array for each member of each row.
    for (const key in record) this.addCell(prefix + key, record[key as keyof typeof record], row, depth);
  }

  private column(path: string): CellEncoder {
    const known = this.columns.get(path);
    if (known !== undefined) return known;
    if (this.builder.width >= MAX_COLUMNS)
      throw new DatasetError(
        l10n.t(
          '{0} has more than {1} different keys; give every record the same few keys.',
          this.source,
          MAX_COLUMNS,
        ),
      );
    const name = path.replaceAll(PATH, '.');
    const added = this.builder.addColumn(path.endsWith(PATH) ? `${name.slice(0, -2)}: length` : name);
    this.columns.set(path, added);
    return added;
  }
}
