/** Least time between the ends and beginnings of two writings, and how many times as long as the last one took. */
const LEAST_MS = 10_000;
const TIMES_AS_LONG = 20;
/** The first comes sooner: the window may not stay open for long. */
const FIRST_MS = 2000;

/**
 * Keeps what changes, now and then: soon at first, then so seldom that the writing is nothing beside the work. One writing
 * after the other, so that the last one is what stays.
 */
export class Checkpoints {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private waitMs = FIRST_MS;
  private writing: Promise<void> = Promise.resolve();

  /** @param write writes what there is when it is called */
  constructor(private readonly write: () => Promise<void>) {}

  /** Something new would be lost with the window. */
  changed(): void {
    this.timer ??= setTimeout(() => {
      void this.keepNow();
    }, this.waitMs);
  }

  /** Settles when what there is now is written. */
  keepNow(): Promise<void> {
    this.stop();
    this.writing = this.writing.then(async () => {
      const begun = performance.now();
      await this.write();
      this.waitMs = Math.max(LEAST_MS, TIMES_AS_LONG * (performance.now() - begun));
    });
    return this.writing;
  }

  /** Nothing more is to be written of itself. */
  stop(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }
}
