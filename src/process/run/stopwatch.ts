/** Time since it was made, without the time in which it stood still. */
export class Stopwatch {
  private readonly begun: number;
  private stood = 0;
  private stoppedAt: number | null = null;

  /** @param now milliseconds from any beginning, never less than before */
  constructor(private readonly now: () => number = () => performance.now()) {
    this.begun = now();
  }

  get seconds(): number {
    return ((this.stoppedAt ?? this.now()) - this.begun - this.stood) / 1000;
  }

  stop(): void {
    this.stoppedAt ??= this.now();
  }

  goOn(): void {
    if (this.stoppedAt !== null) this.stood += this.now() - this.stoppedAt;
    this.stoppedAt = null;
  }
}
