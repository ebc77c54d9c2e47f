import * as l10n from '@vscode/l10n';
import { createRandom } from '../../dataset/random';
import type { SideRows } from '../networks/miCritic';
import { Network, perceptron } from '../networks/network';
import type { MatrixProducts } from '../networks/products';
import { encodingMean } from './encodingDraw';

/** The encoder of a bottleneck "gaussian" that is bounded, as it was trained. */
export class TrainedEncoder {
  private readonly network: Network;

  /**
   * @param shape numbers that go in, units of the hidden layers, numbers that make up T
   * @param parameters as in Bottleneck.encoderParameters
   * @throws Error with a sentence where they are not those of such an encoder
   */
  constructor(
    private readonly shape: {
      readonly inputs: number;
      readonly hidden: readonly number[];
      readonly latent: number;
    },
    parameters: readonly number[],
    products: MatrixProducts,
  ) {
    const { inputs, hidden, latent } = shape;
    const layers = perceptron(inputs, hidden, 2 * latent, { activation: 'relu' });
    this.network = new Network(layers, products, createRandom(0));
    if (this.network.parameters.length !== parameters.length)
      throw new Error(l10n.t('What was kept of the encoding is damaged: compress the columns again.'));
    this.network.parameters.set(parameters);
  }

  /** T without its noise, [rows][latent]. */
  encode({ values, width }: SideRows): Float32Array {
    const { latent } = this.shape;
    const rows = values.length / width;
    const outputs = this.network.forward(values, rows, false);
    const means = new Float32Array(rows * latent);
    for (let i = 0; i < rows; i++)
      for (let k = 0; k < latent; k++)
        means[i * latent + k] = encodingMean(outputs[2 * i * latent + k]!, true);
    return means;
  }
}
