import { bottleneckExperiment } from './bottleneck';
import { gaussianExperiment } from './gaussian';
import { inferenceExperiment } from './inference';
import { nonlinearExperiment } from './nonlinear';
import { gaussians25, planeExperiment, spiral } from './planes';
import type { Experiment, ReproductionChoice, ReproductionName } from './reproduction';

/** An experiment's parts; nothing is computed before one of them is run. */
export function experiment(name: ReproductionName, choice: ReproductionChoice): Experiment {
  switch (name) {
    case 'gaussian':
      return gaussianExperiment(choice);
    case 'nonlinear':
      return nonlinearExperiment(choice);
    case 'spiral':
      return planeExperiment(spiral, choice);
    case 'gaussians25':
      return planeExperiment(gaussians25, choice);
    case 'bottleneck':
      return bottleneckExperiment(choice);
    case 'inference':
      return inferenceExperiment(choice);
  }
}
