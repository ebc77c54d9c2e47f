import { DatasetError, type Dataset } from '../../dataset/dataset';
import { createRandom } from '../../dataset/random';
import { sampleOrAll } from '../../dataset/sample';
import { trainSideBySide } from '../../mine/applications/sideBySide';
import type { Engine } from '../../mine/critic';
import { PairRefusal, preparePair, type Pair, type PairChoice } from '../../mine/pair';
import { Sides } from '../../mine/sides';
import type { Bounds } from '../../report/bounds';
import type { Application } from '../protocol';
import type { ApplicationStep } from './application';
import { columnNamed } from './tableRows';

type Settings = Application & { kind: 'bounds' };

/** A third of the rows is held out. */
const FOLDS = 3;

/**
 * Trains a critic of the pair for each bound, as the preset says but from nothing, and measures both bounds of both.
 * @throws DatasetError where the pair cannot be estimated
 */
export function* boundsSteps(
  dataset: Dataset,
  { x, z, preset, seed, maxRows }: Settings,
  engine: Engine,
): Generator<ApplicationStep, Bounds> {
  const sides = new Sides(sampleOrAll(dataset.rows, maxRows, seed), seed);
  const columns = (names: readonly string[]) => names.map((name) => columnNamed(dataset, name));
  const pair = preparedPair({
    x: columns(x),
    z: columns(z),
    sides,
    preset,
    estimator: 'mine',
    seed,
    engine,
  });
  const { n, encoded, settings, limits } = pair;
  const { heldOut, trained } = sides.deal(n, FOLDS, limits.blockLength);
  const [held = new Uint32Array(), train = new Uint32Array()] = [heldOut[0], trained[0]];
  let result: Bounds = {
    schema: 'mine-bounds/1',
    source: dataset.source,
    x,
    z,
    preset,
    seed,
    engine: engine.name,
    rows: { train: train.length, heldOut: held.length },
    steps: settings.steps,
    gaussian: pair.references().gaussian,
    points: [],
  };
  yield { share: 0, result };
  for (const point of trainSideBySide(encoded, train, held, engine, settings, createRandom(seed))) {
    result = { ...result, points: [...result.points, point] };
    yield { share: point.iteration / settings.steps, result };
  }
  return result;
}

function preparedPair(choice: PairChoice): Pair {
  try {
    return preparePair(choice);
  } catch (error) {
    throw error instanceof PairRefusal ? new DatasetError(error.message) : error;
  }
}
