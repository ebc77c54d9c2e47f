import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { PanelBatches } from '../../../src/extension/panel/panelBatches';
import { BATCH_PAIRS, PanelFeed } from '../../../src/extension/panel/panelFeed';
import type { ToPanel } from '../../../src/extension/panel/panelProtocol';
import { pair, snapshot } from '../webview/pairs';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Batches with the time, in milliseconds from now, at which each was sent. */
function page() {
  const begun = Date.now();
  const sent: { readonly at: number; readonly batch: readonly ToPanel[] }[] = [];
  const batches = new PanelBatches((batch) => sent.push({ at: Date.now() - begun, batch }));
  return { batches, sent };
}

const news = (index: number): ToPanel => ({ type: 'pairs', updates: [{ index, pair: pair('a', 'b') }] });
const run: ToPanel = { type: 'run', run: { phase: 'cancelling' } };
const manyPairs = (count: number): ToPanel => ({
  type: 'pairs',
  updates: Array.from({ length: count }, (_, index) => ({ index, pair: pair('a', 'b') })),
});

describe('what a page is told', () => {
  it('goes at once where nothing went before it', () => {
    const { batches, sent } = page();
    batches.add([run]);
    vi.advanceTimersByTime(1000);
    batches.add([news(3)]);
    expect(sent).toEqual([
      { at: 0, batch: [run] },
      { at: 1000, batch: [news(3)] },
    ]);
  });

  it('comes in at most ten batches a second, all of it and in order', () => {
    const { batches, sent } = page();
    for (let index = 0; index < 1000; index++) {
      batches.add([news(index)]);
      batches.add([run]);
      vi.advanceTimersByTime(2);
    }
    vi.advanceTimersByTime(100);
    const times = sent.map(({ at }) => at);
    expect(times).toHaveLength(21);
    times.slice(1).forEach((at, before) => {
      expect(at - (times[before] ?? 0)).toBeGreaterThanOrEqual(100);
    });
    expect(sent.flatMap(({ batch }) => batch)).toEqual(
      Array.from({ length: 1000 }, (_, index) => [news(index), run]).flat(),
    );
  });

  it('of very many pairs is spread over batches that a page takes in within a few frames', () => {
    const { batches, sent } = page();
    batches.add([...new PanelFeed().messages(manyPairs(3 * BATCH_PAIRS + 1)), run]);
    vi.advanceTimersByTime(1000);
    const pairs = sent.map(({ batch }) =>
      batch.reduce((sum, message) => sum + (message.type === 'pairs' ? message.updates.length : 0), 0),
    );
    expect(pairs).toEqual([BATCH_PAIRS, BATCH_PAIRS, BATCH_PAIRS, 1]);
    expect(sent.at(-1)?.batch.at(-1)).toEqual(run);
  });

  it('has a person’s answer first, and no older news of the same pair after it', () => {
    const { batches, sent } = page();
    const curve = [{ iteration: 10, train: 0.4, heldOut: 0.3 }];
    const answer: ToPanel = { type: 'pairs', updates: [{ index: 2600, pair: pair('a', 'b', { curve }) }] };
    const [points, next]: ToPanel[] = [0, 1].map((index) => ({
      ...{ type: 'points', index },
      points: { kind: 'none', reason: 'There are none.' },
    }));
    if (!points || !next) throw new Error('There are two.');
    batches.add(new PanelFeed().messages(manyPairs(3 * BATCH_PAIRS)));
    batches.answer([answer]);
    batches.answer([points]);
    batches.answer([next]);
    vi.advanceTimersByTime(1000);
    const [, second] = sent;
    expect(second?.at).toBe(100);
    expect(second?.batch.slice(0, 3)).toEqual([answer, points, next]);
    const newsOf = (asked: number) =>
      sent
        .flatMap(({ batch }) => batch)
        .flatMap((message) => (message.type === 'pairs' ? message.updates : []))
        .filter(({ index }) => index === asked);
    expect(newsOf(2600)).toEqual(answer.updates);
    expect(newsOf(2601)).toHaveLength(1);
    expect(sent).toHaveLength(3);
  });

  it('has a snapshot before the answers that may be about it', () => {
    const { batches, sent } = page();
    const open: ToPanel = { type: 'openPair', index: 2 };
    const parts = new PanelFeed().messages({
      type: 'snapshot',
      snapshot: snapshot({ pairs: Array.from({ length: BATCH_PAIRS + 1 }, () => pair('a', 'b')) }),
    });
    batches.add(parts);
    batches.answer([open]);
    vi.advanceTimersByTime(1000);
    expect(sent.flatMap(({ batch }) => batch)).toEqual([...parts, open]);
  });

  it('is forgotten with the page', () => {
    const { batches, sent } = page();
    batches.add([run]);
    batches.add([news(1)]);
    batches.answer([news(2)]);
    batches.forget();
    vi.advanceTimersByTime(1000);
    expect(sent).toHaveLength(1);
  });
});
