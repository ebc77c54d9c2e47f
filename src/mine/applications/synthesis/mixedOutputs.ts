import type { Random } from '../../../dataset/random';

/** A stretch of a row's numbers: a normal score, or indicators of which one is 1. */
export type Part =
  | {
      readonly kind: 'score';
      readonly at: number;
      /** Of the indicator that tells that there is a value: without one the score is 0. Null: there always is. */
      readonly presence: number | null;
    }
  | { readonly kind: 'choice'; readonly at: number; readonly count: number };

/** Temperature of the choices: at 0 one indicator would be 1 and no gradient would pass. */
const TEMPERATURE = 0.2;

/**
 * Turns a network's outputs into rows: choices are drawn by the Gumbel-softmax (Jang et al., ICLR 2017), through which
 * gradients pass.
 */
export class MixedOutputs {
  /** The rows shaped last, and their scores before absent ones were set to 0. */
  private rows = new Float32Array(0);
  private scores = new Float32Array(0);

  constructor(
    readonly width: number,
    private readonly parts: readonly Part[],
  ) {}

  /** In place. */
  shape(outputs: Float32Array, random: Random): void {
    this.scores = outputs.slice();
    for (let at = 0; at < outputs.length; at += this.width)
      for (const part of this.parts)
        if (part.kind === 'choice') choose(outputs, at + part.at, part.count, random);
    for (let at = 0; at < outputs.length; at += this.width)
      for (const part of this.parts)
        if (part.kind === 'score' && part.presence !== null)
          outputs[at + part.at] = outputs[at + part.at]! * outputs[at + part.presence]!;
    this.rows = outputs.slice();
  }

  /** The derivative by the outputs of the rows shaped last, in place of the one by the rows. */
  chain(derivative: Float32Array): void {
    const { rows, scores } = this;
    for (let at = 0; at < derivative.length; at += this.width)
      for (const { kind, at: own, ...part } of this.parts)
        if (kind === 'score' && 'presence' in part && part.presence !== null) {
          const d = derivative[at + own]!;
          derivative[at + own] = d * rows[at + part.presence]!;
          derivative[at + part.presence] = derivative[at + part.presence]! + d * scores[at + own]!;
        }
    for (let at = 0; at < derivative.length; at += this.width)
      for (const part of this.parts)
        if (part.kind === 'choice') {
          const [begin, end] = [at + part.at, at + part.at + part.count];
          let mean = 0;
          for (let i = begin; i < end; i++) mean += rows[i]! * derivative[i]!;
          for (let i = begin; i < end; i++)
            derivative[i] = (rows[i]! * (derivative[i]! - mean)) / TEMPERATURE;
        }
  }
}

function choose(values: Float32Array, begin: number, count: number, random: Random): void {
  let top = -Infinity;
  for (let i = begin; i < begin + count; i++) {
    // Gumbel noise; 1 - u is never 0.
    values[i] = (values[i]! - Math.log(-Math.log(1 - random.uniform()) + 1e-12)) / TEMPERATURE;
    if (values[i]! > top) top = values[i]!;
  }
  let sum = 0;
  for (let i = begin; i < begin + count; i++) {
    values[i] = Math.exp(values[i]! - top);
    sum += values[i]!;
  }
  for (let i = begin; i < begin + count; i++) values[i] = values[i]! / sum;
}
