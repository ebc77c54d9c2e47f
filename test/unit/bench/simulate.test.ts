import { describe, expect, it } from 'vitest';
import costs from '../../../bench/scale/costs.json';
import { Simulation, type Outcome, type Scenario } from '../../../bench/scale/simulate';
import { allPairs } from '../../../src/process/run/plan';

const COLUMNS = 60;
const PAIRS = allPairs(COLUMNS);
const calm: Scenario = {
  name: '',
  columns: COLUMNS,
  workers: 1,
  threads: 1,
  trainedShare: 0.1,
  stragglers: 0,
  lossesAnHour: 0,
  replacedAfter: null,
};

/** What a scenario came to, without what depends on this machine's clock. */
function played(scenario: Partial<Scenario>, seed = 1): Outcome {
  const outcome = new Simulation({ ...calm, ...scenario }, PAIRS, costs, seed).run();
  return { ...outcome, scheduleSeconds: 0 };
}

describe('a run that is played on a virtual clock', () => {
  it('takes one worker what its pairs take, and a little for blocks and columns', () => {
    const { outline, settle, finish } = costs.pairSeconds;
    const computing = PAIRS.length * (outline + settle + 0.1 * finish);
    const { reached, workersBusy } = played({});
    expect(reached.finish).toBeGreaterThan(0.9 * computing);
    expect(reached.finish).toBeLessThan(1.5 * computing);
    expect(workersBusy).toBeGreaterThan(0.95);
  });

  it('is the same with the same seed', () => {
    const rough = { workers: 5, stragglers: 0.3, lossesAnHour: 60, replacedAfter: 20 };
    expect(played(rough)).toEqual(played(rough));
    expect(played(rough)).not.toEqual(played(rough, 2));
  });

  it('is faster on more workers, slower with stragglers, and ends though workers are lost', () => {
    const one = played({}).reached.finish;
    const ten = played({ workers: 10 }).reached.finish;
    expect(one / ten).toBeGreaterThan(6);
    expect(one / ten).toBeLessThan(10);
    expect(played({ workers: 10, stragglers: 1 }).reached.finish).toBeGreaterThan(2 * ten);
    const losing = played({ workers: 10, lossesAnHour: 120, replacedAfter: 10 });
    expect(losing.workersLost).toBeGreaterThan(0);
    expect(losing.secondsLost).toBeGreaterThan(0);
    expect(losing.reached.finish).toBeGreaterThan(ten);
  });

  it('says where nobody is left', () => {
    expect(() => played({ lossesAnHour: 3600 })).toThrow('no worker is left');
  });
});
