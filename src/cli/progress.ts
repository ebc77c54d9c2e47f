import type { WriteStream } from 'node:tty';
import type { FromProcess } from '../process/protocol';
import { isUnderWay } from '../report/report';

export interface Progress {
  begin(pairs: number): void;
  update(message: Extract<FromProcess, { type: 'progress' }>): void;
  end(): void;
}

const BAR_WIDTH = 30;
const LINE_EVERY_MS = 5000;

/** A bar on a terminal; elsewhere a line now and then. */
export function createProgress(stream: WriteStream): Progress {
  const done = new Set<number>();
  let pairs = 0;
  let lastLine = 0;
  const line = (share: number, secondsLeft: number | null) => {
    const left = secondsLeft === null ? '' : `, about ${Math.ceil(secondsLeft)} s left`;
    return `${Math.round(100 * share)} %, ${done.size} of ${pairs} pairs${left}`;
  };
  return {
    begin(count) {
      pairs = count;
    },
    update({ share, secondsLeft, updates }) {
      for (const { index, pair } of updates) if (!isUnderWay(pair)) done.add(index);
      if (stream.isTTY) {
        const filled = Math.round(share * BAR_WIDTH);
        stream.write(
          `\r\x1b[K[${'#'.repeat(filled)}${'.'.repeat(BAR_WIDTH - filled)}] ${line(share, secondsLeft)}`,
        );
      } else if (Date.now() - lastLine > LINE_EVERY_MS) {
        lastLine = Date.now();
        stream.write(`${line(share, secondsLeft)}\n`);
      }
    },
    end() {
      if (stream.isTTY) stream.write('\r\x1b[K');
    },
  };
}
