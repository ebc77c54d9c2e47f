import { parentPort, workerData } from 'node:worker_threads';
import { loadEngine } from './engine';
import { PairWork } from './pairWork';
import type { FromThread, ThreadStart, ToThread } from './threadProtocol';

/** A worker thread: keeps the pairs it was given in training and advances the one it is told to. */
async function serve(port: NonNullable<typeof parentPort>, { columns, rows, plan }: ThreadStart) {
  const post = (message: FromThread) => {
    port.postMessage(message);
  };
  const engine = await loadEngine(plan.engine, __dirname);
  const byName = new Map(columns.map((column) => [column.name, column]));
  const work = new Map<number, PairWork>();
  port.on('message', ({ index }: ToThread) => {
    const pair = work.get(index) ?? new PairWork(plan, index, byName, rows, engine);
    work.set(index, pair);
    pair.advance();
    const { share } = pair;
    // What a finished pair learned is in its state: its critics' memory is wanted by others.
    if (share >= 1) work.delete(index);
    post({ type: 'advanced', index, pair: pair.state(), share });
  });
  post({ type: 'ready', engine: { name: engine.name, version: engine.version } });
}

if (parentPort) {
  const port = parentPort;
  serve(port, workerData as ThreadStart).catch((error: unknown) => {
    const message: FromThread = {
      type: 'unusable',
      message: error instanceof Error ? error.message : String(error),
    };
    port.postMessage(message);
  });
}
