import * as v from 'valibot';
import type * as vscode from 'vscode';
import { DERIVATIONS, type DerivationRequest } from '../dataset/derivations';
import { ENCODINGS, type ReadingChoices } from '../dataset/options';
import { COLUMN_OVERRIDES, type ColumnOverride } from '../dataset/overrides';

/** What a person decided about the reading of one file, and the variables they want made of its columns. */
export interface FileReading extends ReadingChoices {
  readonly derive?: readonly DerivationRequest[] | undefined;
}

/** Nothing was decided. */
export const AS_INFERRED: FileReading = {};

export function isAsInferred({ columns, derive, ...rest }: FileReading): boolean {
  return (
    Object.values(rest).every((choice) => choice === undefined) && !(columns?.size ?? 0) && !derive?.length
  );
}

/** What a column is from now on; undefined: what its cells tell. */
export function withColumnAs(
  reading: FileReading,
  column: string,
  override: ColumnOverride | undefined,
): FileReading {
  const columns = new Map(reading.columns);
  if (override === undefined) columns.delete(column);
  else columns.set(column, override);
  return { ...reading, columns };
}

export function isDerived({ derive = [] }: FileReading, request: DerivationRequest): boolean {
  return derive.some(isSame(request));
}

/** Makes the variable, or no longer. */
export function withDerivationToggled(reading: FileReading, request: DerivationRequest): FileReading {
  const { derive = [] } = reading;
  return {
    ...reading,
    derive: isDerived(reading, request)
      ? derive.filter((other) => !isSame(request)(other))
      : [...derive, request],
  };
}

const isSame = (request: DerivationRequest) => (other: DerivationRequest) =>
  other.column === request.column && other.as === request.as;

const choices = {
  delimiter: v.optional(v.string()),
  encoding: v.optional(v.picklist(ENCODINGS)),
  decimalComma: v.optional(v.boolean()),
  header: v.optional(v.boolean()),
  comment: v.optional(v.nullable(v.string())),
  missing: v.optional(v.array(v.string())),
  derive: v.optional(v.array(v.object({ column: v.string(), as: v.picklist(DERIVATIONS) }))),
};
const override = v.picklist(COLUMN_OVERRIDES);

/** The form in which a program gives it. */
export const fileReading = v.strictObject({
  ...choices,
  columns: v.optional(
    v.pipe(
      v.record(v.string(), override),
      v.transform((columns) => new Map(Object.entries(columns))),
    ),
  ),
});

/** The form that is kept: JSON, and column names, which may be any text, as values and never as keys. */
const kept = v.object({
  ...choices,
  columns: v.optional(v.array(v.tuple([v.string(), override]))),
});

/** The part of VS Code's Memento that is needed. */
interface Memory {
  get(key: string): unknown;
  update(key: string, value: unknown): Thenable<void>;
}

/** How each file is to be read, remembered in the workspace. */
export class FileReadings {
  /** Another text may have an untitled editor's name tomorrow: what was chosen for it ends with it. */
  private readonly untitled = new Map<string, FileReading>();

  constructor(private readonly workspaceState: Memory) {}

  of(uri: vscode.Uri): FileReading {
    if (uri.scheme === 'untitled') return this.untitled.get(uri.toString()) ?? AS_INFERRED;
    const parsed = v.safeParse(kept, this.workspaceState.get(keyOf(uri)));
    if (!parsed.success) return AS_INFERRED;
    const { columns, ...rest } = parsed.output;
    return { ...rest, ...(columns && { columns: new Map(columns) }) };
  }

  async remember(uri: vscode.Uri, reading: FileReading): Promise<void> {
    if (uri.scheme === 'untitled') {
      this.untitled.set(uri.toString(), reading);
      return;
    }
    const { columns, ...rest } = reading;
    await this.workspaceState.update(
      keyOf(uri),
      isAsInferred(reading) ? undefined : { ...rest, columns: [...(columns ?? [])] },
    );
  }

  /** The untitled editor was closed. */
  forgetUntitled(uri: vscode.Uri): void {
    this.untitled.delete(uri.toString());
  }
}

const keyOf = (uri: vscode.Uri) => `mine.reading:${uri.toString()}`;
