/** Work that may be left off at each `yield`, for a frame to be drawn; it is left off where it says so itself. */
export type Sliced<Result> = Generator<'frame' | undefined, Result, undefined>;

/** Time of a frame that goes to such work; a step that has begun is finished. */
const SLICE_MS = 12;

/** Does long work in slices, one a frame, so that the page stays responsive. What fits into one is done at once. */
export class Slices {
  #work: Sliced<void> | null = null;
  #isWaiting = false;

  /** @param nextFrame does something in the next frame */
  constructor(private readonly nextFrame: (task: () => void) => void) {}

  /** Takes the place of what is not done yet of the work before. */
  start(work: Sliced<void>): void {
    this.#work = work;
    // Not beyond one slice a frame, whoever starts what.
    if (!this.#isWaiting) this.#go();
  }

  /** What is not done yet is left. */
  stop(): void {
    this.#work = null;
  }

  #go(): void {
    const until = performance.now() + SLICE_MS;
    while (this.#work && performance.now() < until) {
      const work = this.#work;
      const { done: isDone, value } = work.next();
      // The work itself may have begun other work.
      if (isDone && this.#work === work) this.#work = null;
      if (value === 'frame') break;
    }
    if (!this.#work) return;
    this.#isWaiting = true;
    this.nextFrame(() => {
      this.#isWaiting = false;
      this.#go();
    });
  }
}
