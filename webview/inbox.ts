import { Slices, type Sliced } from './slices';

/** Takes in what the extension tells, message by message in its order, as many in a frame as there is time for. */
export class Inbox {
  readonly #slices: Slices;
  readonly #waiting: unknown[] = [];
  #isReading = false;

  /**
   * @param take checks a message and does what it says
   * @param nextFrame does something in the next frame
   */
  constructor(
    private readonly take: (message: unknown) => void,
    nextFrame: (task: () => void) => void,
  ) {
    this.#slices = new Slices(nextFrame);
  }

  add(messages: readonly unknown[]): void {
    this.#waiting.push(...messages);
    if (!this.#isReading) this.#slices.start(this.#read());
  }

  *#read(): Sliced<void> {
    this.#isReading = true;
    try {
      while (this.#waiting.length > 0) {
        this.take(this.#waiting.shift());
        yield;
      }
    } finally {
      // Also where a message could not be taken: those after it come with the next.
      this.#isReading = false;
    }
  }
}
