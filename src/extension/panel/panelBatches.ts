import { BATCH_PAIRS } from './panelFeed';
import type { ToPanel } from './panelProtocol';

/** From one batch to the next: at most ten a second. */
const INTERVAL_MS = 100;

/**
 * Gathers what a page is told: the first goes at once, what comes soon after it together with all that came meanwhile.
 * A batch has no more pairs than the page takes in within a few frames; the rest waits for the next.
 */
export class PanelBatches {
  private waiting: ToPanel[] = [];
  private answers: ToPanel[] = [];
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly send: (batch: readonly ToPanel[]) => void) {}

  add(messages: readonly ToPanel[]): void {
    for (const message of messages) this.waiting.push(message);
    if (this.timer === undefined) this.sendNext();
  }

  /**
   * What a person has asked for goes before the news of pairs, which at a run's end fill batches for seconds; but not
   * before a snapshot, which it may be about.
   */
  answer(messages: readonly ToPanel[]): void {
    if (this.waiting.some(({ type }) => type === 'snapshot' || type === 'morePairs')) {
      this.add(messages);
      return;
    }
    this.waiting = withoutNewsOf(pairsNamed(messages), this.waiting);
    this.answers.push(...messages);
    if (this.timer === undefined) this.sendNext();
  }

  /** The page is gone; another one asks for everything. */
  forget(): void {
    this.waiting = [];
    this.answers = [];
  }

  private sendNext(): void {
    if (this.waiting.length + this.answers.length === 0) return;
    this.timer = setTimeout(() => {
      this.timer = undefined;
      this.sendNext();
    }, INTERVAL_MS);
    this.send([...this.answers.splice(0), ...this.waiting.splice(0, fitting(this.waiting))]);
  }
}

function pairsNamed(messages: readonly ToPanel[]): Set<number> {
  return new Set(
    messages.flatMap((message) =>
      message.type === 'pairs' ? message.updates.map(({ index }) => index) : [],
    ),
  );
}

/** What is older than the answer must not come after it. */
function withoutNewsOf(pairs: ReadonlySet<number>, messages: readonly ToPanel[]): ToPanel[] {
  return messages.map((message) =>
    message.type === 'pairs'
      ? { ...message, updates: message.updates.filter(({ index }) => !pairs.has(index)) }
      : message,
  );
}

/** How many of the messages, at least one, have together no more pairs than a batch may. */
function fitting(messages: readonly ToPanel[]): number {
  let pairs = 0;
  const end = messages.findIndex((message, at) => {
    pairs += pairsIn(message);
    return at > 0 && pairs > BATCH_PAIRS;
  });
  return end < 0 ? messages.length : end;
}

function pairsIn(message: ToPanel): number {
  switch (message.type) {
    case 'snapshot':
      return message.snapshot.pairs.length;
    case 'morePairs':
      return message.pairs.length;
    case 'pairs':
      return message.updates.length;
    default:
      return 0;
  }
}
