import * as v from 'valibot';
import { DERIVATIONS, type DerivationRequest } from '../dataset/derivations';
import { ENCODINGS, type ReadingChoices } from '../dataset/options';
import { COLUMN_OVERRIDES } from '../dataset/overrides';

const text = v.pipe(v.string(), v.maxLength(100_000));

/** What a person chose, in JSON: columns' names, which may be any text, are values and never keys. */
export const recordedReading = v.object({
  delimiter: v.optional(text),
  encoding: v.optional(v.picklist(ENCODINGS)),
  decimalComma: v.optional(v.boolean()),
  header: v.optional(v.boolean()),
  comment: v.optional(v.nullable(text)),
  missing: v.optional(v.array(text)),
  columns: v.optional(v.array(v.tuple([text, v.picklist(COLUMN_OVERRIDES)]))),
  derive: v.optional(v.array(v.object({ column: text, as: v.picklist(DERIVATIONS) }))),
});
export type RecordedReading = v.InferOutput<typeof recordedReading>;

/** What a person chose about a file, and the variables made of its columns. */
export interface ChosenReading extends ReadingChoices {
  readonly derive?: readonly DerivationRequest[] | undefined;
}

/** Has only what was chosen: nothing where all was inferred. */
export function recordReading(chosen: ChosenReading): RecordedReading {
  const { delimiter, encoding, decimalComma, header, comment, missing, columns, derive } = chosen;
  return {
    ...(delimiter !== undefined && { delimiter }),
    ...(encoding !== undefined && { encoding }),
    ...(decimalComma !== undefined && { decimalComma }),
    ...(header !== undefined && { header }),
    ...(comment !== undefined && { comment }),
    ...(missing !== undefined && { missing: [...missing] }),
    ...(columns !== undefined && columns.size > 0 && { columns: [...columns] }),
    ...(derive !== undefined && derive.length > 0 && { derive: [...derive] }),
  };
}

export function chosenReading({ columns, ...rest }: RecordedReading): ChosenReading {
  return { ...rest, ...(columns && { columns: new Map(columns) }) };
}
