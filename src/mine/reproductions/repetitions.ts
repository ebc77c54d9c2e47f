import type { Form, Part, ReproductionChoice } from './reproduction';

/** The form's size, with as many repetitions as are asked for. */
export function sizeOf<S extends { readonly seeds: number }>(
  sizes: Readonly<Record<Form, S>>,
  { form, seeds }: ReproductionChoice,
): S {
  const size = sizes[form];
  return { ...size, seeds: seeds ?? size.seeds };
}

/** Every method with the first seed, from 1 on, then with the next. */
export function repetitions<M, P>(
  seeds: number,
  methods: readonly M[],
  part: (method: M, seed: number) => Part<P>,
): Part<P>[] {
  return Array.from({ length: seeds }, (_, i) => i + 1).flatMap((seed) =>
    methods.map((method) => part(method, seed)),
  );
}
