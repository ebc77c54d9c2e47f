import { describe, expect, it } from 'vitest';
import { longerSettings, trainingSettings } from '../../../src/mine/settings';
import { nextTraining } from '../../../src/report/moreTraining';
import { pair } from './reports';

describe('training a pair longer', () => {
  const trained = pair('a', 'b', { status: 'converged', iterations: 400 });

  it('gives a pair without training the first, and then four times as much, again and again', () => {
    const settled = { ...trained, iterations: 0 };
    expect(nextTraining(settled, 'standard')).toEqual({ preset: 'standard', times: 1 });
    expect(nextTraining(trained, 'standard')).toEqual({ preset: 'standard', times: 4 });
    expect(nextTraining({ ...trained, more: { preset: 'standard', times: 4 } }, 'standard')).toEqual({
      preset: 'standard',
      times: 16,
    });
  });

  it('is the standard preset’s training after the quick one, which trains nothing', () => {
    expect(nextTraining({ ...trained, iterations: 0 }, 'quick')).toEqual({ preset: 'standard', times: 1 });
    expect(nextTraining({ ...trained, more: { preset: 'standard', times: 1 } }, 'quick')).toEqual({
      preset: 'standard',
      times: 4,
    });
  });

  it('finishes first what was stopped', () => {
    expect(nextTraining({ ...trained, status: 'cancelled' }, 'thorough')).toEqual({
      preset: 'thorough',
      times: 1,
    });
  });

  it('has an end, and is nothing for a pair that failed', () => {
    expect(nextTraining({ ...trained, more: { preset: 'standard', times: 64 } }, 'standard')).toBeNull();
    expect(nextTraining({ ...trained, status: 'failed', mi: null }, 'standard')).toBeNull();
  });

  it('changes the steps, and nothing that the choice among checkpoints depends on', () => {
    const size = { rows: 2_000, grouped: false };
    const preset = trainingSettings('standard', 'mine', size);
    const longer = longerSettings({ preset: 'standard', times: 4 }, 'mine', size);
    expect(longer.steps).toBe(4 * preset.steps);
    expect(longer.steps / longer.checkpointEvery).toBe(preset.steps / preset.checkpointEvery);
    expect({ ...longer, settle: true, steps: 0, checkpointEvery: 0 }).toEqual({
      ...preset,
      steps: 0,
      checkpointEvery: 0,
    });
  });
});
