import { describe, expect, it } from 'vitest';
import { RunQueue, type Place } from '../../../src/extension/run/runQueue';

/** A run that writes down what it is told. */
class Run {
  readonly told: (number | 'turn')[] = [];
  private readonly place: Place;

  constructor(queue: RunQueue) {
    this.place = queue.enter({
      onWaiting: (others) => this.told.push(others),
      onTurn: () => this.told.push('turn'),
    });
  }
  get last() {
    return this.told.at(-1);
  }
  leave() {
    this.place.leave();
  }
  rest(isResting: boolean) {
    this.place.rest(isResting);
  }
}
const runs = (count: number) => {
  const queue = new RunQueue(2);
  return Array.from({ length: count }, () => new Run(queue));
};
const lasts = (all: Run[]) => all.map(({ last }) => last);

describe('runs that are started at once', () => {
  it('go two at a time, in the order in which they came, and know for how many they wait', () => {
    const all = runs(20);
    expect(lasts(all)).toEqual(['turn', 'turn', ...Array.from({ length: 18 }, (_, i) => i + 2)]);
    for (const [place, run] of all.entries()) {
      expect(run.told.filter((told) => told === 'turn').length).toBe(1);
      run.leave();
      const going = all.slice(place + 1).filter(({ last }) => last === 'turn');
      expect(going.length).toBe(Math.min(2, 19 - place));
    }
  });

  it('move up when one before them gives up', () => {
    const all = runs(5);
    all[2]?.leave();
    expect(lasts(all)).toEqual(['turn', 'turn', 2, 2, 3]);
    all[0]?.leave();
    expect(lasts(all)).toEqual(['turn', 'turn', 2, 'turn', 2]);
  });

  it('do not wait for one that is paused, which goes on as soon as a person says so', () => {
    const [one, two, three, four] = runs(4);
    one?.rest(true);
    expect(lasts([one, two, three, four].flatMap((run) => run ?? []))).toEqual(['turn', 'turn', 'turn', 2]);
    one?.rest(false);
    expect(four?.last).toBe(3);
    one?.leave();
    two?.leave();
    expect(four?.last).toBe('turn');
  });

  it('may leave twice', () => {
    const [one, , three] = runs(3);
    three?.leave();
    three?.leave();
    one?.leave();
    one?.leave();
    expect(three?.told).toEqual([2]);
  });
});
