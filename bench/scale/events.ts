interface Event {
  readonly at: number;
  readonly number: number;
  readonly happen: () => void;
}

/** A clock that jumps from one event to the next; of several at one time the first that was asked for goes first. */
export class Events {
  now = 0;
  private count = 0;
  /** A binary heap: no event is earlier than the one at half its place. */
  private readonly heap: Event[] = [];

  after(seconds: number, happen: () => void): void {
    const event = { at: this.now + seconds, number: this.count++, happen };
    const { heap } = this;
    let place = heap.length;
    for (let above = (place - 1) >> 1; place > 0 && isBefore(event, heap[above]); above = (place - 1) >> 1) {
      const moved = heap[above];
      if (moved) heap[place] = moved;
      place = above;
    }
    heap[place] = event;
  }

  /** @returns false where nothing is to come */
  next(): boolean {
    const { heap } = this;
    const [first] = heap;
    const last = heap.pop();
    if (!first || !last) return false;
    if (heap.length > 0) this.sink(last);
    this.now = first.at;
    first.happen();
    return true;
  }

  private sink(event: Event): void {
    const { heap } = this;
    let place = 0;
    for (;;) {
      const left = 2 * place + 1;
      const child = isBefore(heap[left + 1], heap[left]) ? left + 1 : left;
      const below = heap[child];
      if (!below || !isBefore(below, event)) break;
      heap[place] = below;
      place = child;
    }
    heap[place] = event;
  }
}

function isBefore(a: Event | undefined, b: Event | undefined): boolean {
  return a !== undefined && (b === undefined || a.at < b.at || (a.at === b.at && a.number < b.number));
}
