import { describe, expect, it } from 'vitest';
import { Stopwatch } from '../../../src/process/run/stopwatch';

describe('a stopwatch', () => {
  it('leaves out the time in which it stood still, however often it is told', () => {
    let now = 5_000;
    const watch = new Stopwatch(() => now);
    now += 1_000;
    watch.stop();
    now += 60_000;
    watch.stop();
    expect(watch.seconds).toBe(1);
    watch.goOn();
    watch.goOn();
    now += 500;
    expect(watch.seconds).toBe(1.5);
    watch.stop();
    now += 9_000;
    watch.goOn();
    expect(watch.seconds).toBe(1.5);
  });
});
