import * as l10n from '@vscode/l10n';
import type { MemoryGauge } from './platform';

/** Of the machine's memory, where no ceiling is asked for. */
const DEFAULT_SHARE = 1 / 4;
/** Work ends short of the ceiling, so that it is not passed. */
const NEARLY = 0.9;
/** Threads give back what they can when their task is done, and the system takes it back a moment later. */
const PATIENCE_MS = 5000;

/** Between two looks at the memory that work uses. */
const LOOK_EVERY_MS = 250;

const MEGABYTE = 2 ** 20;

/** What can be ended before it is done, for a reason in a sentence. */
export interface BreakableWork {
  readonly ended: boolean;
  breakOff(reason: string): void;
}

/** How much memory the process may use, and whether it keeps to that. */
export class MemoryCeiling {
  readonly bytes: number;
  private nearSince: number | null = null;

  /**
   * @param asked for, in MB; 0: a quarter of the machine's
   * @param collectGarbage asks that what is no longer used be given back
   */
  constructor(
    private readonly gauge: MemoryGauge,
    asked: number,
    private readonly collectGarbage: () => void,
  ) {
    this.bytes = asked > 0 ? asked * MEGABYTE : DEFAULT_SHARE * gauge.machine();
  }

  /** Breaks work off that comes to the ceiling, until it has ended. */
  watch(
    work: BreakableWork,
    sentence: (used: number) => string = (used) => this.reachedInTraining(used),
  ): void {
    const look = () => {
      const used = work.ended ? null : this.excess();
      if (used !== null) work.breakOff(sentence(used));
      if (work.ended || used !== null) clearInterval(watch);
    };
    const watch = setInterval(look, LOOK_EVERY_MS);
    look();
  }

  /** Bytes in use where work must end, none of which could be given back; null where it may go on. */
  excess(): number | null {
    if (this.near() === null) return null;
    const now = performance.now();
    const isNews = this.nearSince === null;
    const since = (this.nearSince ??= now);
    const isPast = () => this.gauge.resident() > this.bytes || now - since > PATIENCE_MS;
    if (!isNews && !isPast()) return null;
    this.collectGarbage();
    const used = this.near();
    return isPast() ? used : null;
  }

  /** Bytes in use where they are near the ceiling. */
  private near(): number | null {
    const used = this.gauge.resident();
    if (used >= NEARLY * this.bytes) return used;
    this.nearSince = null;
    return null;
  }

  /** Whether there is room for so many bytes more. */
  hasRoomFor(bytes: number): boolean {
    const fits = () => this.gauge.resident() + bytes <= this.bytes;
    if (fits()) return true;
    this.collectGarbage();
    return fits();
  }

  /** Why a dataset is not read. */
  tooLargeToRead(name: string, used: number): string {
    return l10n.t(
      '{0} needs more memory than the {1} that are allowed ({2} are in use): take fewer rows or columns, or allow more by the setting mine.memory (--memory in a terminal).',
      name,
      megabytes(this.bytes),
      megabytes(used),
    );
  }

  /** Why a run is not begun that needs so much memory beside what is in use. */
  tooLargeToTrain(name: string, need: number): string {
    return l10n.t(
      'This run on {0} needs about {1} of memory, more than the {2} that are allowed: take fewer rows (mine.maxRows), columns or threads, or allow more by the setting mine.memory (--memory in a terminal).',
      name,
      megabytes(this.gauge.resident() + need),
      megabytes(this.bytes),
    );
  }

  /** Why a worker of a cluster ends. */
  reachedByWorker(used: number): string {
    return l10n.t(
      'This worker ends: it came to {0} of memory, and {1} are allowed. What it was computing goes to another one. Fewer threads need less; --memory allows more.',
      megabytes(used),
      megabytes(this.bytes),
    );
  }

  /** Why a run does not go on. */
  reachedInTraining(used: number): string {
    return l10n.t(
      'The run was stopped: it came to {0} of memory, and {1} are allowed. Fewer rows, columns or threads need less; the setting mine.memory (--memory in a terminal) allows more.',
      megabytes(used),
      megabytes(this.bytes),
    );
  }
}

function megabytes(bytes: number): string {
  return l10n.t('{0} MB', Math.round(bytes / MEGABYTE).toLocaleString('en-US'));
}
