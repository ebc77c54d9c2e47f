import { describe, expect, it } from 'vitest';
import { Outbox } from '../../../src/process/outbox';
import { waitingPair } from '../../../src/process/run/pairState';
import type { FromProcess } from '../../../src/process/protocol';

const progress = (index: number, n: number): FromProcess => ({
  type: 'progress',
  seconds: 1,
  share: n / 1000,
  secondsLeft: null,
  updates: [{ index, pair: { ...waitingPair({ x: ['a'], z: ['b'] }), n } }],
});
const updatesIn = (message: FromProcess | undefined) =>
  message?.type === 'progress' ? message.updates.map(({ index, pair }) => [index, pair.n]) : [];

/** A front that takes messages when it is told to. */
function front() {
  const written: FromProcess[] = [];
  const taken: (() => void)[] = [];
  const outbox = new Outbox((message, done) => {
    written.push(message);
    taken.push(done);
  });
  return { outbox, written, take: () => taken.shift()?.() };
}

describe('messages to a front', () => {
  it('are written at once while it listens', () => {
    const { outbox, written, take } = front();
    for (let n = 0; n < 100; n++) {
      outbox.post(progress(0, n));
      take();
    }
    expect(written.length).toBe(100);
  });

  it('are gathered while it does not: the last news of each pair, in a memory that does not grow', () => {
    const { outbox, written, take } = front();
    for (let n = 0; n < 1000; n++) {
      outbox.post(progress(n % 3, n));
      outbox.post({ type: 'reading', bytes: n, total: null });
    }
    expect(written.length).toBeLessThan(10);
    take();
    expect(new Map(updatesIn(written.at(-1)) as [number, number][])).toEqual(
      new Map([
        [0, 999],
        [1, 997],
        [2, 998],
      ]),
    );
  });

  it('keep their order: what was gathered goes before an answer', () => {
    const { outbox, written } = front();
    for (let n = 0; n < 10; n++) outbox.post(progress(0, n));
    outbox.post({ type: 'points', index: 0, points: null });
    expect(updatesIn(written.at(-2))).toEqual([[0, 9]]);
    expect(written.at(-1)?.type).toBe('points');
  });
});
