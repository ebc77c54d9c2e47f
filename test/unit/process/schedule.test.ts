import { describe, expect, it } from 'vitest';
import { Schedule } from '../../../src/process/schedule';

/** Lets threads take turns for some slices, each of which trains a tenth of a pair. */
function work(schedule: Schedule, threads: number, slices: number): number[][] {
  const taken: number[][] = Array.from({ length: threads }, () => []);
  const shares = new Map<number, number>();
  for (let i = 0; i < slices; i++) {
    const thread = i % threads;
    const pair = schedule.next(thread);
    if (pair === null) continue;
    taken[thread]?.push(pair);
    shares.set(pair, (shares.get(pair) ?? 0) + 1);
    schedule.advanced(pair, (shares.get(pair) ?? 0) / 10);
  }
  return taken;
}

describe('the schedule', () => {
  it('gives every pair a little before any pair gets more', () => {
    expect(work(new Schedule(4), 1, 8)).toEqual([[0, 1, 2, 3, 0, 1, 2, 3]]);
  });

  it('keeps a pair with the thread that began it', () => {
    const taken = work(new Schedule(5), 2, 40);
    const [first = [], second = []] = taken.map((pairs) => new Set(pairs));
    expect([...first].filter((pair) => [...second].includes(pair))).toEqual([]);
    expect(new Set([...first, ...second]).size).toBe(5);
  });

  it('does not give a pair to a thread that is still busy with it', () => {
    const schedule = new Schedule(1);
    expect(schedule.next(0)).toBe(0);
    expect(schedule.next(0)).toBeNull();
  });

  it('gives the selected pair twice as much, and the others still something', () => {
    const schedule = new Schedule(3);
    work(schedule, 1, 3);
    schedule.select(2);
    const [taken = []] = work(schedule, 1, 8);
    const times = (pair: number) => taken.filter((other) => other === pair).length;
    expect(times(2)).toBeGreaterThan(times(0));
    expect(times(0)).toBeGreaterThan(0);
  });

  it('ends when every pair is trained, and knows its share until then', () => {
    const schedule = new Schedule(2);
    work(schedule, 1, 10);
    expect(schedule.share).toBeCloseTo(0.5, 12);
    expect(schedule.finished).toBe(false);
    work(new Schedule(2), 1, 0);
    const whole = new Schedule(2);
    work(whole, 1, 20);
    expect([whole.finished, whole.share, whole.next(0)]).toEqual([true, 1, null]);
  });

  it('abandons what a lost thread had under way, and nothing else', () => {
    const schedule = new Schedule(4);
    const taken = work(schedule, 2, 4);
    expect(schedule.abandon(0)).toEqual(taken[0]);
    expect(schedule.next(0)).toBeNull();
    expect(schedule.next(1)).toBe(taken[1]?.[0]);
  });
});
