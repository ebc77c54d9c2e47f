import { describe, expect, it } from 'vitest';
import { Slices, type Sliced } from '../../../webview/slices';

/** Frames that come when a test says so. */
function frames() {
  const waiting: (() => void)[] = [];
  return {
    slices: new Slices((task) => waiting.push(task)),
    waiting,
    next: () => waiting.shift()?.(),
  };
}

/** Steps of this many milliseconds each; `done` is called after the last. */
function* steps(count: number, ms: number, done: () => void): Sliced<void> {
  for (let step = 0; step < count; step++) {
    const end = performance.now() + ms;
    while (performance.now() < end);
    yield;
  }
  done();
}

describe('work in slices', () => {
  it('is done at once where it fits into a frame', () => {
    const { slices, waiting } = frames();
    let isDone = false;
    slices.start(steps(3, 0, () => (isDone = true)));
    expect([isDone, waiting.length]).toEqual([true, 0]);
  });

  it('goes on in the next frames where it does not', () => {
    const { slices, waiting, next } = frames();
    let isDone = false;
    slices.start(steps(3, 20, () => (isDone = true)));
    for (let frame = 0; frame < 2; frame++) {
      expect([isDone, waiting.length]).toEqual([false, 1]);
      next();
    }
    next();
    expect([isDone, waiting.length]).toEqual([true, 0]);
  });

  it('is left where other work takes its place, and there is still one slice a frame', () => {
    const { slices, waiting, next } = frames();
    const done: string[] = [];
    slices.start(steps(3, 20, () => done.push('first')));
    slices.start(steps(1, 0, () => done.push('second')));
    expect([done, waiting.length]).toEqual([[], 1]);
    next();
    expect([done, waiting.length]).toEqual([['second'], 0]);
  });

  it('goes on in the next frame where it says so, however much time is left', () => {
    const { slices, waiting, next } = frames();
    const done: string[] = [];
    slices.start(
      (function* (): Sliced<void> {
        done.push('first');
        yield 'frame';
        done.push('second');
      })(),
    );
    expect([done, waiting.length]).toEqual([['first'], 1]);
    next();
    expect([done, waiting.length]).toEqual([['first', 'second'], 0]);
  });

  it('is left where it is stopped', () => {
    const { slices, next } = frames();
    let isDone = false;
    slices.start(steps(2, 20, () => (isDone = true)));
    slices.stop();
    next();
    expect(isDone).toBe(false);
  });
});
