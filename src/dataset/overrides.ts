/**
 * What a person can say a column is, where its cells are read wrongly: numbers (or numbers with that decimal mark), dates
 * (or dates in that order), categories, or text that tells nothing.
 */
export const COLUMN_OVERRIDES = [
  ...(['numeric', 'decimal-point', 'decimal-comma'] as const),
  ...(['datetime', 'day-first', 'month-first'] as const),
  ...(['categorical', 'text'] as const),
] as const;
export type ColumnOverride = (typeof COLUMN_OVERRIDES)[number];
