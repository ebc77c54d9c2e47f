/** A process that works as it should sends some ten a second, and answers a person's questions. */
const MOST_MESSAGES = 1000;
const WINDOW_MS = 1000;

/** Tells a flood of messages from a process's news. */
export class FloodGate {
  private windowBegan = -Infinity;
  private inWindow = 0;

  /** @param now milliseconds of a clock that never goes back */
  constructor(private readonly now: () => number = () => performance.now()) {}

  /** Counts a message; true where there are too many. */
  isFlood(): boolean {
    const now = this.now();
    if (now - this.windowBegan > WINDOW_MS) {
      this.windowBegan = now;
      this.inWindow = 0;
    }
    return ++this.inWindow > MOST_MESSAGES;
  }
}
