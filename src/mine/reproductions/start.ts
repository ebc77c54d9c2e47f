import { reproduceBottleneck } from './bottleneck';
import { reproduceGaussian } from './gaussian';
import { reproduceInference } from './inference';
import { reproduceNonlinear } from './nonlinear';
import { gaussians25, reproducePlane, spiral } from './planes';
import type { ReproductionChoice, ReproductionName, Running } from './reproduction';

/** Begins an experiment; nothing is computed before its first step is asked for. */
export function startReproduction(name: ReproductionName, choice: ReproductionChoice): Running {
  switch (name) {
    case 'gaussian':
      return reproduceGaussian(choice);
    case 'nonlinear':
      return reproduceNonlinear(choice);
    case 'spiral':
      return reproducePlane(spiral, choice);
    case 'gaussians25':
      return reproducePlane(gaussians25, choice);
    case 'bottleneck':
      return reproduceBottleneck(choice);
    case 'inference':
      return reproduceInference(choice);
  }
}
