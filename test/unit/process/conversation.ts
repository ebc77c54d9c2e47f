import { afterEach } from 'vitest';
import type { Background, BackgroundHandlers } from '../../../src/process/background';
import { BackgroundProcess } from '../../../src/process/client';
import { allPairs, singleColumns } from '../../../src/process/run/plan';
import { PROTOCOL_VERSION, type FromProcess, type Plan, type Source } from '../../../src/process/protocol';
import { built, vegaDataset } from '../built';

/** A background whose messages can be waited for. */
class Conversation<B extends Background> {
  readonly heard: FromProcess[] = [];
  readonly ends: string[] = [];
  readonly process: B;
  private wake: () => void = () => undefined;

  constructor(start: (handlers: BackgroundHandlers) => B) {
    this.process = start({
      onMessage: (message) => {
        this.heard.push(message);
        this.wake();
      },
      onEnd: (reason) => {
        this.ends.push(reason);
        this.wake();
      },
    });
  }

  open(source: Source, version = PROTOCOL_VERSION): void {
    this.process.send({ type: 'open', version, source });
  }

  async message<T extends FromProcess['type']>(type: T): Promise<Extract<FromProcess, { type: T }>> {
    const known = () =>
      this.heard.find((message): message is Extract<FromProcess, { type: T }> => message.type === type);
    await this.until(() => known() !== undefined || this.ends.length > 0);
    const message = known();
    if (!message) throw new Error(`no ${type}: ${this.ends.join()} ${JSON.stringify(this.heard)}`);
    return message;
  }

  async until(condition: () => boolean): Promise<void> {
    while (!condition())
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
  }
}

const open: Conversation<Background>[] = [];
/** Ends with the test. */
export function converse(
  entry = built('process.js'),
  execArgv: readonly string[] = [],
): Conversation<BackgroundProcess> {
  return converseWith((handlers) => new BackgroundProcess(entry, handlers, execArgv));
}
export function converseWith<B extends Background>(
  start: (handlers: BackgroundHandlers) => B,
): Conversation<B> {
  const conversation = new Conversation(start);
  open.push(conversation);
  return conversation;
}
afterEach(async () => {
  await Promise.all(open.splice(0).map(({ process }) => process.dispose()));
});

export const penguins: Source = { kind: 'file', name: 'penguins.json', path: vegaDataset('penguins.json') };
export const bytes = (text: string): Source => ({
  kind: 'bytes',
  name: 'typed.csv',
  bytes: new TextEncoder().encode(text),
});
export const plan = (names: string[], more: Partial<Plan> = {}): Plan => ({
  variables: singleColumns(names),
  pairs: allPairs(names.length),
  estimator: 'mine',
  preset: 'quick',
  seed: 1,
  threads: 1,
  engine: 'auto',
  maxRows: 0,
  ...more,
});
