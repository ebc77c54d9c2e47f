import * as l10n from '@vscode/l10n';

/** Whole numbers of one entry. */
const ENTRY = 8;
/** Entries that can wait at once. */
const CAPACITY = 1024;
/** Places before the entries: how many were published, how many taken, and whether none may be taken for now. */
const PUBLISHED = 0;
const TAKEN = 1;
const PAUSED = 2;
const HEADER = 3;

/**
 * Work for threads in shared memory. One side publishes entries of up to eight whole numbers; each thread takes the next one
 * by an atomic counter and sleeps where there is none. What a thread holds is written down, so that it can be given to
 * another where the thread is lost.
 */
export class WorkQueue {
  private readonly words: Int32Array;
  private readonly holding: number;

  /** @param buffer that of another thread's queue; a new one where none is given */
  constructor(
    threads: number,
    readonly buffer = new SharedArrayBuffer((HEADER + CAPACITY * ENTRY + threads) * 4),
  ) {
    this.words = new Int32Array(buffer);
    this.holding = HEADER + CAPACITY * ENTRY;
  }

  /** Entries that no thread has taken yet. */
  get waiting(): number {
    return Atomics.load(this.words, PUBLISHED) - Atomics.load(this.words, TAKEN);
  }

  /** Returns the entry's number, counted from 0. */
  publish(entry: readonly number[]): number {
    const number = Atomics.load(this.words, PUBLISHED);
    if (this.waiting >= CAPACITY || entry.length > ENTRY)
      throw new RangeError(l10n.t('The work queue is full.'));
    const at = HEADER + (number % CAPACITY) * ENTRY;
    this.words.fill(0, at, at + ENTRY);
    this.words.set(entry, at);
    Atomics.store(this.words, PUBLISHED, number + 1);
    Atomics.notify(this.words, PUBLISHED);
    return number;
  }

  /** No entry is taken until {@link resume}: threads sleep when they are done with what they hold. */
  pause(): void {
    Atomics.store(this.words, PAUSED, 1);
  }

  resume(): void {
    Atomics.store(this.words, PAUSED, 0);
    Atomics.notify(this.words, PAUSED);
  }

  /** Takes the next entry for a thread; waits for one where there is none. */
  take(thread: number): { readonly number: number; readonly entry: readonly number[] } {
    for (;;) {
      Atomics.wait(this.words, PAUSED, 1);
      const number = Atomics.load(this.words, TAKEN);
      const published = Atomics.load(this.words, PUBLISHED);
      if (number === published) {
        Atomics.wait(this.words, PUBLISHED, published);
        continue;
      }
      // Read before it is claimed: its place may be used again as soon as it is.
      const at = HEADER + (number % CAPACITY) * ENTRY;
      const entry = [...this.words.subarray(at, at + ENTRY)];
      if (Atomics.compareExchange(this.words, TAKEN, number, number + 1) !== number) continue;
      Atomics.store(this.words, this.holding + thread, number + 1);
      return { number, entry };
    }
  }

  /** The thread is done with what it took. */
  release(thread: number): void {
    Atomics.store(this.words, this.holding + thread, 0);
  }

  /** Number of the entry that the thread holds; null where it holds none. */
  heldBy(thread: number): number | null {
    const held = Atomics.load(this.words, this.holding + thread);
    return held === 0 ? null : held - 1;
  }
}
