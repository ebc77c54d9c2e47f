import type { FromProcess } from './protocol';

type Progress = Extract<FromProcess, { type: 'progress' }>;

/** Messages that are written and not yet taken from us; a front that listens has taken each in a moment. */
const MOST_ON_THE_WAY = 4;

/**
 * Messages to a front. While it takes none, stopped or busy itself, its news are gathered instead of queued, so that they
 * need no more memory the longer that lasts.
 */
export class Outbox {
  private onTheWay = 0;
  private gathered: Progress | null = null;

  /** @param write calls back when the message is out of this process's hands */
  constructor(private readonly write: (message: FromProcess, done: () => void) => void) {}

  post(message: FromProcess): void {
    if (this.onTheWay >= MOST_ON_THE_WAY) {
      // The next of its kind says more.
      if (message.type === 'reading') return;
      if (message.type === 'progress') {
        this.gathered = this.gathered ? together(this.gathered, message) : message;
        return;
      }
    }
    this.writeGathered();
    this.put(message);
  }

  private writeGathered(): void {
    const { gathered } = this;
    this.gathered = null;
    if (gathered) this.put(gathered);
  }

  private put(message: FromProcess): void {
    this.onTheWay++;
    this.write(message, () => {
      this.onTheWay--;
      if (this.onTheWay < MOST_ON_THE_WAY) this.writeGathered();
    });
  }
}

function together(earlier: Progress, later: Progress): Progress {
  const byIndex = new Map([...earlier.updates, ...later.updates].map((update) => [update.index, update]));
  return { ...later, updates: [...byIndex.values()] };
}
