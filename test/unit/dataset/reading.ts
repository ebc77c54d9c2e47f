import type { Column, Dataset } from '../../../src/dataset/dataset';
import { DatasetError } from '../../../src/dataset/dataset';
import type { ReadingOptions } from '../../../src/dataset/options';
import { readDataset } from '../../../src/dataset/read';
import { bytesSource } from '../../../src/dataset/bytes/source';

export const readText = (name: string, text: string, options: ReadingOptions = {}): Promise<Dataset> =>
  readDataset(bytesSource(name, new TextEncoder().encode(text)), options);

/** The sentence with which a dataset is refused. */
export async function refusal(
  name: string,
  content: string | Uint8Array,
  options: ReadingOptions = {},
): Promise<string> {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  try {
    await readDataset(bytesSource(name, bytes), options);
  } catch (error) {
    if (error instanceof DatasetError) return error.message;
    throw error;
  }
  throw new Error(`${name} was read, though it should have been refused`);
}

export function column(dataset: Dataset, name: string): Column {
  const found = dataset.columns.find((candidate) => candidate.name === name);
  if (found === undefined) throw new Error(`no column ${name} among ${names(dataset).join(', ')}`);
  return found;
}

export const names = (dataset: Dataset): string[] => dataset.columns.map(({ name }) => name);
export const lines = (dataset: Dataset): number[] => [...dataset.lines];

/** A column's values row by row; missing: null. */
export function values(of: Column): (string | number | null)[] {
  switch (of.kind) {
    case 'numeric':
      return Array.from(of.values, (value) => (Number.isNaN(value) ? null : value));
    case 'categorical':
      return Array.from(of.codes, (code) => of.levels[code] ?? null);
  }
}

/** A one-column dataset's column. */
export async function columnOf(cells: readonly string[], name = 'x'): Promise<Column> {
  const quoted = cells.map((cell) => `"${cell.replaceAll('"', '""')}"`);
  return column(await readText('cells.csv', [name, ...quoted].join('\n')), name);
}
