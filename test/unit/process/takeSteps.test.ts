import { describe, expect, it } from 'vitest';
import { takeSteps } from '../../../src/process/takeSteps';

function* counting(to: number, closed: { value: boolean }) {
  try {
    for (let i = 1; i <= to; i++) {
      const end = performance.now() + 1;
      while (performance.now() < end);
      yield i;
    }
    return 'done';
  } finally {
    closed.value = true;
  }
}

describe('steps taken in slices', () => {
  it('lead to the result, with progress now and then and turns for others in between', async () => {
    const seen: number[] = [];
    let turns = 0;
    const timer = setInterval(() => turns++, 1);
    const result = await takeSteps(counting(150, { value: false }), { onProgress: (i) => seen.push(i) });
    clearInterval(timer);
    expect(result).toBe('done');
    expect(seen.length).toBeGreaterThan(0);
    expect(seen.length).toBeLessThan(20);
    expect(turns).toBeGreaterThan(0);
  });

  it('stop where they are aborted, and close what they were taken from', async () => {
    const closed = { value: false };
    const abort = new AbortController();
    const steps = takeSteps(counting(100_000, closed), {
      signal: abort.signal,
      onProgress: () => {
        abort.abort();
      },
    });
    await expect(steps).rejects.toThrow(/abort/);
    expect(closed.value).toBe(true);
  });
});
