import type { WriteStream } from 'node:tty';
import type { FromProcess } from '../process/protocol';
import { formatForecast } from '../report/format';
import { isUnderWay } from '../report/report';

export interface Progress {
  readonly predicted: boolean;
  read(message: Extract<FromProcess, { type: 'reading' }>): void;
  begin(pairs: number): void;
  /** A sentence that stays. */
  say(words: string): void;
  /** Says what the run will take, before anything of how far it is. */
  predict(words: string): void;
  update(message: Extract<FromProcess, { type: 'progress' }>): void;
  end(): void;
}

const BAR_WIDTH = 30;
const LINE_EVERY_MS = 5000;
/** Bytes of a source whose reading takes long enough to be told of. */
const WORTH_TELLING = 10e6;

/** A bar on a terminal; elsewhere a line now and then. */
export function createProgress(stream: WriteStream): Progress {
  const done = new Set<number>();
  let pairs = 0;
  let lastLine = 0;
  let predicted = false;
  const line = (share: number, secondsLeft: number | null) => {
    const left = secondsLeft === null ? '' : `, ${formatForecast(secondsLeft)} left`;
    return `${Math.round(100 * share)} %, ${done.size} of ${pairs} pairs${left}`;
  };
  const show = (onTerminal: string, elsewhere: string) => {
    if (stream.isTTY) stream.write(`\r\x1b[K${onTerminal}`);
    else if (Date.now() - lastLine > LINE_EVERY_MS) {
      lastLine = Date.now();
      stream.write(`${elsewhere}\n`);
    }
  };
  const say = (words: string) => {
    stream.write(stream.isTTY ? `\r\x1b[K${words}\n` : `${words}\n`);
  };
  return {
    say,
    get predicted() {
      return predicted;
    },
    read({ bytes, total }) {
      if (total !== null && total < WORTH_TELLING) return;
      const words = `read ${megabytes(bytes)}${total === null ? '' : ` of ${megabytes(total)}`} MB`;
      show(words, words);
    },
    begin(count) {
      pairs = count;
    },
    predict(words) {
      predicted = true;
      say(words);
    },
    update({ share, secondsLeft, updates }) {
      for (const { index, pair } of updates) if (!isUnderWay(pair)) done.add(index);
      if (!predicted) return;
      const filled = Math.round(share * BAR_WIDTH);
      const words = line(share, secondsLeft);
      show(`[${'#'.repeat(filled)}${'.'.repeat(BAR_WIDTH - filled)}] ${words}`, words);
    },
    end() {
      if (stream.isTTY) stream.write('\r\x1b[K');
    },
  };
}

const megabytes = (bytes: number) => (bytes / 1e6).toFixed(0);
