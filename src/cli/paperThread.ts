import { parentPort, workerData } from 'node:worker_threads';
import { reasonOf } from '../dataset/reasonOf';
import type { Part, ReproductionChoice, ReproductionName, Tools } from '../mine/reproductions/reproduction';
import { experiment } from '../mine/reproductions/start';
import { loadEngine } from '../process/engine/engine';
import type { KernelBuild } from '../process/engine/kernelBackend';
import { loadMatrixProducts } from '../process/engine/matrixProducts';
import type { Plan } from '../process/protocol';
import { readDigits } from './digits';

/** Messages between the command and its threads; same program, same build, so not parsed. */

export interface PaperThreadStart {
  readonly name: ReproductionName;
  readonly choice: ReproductionChoice;
  readonly engine: Plan['engine'];
  /** Chosen once for all threads; null where another engine is asked for. */
  readonly kernelBuild: KernelBuild | null;
}

/** Number of the part that is to be computed. */
export type ToPaperThread = number;

export type FromPaperThread =
  | { readonly type: 'ready'; readonly engine: string }
  | { readonly type: 'progress'; readonly part: number; readonly share: number }
  | { readonly type: 'done'; readonly part: number; readonly result: unknown }
  | { readonly type: 'failed'; readonly message: string };

const NEWS_EVERY_MS = 250;

/** Computes the parts of an experiment that it is given, one after the other. */
async function serve(port: NonNullable<typeof parentPort>, start: PaperThreadStart): Promise<void> {
  const post = (message: FromPaperThread) => {
    port.postMessage(message);
  };
  const build = start.kernelBuild ?? undefined;
  const engine = await loadEngine(start.engine, __dirname, build);
  const products = await loadMatrixProducts(start.engine, __dirname, build);
  const tools: Tools = { engine, products, digits: () => readDigits(__dirname) };
  const { parts } = experiment(start.name, start.choice);
  port.on('message', (number: ToPaperThread) => {
    const part = parts[number];
    if (!part) return;
    try {
      const result = computed(part, tools, (share) => {
        post({ type: 'progress', part: number, share });
      });
      post({ type: 'done', part: number, result });
    } catch (error) {
      post({ type: 'failed', message: reasonOf(error) });
    }
  });
  post({ type: 'ready', engine: engine.name });
}

function computed(part: Part<unknown>, tools: Tools, onProgress: (share: number) => void): unknown {
  const steps = part.run(tools);
  let told = -Infinity;
  let step = steps.next();
  for (; !step.done; step = steps.next()) {
    if (performance.now() - told < NEWS_EVERY_MS) continue;
    told = performance.now();
    onProgress(step.value);
  }
  return step.value;
}

if (parentPort) {
  const port = parentPort;
  serve(port, workerData as PaperThreadStart).catch((error: unknown) => {
    const message: FromPaperThread = { type: 'failed', message: reasonOf(error) };
    port.postMessage(message);
  });
}
