import { writeFileSync } from 'node:fs';
import { parentPort } from 'node:worker_threads';
import { createRandom } from '../../src/dataset/random';
import type { Engine } from '../../src/mine/critic';
import { loadEngine } from '../../src/process/engine/engine';
import type { Done, Failure, Job, Result } from './messages';
import { method, rowCount } from './methods';
import { tasks, type Sample } from './tasks';

if (parentPort) {
  const port = parentPort;
  // The kernels lie beside the bundle. An engine that cannot be loaded ends the worker with its error.
  void loadEngine('auto', __dirname).then((engine) => {
    port.on('message', (job: Job) => {
      port.postMessage(run(job, engine));
    });
  });
}

function run(job: Job, engine: Engine): Done {
  const sample = drawSample(job);
  if (job.file !== undefined) writeFileSync(job.file, columnFile(sample));
  const results: Result[] = [];
  const failures: Failure[] = [];
  const { task, n, seed } = job;
  for (const name of job.methods) {
    const begun = performance.now();
    try {
      const answer = method(name, engine)(sample, seed);
      const seconds = (performance.now() - begun) / 1000;
      if (answer) results.push({ task, n, seed, method: name, seconds, ...answer });
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      failures.push({ task, n, seed, method: name, why });
    }
  }
  return { results, failures, engine: engine.name };
}

/** Depends on the task's name, the number of rows and the seed alone. */
function drawSample({ task: name, n, seed }: Job): Sample {
  const index = tasks.findIndex((task) => task.name === name);
  const task = tasks[index];
  if (!task) throw new Error(`There is no task ${name}.`);
  return task.sample(n, createRandom(seed).fork(index).fork(n));
}

/** Little-endian doubles, one column after the other, those of x first; codes as numbers. */
function columnFile({ x, z }: Sample): Uint8Array {
  const columns = [x, z].flatMap<ArrayLike<number>>((side) =>
    side.kind === 'numeric' ? side.columns : [side.codes],
  );
  const n = rowCount(x);
  const all = new Float64Array(n * columns.length);
  columns.forEach((column, i) => all.set(column, i * n));
  return new Uint8Array(all.buffer);
}
