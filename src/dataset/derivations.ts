/** Variables that can be made of a column: whether it is missing, missing as a category beside its own, parts of a date. */
export const DERIVATIONS = ['is-missing', 'missing-as-category', 'hour', 'weekday', 'month'] as const;
export type Derivation = (typeof DERIVATIONS)[number];

export interface DerivationRequest {
  readonly column: string;
  readonly as: Derivation;
}

interface MaybeDerived {
  readonly name: string;
  readonly derivation?: DerivationRequest | undefined;
}

/**
 * Whether one of the columns is made of the other, or both of a third one in a way that leaves nothing to find out between
 * them. Parts of one date may depend on each other or not.
 */
export function isOfOneColumn(a: MaybeDerived, b: MaybeDerived): boolean {
  const [one, other] = [a.derivation, b.derivation];
  if (one?.column === b.name || other?.column === a.name) return true;
  return one !== undefined && one.column === other?.column && !(isDatePart(one) && isDatePart(other));
}

function isDatePart({ as }: DerivationRequest): boolean {
  switch (as) {
    case 'hour':
    case 'weekday':
    case 'month':
      return true;
    case 'is-missing':
    case 'missing-as-category':
      return false;
  }
}
