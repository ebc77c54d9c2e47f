/** Runs, or readings, that go at once: each takes what it can get, and a second one keeps a long first one from holding up a short one. */
const AT_ONCE = 2;

export interface QueuedRun {
  /** So many others go or wait before it. */
  onWaiting(others: number): void;
  /** It may begin. */
  onTurn(): void;
}

/** A run's place, from when it comes until it is over. */
export interface Place {
  /** Lets others go meanwhile, or not any longer. */
  rest(isResting: boolean): void;
  leave(): void;
}

/** Runs of one window that wait for each other; readings of files do so in a queue of their own. */
export class RunQueue {
  private readonly going = new Set<QueuedRun>();
  private readonly waiting: QueuedRun[] = [];

  constructor(private readonly atOnce = AT_ONCE) {}

  /** Tells the run at once where it stands, or that it is its turn. */
  enter(run: QueuedRun): Place {
    let hasLeft = false;
    this.waiting.push(run);
    this.advance();
    return {
      rest: (isResting) => {
        if (hasLeft || this.waiting.includes(run)) return;
        if (isResting) this.going.delete(run);
        else this.going.add(run);
        this.advance();
      },
      leave: () => {
        hasLeft = true;
        this.going.delete(run);
        const place = this.waiting.indexOf(run);
        if (place >= 0) this.waiting.splice(place, 1);
        this.advance();
      },
    };
  }

  private advance(): void {
    while (this.going.size < this.atOnce) {
      const next = this.waiting.shift();
      if (!next) break;
      this.going.add(next);
      next.onTurn();
    }
    this.waiting.forEach((run, place) => {
      run.onWaiting(this.going.size + place);
    });
  }
}
