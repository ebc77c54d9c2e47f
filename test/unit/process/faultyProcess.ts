import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { built } from '../built';

/** What goes wrong in a process, in the words of its program; `threads` are its worker threads. */
const FAULTS = {
  throws: `setTimeout(() => { throw new Error('a fault that nobody foresaw'); })`,
  rejects: `void Promise.reject(new Error('a fault that nobody foresaw'))`,
  hangs: `Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)`,
  'is busy for ever': `for (;;)`,
  aborts: `process.abort()`,
  'uses up its heap': `const all = []; for (;;) all.push(new Array(1e5).fill(all.length + 0.5))`,
  'takes more and more memory': `const all = []; setInterval(() => { if (all.length < 100) all.push(Buffer.alloc(2e7, 1)); }, 20)`,
  'sends too much': `setInterval(() => { for (let i = 0; i < 2000; i++) process.send({ type: 'reading', bytes: i, total: null }); }, 1)`,
  'sends something huge': `process.send({ type: 'failed', message: 'x'.repeat(2e7) })`,
  'sends what is not in the protocol': `process.send({ type: 'finished', report: 7 })`,
  'has its clock put back': `const { now } = Date; Date.now = () => now() - 1e12`,
  'loses a thread': `void threads[0].terminate()`,
  'loses every thread': `setInterval(() => { for (const thread of threads) void thread.terminate(); }, 20)`,
} as const;
export type Fault = keyof typeof FAULTS;

/** Choosing this pair brings the fault about. */
export const FAULTY_PAIR = 999;

const folder = mkdtempSync(join(tmpdir(), 'faulty-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Path of the real background process, in which something goes wrong as soon as the faulty pair is selected. */
export function processThat(fault: Fault): string {
  return write(
    fault,
    `const workers = require('node:worker_threads');
const threads = [];
workers.Worker = class extends workers.Worker {
  constructor(file, options) {
    super(file, options);
    if (file.endsWith('/thread.js')) threads.push(this);
  }
};
require(${JSON.stringify(built('process.js'))});
process.on('message', ({ type, index }) => {
  if (type !== 'select' || index !== ${FAULTY_PAIR}) return;
  ${FAULTS[fault]};
});
`,
  );
}

/**
 * Path of the real background process, in which a critic that is trained faster than told to takes steps that are so many
 * times too large.
 */
export function processWithSteps(factor: number, aboveRate: number): string {
  const thread = write(
    `thread of steps ${factor} above ${aboveRate}`,
    `WebAssembly.Instance = class extends WebAssembly.Instance {
  constructor(...given) {
    super(...given);
    const { exports } = this;
    if (!exports.ascend) return;
    const ascend = (rate, ...others) => exports.ascend(rate > ${aboveRate} ? rate * ${factor} : rate, ...others);
    Object.defineProperty(this, 'exports', { value: { ...exports, ascend } });
  }
};
require(${JSON.stringify(built('thread.js'))});
`,
  );
  return write(
    `process of steps ${factor} above ${aboveRate}`,
    `const workers = require('node:worker_threads');
workers.Worker = class extends workers.Worker {
  constructor(file, options) {
    super(file.endsWith('/thread.js') ? ${JSON.stringify(thread)} : file, options);
  }
};
require(${JSON.stringify(built('process.js'))});
`,
  );
}

function write(name: string, program: string): string {
  const file = join(folder, `${name.replaceAll(' ', '-')}.cjs`);
  writeFileSync(file, program);
  return file;
}
