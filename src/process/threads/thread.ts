import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import { collectGarbage } from '../collectGarbage';
import { loadEngine } from '../engine/engine';
import { PairWork } from './pairWork';
import { taskOf, type FromThread, type ThreadStart, type ToThread } from './threadProtocol';
import { speak } from '../texts';
import { WorkQueue } from './workQueue';
import { reasonOf } from '../../dataset/reasonOf';

/** Rows of which a task leaves much garbage, where it takes so long that collecting it is nothing beside. */
const MANY_ROWS = 200_000;
const LONG_TASK_SECONDS = 0.1;

/** A worker thread: takes one piece of work after the other from the queue, for ever. */
async function serve(port: NonNullable<typeof parentPort>, start: ThreadStart): Promise<never> {
  const { thread, threads, plan } = start;
  const post = (message: FromThread) => {
    port.postMessage(message);
  };
  const engine = await loadEngine(plan.engine, __dirname, start.kernelBuild ?? undefined);
  let { rows } = start;
  let work = new PairWork(plan, start.columns, rows, engine);
  const queue = new WorkQueue(threads, start.queue);
  const hear = (message: ToThread) => {
    switch (message.type) {
      case 'collectGarbage':
        collectGarbage();
        break;
      case 'run':
        speak(message.texts);
        rows = message.rows;
        work = new PairWork(message.plan, message.columns, rows, engine);
        break;
      default:
        work.note(message);
    }
  };
  post({ type: 'ready', engine: { name: engine.name, version: engine.version } });
  for (;;) {
    const { number, entry } = queue.take(thread);
    // What is said before a task is published has arrived when it is taken.
    for (let news = receiveMessageOnPort(port); news; news = receiveMessageOnPort(port))
      hear(news.message as ToThread);
    const begun = performance.now();
    const task = taskOf(entry);
    const result = work.perform(task);
    const seconds = (performance.now() - begun) / 1000;
    // What is posted is no longer lost with the thread; what is released before would be, for ever.
    post({ type: 'done', number, seconds, result });
    queue.release(thread);
    if (rows.length > MANY_ROWS && seconds > LONG_TASK_SECONDS) collectGarbage();
  }
}

if (parentPort) {
  const port = parentPort;
  const start = workerData as ThreadStart;
  speak(start.texts);
  serve(port, start).catch((error: unknown) => {
    const message: FromThread = {
      type: 'unusable',
      message: reasonOf(error),
    };
    port.postMessage(message);
  });
}
