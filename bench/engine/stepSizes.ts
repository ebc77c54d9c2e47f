import * as v from 'valibot';

/** One size of a training step that every contestant takes. */
export const stepSize = v.object({
  hidden: v.number(),
  batch: v.number(),
  /** Inputs of each side. */
  inputs: v.number(),
  rePairings: v.number(),
  activation: v.picklist(['relu', 'silu']),
  /**
   * The step of the standard preset: from the Gaussian log-ratio, gradient clipped, weights decayed, step size on a cosine.
   * Else that of the paper's algorithm.
   */
  recipe: v.boolean(),
});
export type StepSize = v.InferOutput<typeof stepSize>;

const plain = { rePairings: 1, activation: 'relu', recipe: false } as const;

export const PLAIN_SIZES: readonly StepSize[] = [1, 5, 20].flatMap((inputs) =>
  [32, 64, 128].flatMap((hidden) => [256, 512].map((batch) => ({ ...plain, hidden, batch, inputs }))),
);

export const SILU_SIZES: readonly StepSize[] = [32, 64, 128].map((hidden) => ({
  ...plain,
  activation: 'silu',
  hidden,
  batch: 512,
  inputs: 1,
}));

/** A column against a column with eight cosines each. */
export const RECIPE_SIZES: readonly StepSize[] = [256, 512].map((batch) => ({
  hidden: 32,
  batch,
  inputs: 9,
  rePairings: 2,
  activation: 'relu',
  recipe: true,
}));

/** Few sizes that have a goal. */
export const QUICK_SIZES: readonly StepSize[] = [
  { ...plain, hidden: 64, batch: 256, inputs: 1 },
  { ...plain, hidden: 64, batch: 256, inputs: 20 },
  { ...plain, hidden: 128, batch: 512, inputs: 1 },
  { ...plain, activation: 'silu', hidden: 64, batch: 512, inputs: 1 },
  ...RECIPE_SIZES.filter(({ batch }) => batch === 512),
];

export function sizeName({ hidden, batch, inputs, activation, rePairings, recipe }: StepSize): string {
  const extra = recipe ? `, recipe (S = ${rePairings})` : activation === 'silu' ? ', SiLU' : '';
  return `H = ${hidden}, B = ${batch}, d = ${inputs}${extra}`;
}

/** Floating-point operations of a step if nothing is skipped: forward, gradient of the weights, and of the hidden layers. */
export function flops({ hidden, batch, inputs, rePairings }: StepSize): number {
  const multiplyAdds = 3 * hidden * hidden + 2 * (2 * inputs) * hidden + 3 * hidden;
  return 2 * (1 + rePairings) * batch * multiplyAdds;
}
