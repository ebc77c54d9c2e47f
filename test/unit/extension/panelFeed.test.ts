import { describe, expect, it } from 'vitest';
import { MESSAGE_PAIRS, PanelFeed } from '../../../src/extension/panel/panelFeed';
import type { Snapshot, ToPanel } from '../../../src/extension/panel/panelProtocol';
import { SnapshotParts, type Whole } from '../../../webview/snapshotParts';
import { pairEnds } from '../../../webview/variables';
import { pair, snapshot, variables } from '../webview/pairs';

/** Three messages' worth. */
const MANY = 2 * MESSAGE_PAIRS + 103;
const CURVE = [{ iteration: 10, train: 0.4, heldOut: 0.3 }];
const trained = (z: string) => pair('a', z, { curve: CURVE });
const run = (n: number): Snapshot => {
  const names = Array.from({ length: n }, (_, i) => `z${i}`);
  return snapshot({ variables: variables('a', ...names), pairs: names.map(trained) });
};

/** What a page puts together. */
function received(messages: readonly ToPanel[]): (Whole | null)[] {
  const parts = new SnapshotParts();
  return messages.map((message) => {
    if (message.type === 'snapshot') return parts.begin(message);
    if (message.type === 'morePairs') return parts.add(message.pairs);
    throw new Error(`${message.type} is no part of a snapshot.`);
  });
}

describe('a snapshot of many pairs', () => {
  it('comes in several messages, and is there with the last one', () => {
    const messages = new PanelFeed().messages({ type: 'snapshot', snapshot: run(MANY) });
    const steps = received(messages);
    expect(steps.slice(0, -1)).toEqual([null, null]);
    const { snapshot: all, ends } = steps.at(-1) ?? {};
    expect(all?.pairs.map(({ z }) => z)).toEqual(run(MANY).pairs.map(({ z }) => z));
    expect(ends).toEqual(pairEnds(run(MANY).pairs, run(MANY).variables));
  });

  it('of few pairs comes in one', () => {
    expect(received(new PanelFeed().messages({ type: 'snapshot', snapshot: run(3) }))).toHaveLength(1);
  });

  it('that another one interrupts is forgotten', () => {
    const [first, , last] = new PanelFeed().messages({ type: 'snapshot', snapshot: run(MANY) });
    const other = new PanelFeed().messages({ type: 'snapshot', snapshot: run(2) });
    if (!first || !last) throw new Error('There are three messages.');
    const steps = received([first, ...other, last]);
    expect(steps[1]?.snapshot.pairs).toHaveLength(2);
    expect(steps[1]?.ends.x).toHaveLength(2);
    expect(steps[2]).toBeNull();
  });
});

describe('training curves', () => {
  const curvesIn = (messages: readonly ToPanel[]) =>
    messages.flatMap((message) =>
      message.type === 'snapshot'
        ? message.snapshot.pairs.map(({ curve }) => curve.length)
        : message.type === 'pairs'
          ? message.updates.map(({ pair: { curve } }) => curve.length)
          : [],
    );
  const updates = [0, 1, 2].map((index) => ({ index, pair: trained(`z${index}`) }));

  it('are sent for the pair that is looked at alone, at once and from then on', () => {
    const feed = new PanelFeed();
    expect(curvesIn(feed.messages({ type: 'snapshot', snapshot: run(3) }))).toEqual([0, 0, 0]);
    expect(curvesIn(feed.look(1, trained('z1')))).toEqual([1]);
    expect(curvesIn(feed.messages({ type: 'pairs', updates }))).toEqual([0, 1, 0]);
    feed.look(2, trained('z2'));
    expect(curvesIn(feed.messages({ type: 'pairs', updates }))).toEqual([0, 0, 1]);
  });

  it('of a pair that is not there are none', () => {
    expect(new PanelFeed().look(7, undefined)).toEqual([]);
  });
});
