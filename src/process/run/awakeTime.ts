const LOOK_EVERY_MS = 250;
/** More than the event loop is kept by anything that is done in one go, but for rare cases. */
const MOST_MS = 5000;

/**
 * Time in which this process ran, by a clock that never goes back. While the machine slept or the process was stopped no
 * more than a moment counts, so that neither a time taken nor a time left comes out as hours.
 */
export class AwakeTime {
  private passed = 0;
  private looked: number;
  private readonly timer: ReturnType<typeof setInterval>;

  /** @param now milliseconds of a clock that never goes back */
  constructor(private readonly now: () => number = () => performance.now()) {
    this.looked = now();
    this.timer = setInterval(() => {
      this.look();
    }, LOOK_EVERY_MS);
  }

  /** Since it was made. */
  get milliseconds(): number {
    this.look();
    return this.passed;
  }

  stop(): void {
    this.look();
    clearInterval(this.timer);
  }

  private look(): void {
    const now = this.now();
    this.passed += Math.min(MOST_MS, now - this.looked);
    this.looked = now;
  }
}
