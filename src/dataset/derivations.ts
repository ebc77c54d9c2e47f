/** Variables that can be made of a column: whether it is missing, missing as a category beside its own, parts of a date. */
export const DERIVATIONS = ['is-missing', 'missing-as-category', 'hour', 'weekday', 'month'] as const;
export type Derivation = (typeof DERIVATIONS)[number];

export interface DerivationRequest {
  readonly column: string;
  readonly as: Derivation;
}
