import type { Network } from './network';

/** Adam (Kingma and Ba, ICLR 2015). */
export interface DescentSettings {
  readonly learningRate: number;
  /** Weights of the past in the averages of the gradient and of its square. */
  readonly beta1: number;
  readonly beta2: number;
}

export const ADAM = { beta1: 0.9, beta2: 0.999 } as const;

/** Descends along networks' gradients, which it clears. */
export class Descent {
  private readonly parts: readonly {
    parameters: Float32Array;
    gradient: Float32Array;
    first: Float32Array;
    second: Float32Array;
  }[];
  private steps = 0;

  constructor(
    networks: readonly Pick<Network, 'parameters' | 'gradient'>[],
    private readonly settings: DescentSettings,
  ) {
    this.parts = networks.map(({ parameters, gradient }) => ({
      parameters,
      gradient,
      first: new Float32Array(parameters.length),
      second: new Float32Array(parameters.length),
    }));
  }

  /** @param rate share of the learning rate */
  step(rate = 1): void {
    const { learningRate, beta1, beta2 } = this.settings;
    this.steps += 1;
    const size = (rate * learningRate) / (1 - beta1 ** this.steps);
    const secondBias = 1 / (1 - beta2 ** this.steps);
    for (const { parameters, gradient, first, second } of this.parts) {
      for (let i = 0; i < parameters.length; i++) {
        const g = gradient[i]!;
        // 1e-30 keeps the moments of dead units out of the slow subnormal numbers.
        const m = (first[i] = beta1 * first[i]! + (1 - beta1) * g + 1e-30);
        const v = (second[i] = beta2 * second[i]! + (1 - beta2) * g * g + 1e-30);
        parameters[i] = parameters[i]! - (size * m) / (Math.sqrt(v * secondBias) + 1e-8);
      }
      gradient.fill(0);
    }
  }
}
