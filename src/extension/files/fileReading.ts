import * as v from 'valibot';
import type * as vscode from 'vscode';
import type { DerivationRequest } from '../../dataset/derivations';
import { COLUMN_OVERRIDES, type ColumnOverride } from '../../dataset/overrides';
import { chosenReading, recordedReading, recordReading, type ChosenReading } from '../../report/reading';

/** What a person decided about the reading of one file, and the variables they want made of its columns. */
export type FileReading = ChosenReading;

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

/** The form in which a program gives it. */
export const fileReading = v.strictObject({
  ...recordedReading.entries,
  columns: v.optional(
    v.pipe(
      v.record(v.string(), v.picklist(COLUMN_OVERRIDES)),
      v.transform((columns) => new Map(Object.entries(columns))),
    ),
  ),
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
    const parsed = v.safeParse(recordedReading, this.workspaceState.get(keyOf(uri)));
    return parsed.success ? chosenReading(parsed.output) : AS_INFERRED;
  }

  async remember(uri: vscode.Uri, reading: FileReading): Promise<void> {
    if (uri.scheme === 'untitled') {
      this.untitled.set(uri.toString(), reading);
      return;
    }
    await this.workspaceState.update(keyOf(uri), isAsInferred(reading) ? undefined : recordReading(reading));
  }

  /** The untitled editor was closed. */
  forgetUntitled(uri: vscode.Uri): void {
    this.untitled.delete(uri.toString());
  }
}

const keyOf = (uri: vscode.Uri) => `mine.reading:${uri.toString()}`;
