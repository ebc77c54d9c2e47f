import { describe, expect, it } from 'vitest';
import { Inbox } from '../../../webview/inbox';

/** An inbox whose frames come when a test says so, and which needs so many milliseconds for a message. */
function page(ms: number) {
  const frames: (() => void)[] = [];
  const taken: unknown[] = [];
  const inbox = new Inbox(
    (message) => {
      const end = performance.now() + ms;
      while (performance.now() < end);
      if (message === 'wrong') throw new RangeError('It is of another run.');
      taken.push(message);
    },
    (task) => frames.push(task),
  );
  return { inbox, taken, frames };
}

describe('what the extension tells', () => {
  it('is taken in at once where it fits into a frame', () => {
    const { inbox, taken, frames } = page(0);
    inbox.add([1, 2, 3]);
    expect([taken, frames]).toEqual([[1, 2, 3], []]);
  });

  it('is taken in over several frames where it does not, in its order', () => {
    const { inbox, taken, frames } = page(20);
    inbox.add([1, 2]);
    expect([taken, frames.length]).toEqual([[1], 1]);
    inbox.add([3]);
    expect([taken, frames.length]).toEqual([[1], 1]);
    while (frames.length > 0) frames.shift()?.();
    expect(taken).toEqual([1, 2, 3]);
  });

  it('is taken in after a message that was wrong, too', () => {
    const { inbox, taken } = page(0);
    expect(() => {
      inbox.add([1, 'wrong', 2]);
    }).toThrow(RangeError);
    inbox.add([3]);
    expect(taken).toEqual([1, 2, 3]);
  });
});
