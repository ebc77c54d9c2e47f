import { MOST_PAIRS } from './panelFeed';
import type { ToPanel } from './panelProtocol';

/** From one batch to the next: at most ten a second. */
const INTERVAL_MS = 100;

/**
 * Gathers what a page is told: the first goes at once, what comes soon after it together with all that came meanwhile.
 * A batch has no more pairs than the page takes in within a frame; the rest waits for the next.
 */
export class PanelBatches {
  private waiting: ToPanel[] = [];
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly send: (batch: readonly ToPanel[]) => void) {}

  add(messages: readonly ToPanel[]): void {
    for (const message of messages) this.waiting.push(message);
    if (this.timer === undefined) this.sendNext();
  }

  /** The page is gone; another one asks for everything. */
  forget(): void {
    this.waiting = [];
  }

  private sendNext(): void {
    if (this.waiting.length === 0) return;
    this.timer = setTimeout(() => {
      this.timer = undefined;
      this.sendNext();
    }, INTERVAL_MS);
    this.send(this.waiting.splice(0, fitting(this.waiting)));
  }
}

/** How many of the messages, at least one, have together no more pairs than a batch may. */
function fitting(messages: readonly ToPanel[]): number {
  let pairs = 0;
  const end = messages.findIndex((message, at) => {
    pairs += pairsIn(message);
    return at > 0 && pairs > MOST_PAIRS;
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
