import { readFileSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { understood, type Background, type BackgroundHandlers } from '../../../src/process/background';
import type { Plan, Source } from '../../../src/process/protocol';
import type { Report } from '../../../src/report/report';
import { built, vegaDataset } from '../built';
import { converse, converseWith, plan } from './conversation';

/**
 * What a worker has in a browser whose page is not isolated: two ways to hear and to speak, no shared memory and nothing of
 * Node's. The flag makes Node 20 understand the kernel's build that browsers take.
 */
const AS_IN_A_BROWSER = `
  require('node:v8').setFlagsFromString('--experimental-wasm-relaxed-simd');
  const { parentPort } = require('node:worker_threads');
  for (const name of ['SharedArrayBuffer', 'process', 'Buffer', 'require', 'module', 'setImmediate'])
    delete globalThis[name];
  globalThis.self = globalThis;
  globalThis.postMessage = (message) => parentPort.postMessage(message);
  parentPort.on('message', (data) => globalThis.onmessage({ data }));
`;

/** The browser's bundle in a thread. */
function startWebWorker(handlers: BackgroundHandlers): Background {
  const script = readFileSync(built('web/worker.js'), 'utf8');
  const worker = new Worker(`${AS_IN_A_BROWSER}{\n${script}\n}`, { eval: true });
  worker.on('message', (message) => {
    handlers.onMessage(understood(message));
  });
  worker.on('error', ({ message }) => {
    handlers.onEnd(message);
  });
  worker.postMessage({
    plain: readFileSync(built('kernel-plain.wasm')),
    fused: readFileSync(built('kernel-fused.wasm')),
    series: readFileSync(built('series.wasm')),
  });
  return {
    send: (message) => {
      worker.postMessage(message);
    },
    async dispose() {
      await worker.terminate();
    },
  };
}

type Talk = Pick<ReturnType<typeof converseWith>, 'open' | 'message' | 'process'>;

const penguins: Source = {
  kind: 'bytes',
  name: 'penguins.json',
  bytes: readFileSync(vegaDataset('penguins.json')),
};
const measures = ['Species', 'Beak Length (mm)', 'Flipper Length (mm)', 'Body Mass (g)'];

async function begun(talk: Talk, asked: Plan): Promise<Talk> {
  talk.open(penguins);
  await talk.message('profile');
  talk.process.send({ type: 'estimate', plan: asked });
  return talk;
}

/** Without what depends on the machine and the time. */
function numbers({ dataset, settings, columns, pairs }: Report) {
  return { dataset, settings, columns, pairs: pairs.map((pair) => ({ ...pair, seconds: 0 })) };
}

describe('the background process as a web worker', () => {
  it('gives the same numbers', async () => {
    const asked = plan(measures, { preset: 'standard', seed: 7 });
    const inBrowser = await (await begun(converseWith(startWebWorker), asked)).message('finished');
    expect(inBrowser.report.engine.name).toBe('kernel-fused');
    expect(inBrowser.report.pairs.some(({ iterations }) => iterations > 0)).toBe(true);
    const inProcess = await (await begun(converse(), asked)).message('finished');
    expect(numbers(inBrowser.report)).toEqual(numbers(inProcess.report));
  });

  it('hears a person while it trains', async () => {
    const talk = await begun(converseWith(startWebWorker), plan(measures, { preset: 'thorough' }));
    await talk.message('progress');
    talk.process.send({ type: 'points', index: 0 });
    expect((await talk.message('points')).points?.n).toBe(342);
    talk.process.send({ type: 'cancel' });
    const { cancelled, report } = await talk.message('finished');
    expect(cancelled).toBe(true);
    expect(report.pairs.some(({ status }) => status === 'cancelled')).toBe(true);
  });

  it('compresses columns, and ends that when it is told to', async () => {
    const talk = converseWith(startWebWorker);
    talk.open(penguins);
    await talk.message('profile');
    const settings = { latent: 2, seed: 1, engine: 'auto', maxRows: 0 } as const;
    const columns = measures.slice(1);
    const application = { kind: 'compress', target: 'Species', ...settings, steps: 100_000 } as const;
    talk.process.send({ type: 'apply', application: { ...application, columns, betas: [0.1] } });
    await talk.message('application');
    talk.process.send({ type: 'cancel' });
    expect((await talk.message('applied')).cancelled).toBe(true);
  });

  it('says what it cannot do', async () => {
    const talk = converseWith(startWebWorker);
    talk.open({ kind: 'file', name: 'a.csv', path: '/a.csv' });
    expect((await talk.message('refused')).message).toBe('a.csv cannot be read by its path in a browser.');
    const other = await begun(converseWith(startWebWorker), plan(measures, { engine: 'tensorflow' }));
    expect((await other.message('refused')).message).toMatch(/"tensorflow" is not there in a browser/);
    expect((await other.message('pace')).pace).toMatchObject({ mostThreads: 1 });
  });
});

describe('the bundles for browsers', () => {
  it.each(['extension.js', 'worker.js'])(
    '%s makes no code of text and asks for no module of Node',
    (name) => {
      const script = readFileSync(built(`web/${name}`), 'utf8');
      expect(script).not.toMatch(/\beval\(|\bnew Function\(|\bimportScripts\(/);
      const modules = [...script.matchAll(/\brequire\("([^"]+)"\)/g)].map(([, module]) => module);
      expect(new Set(modules)).toEqual(new Set(name === 'extension.js' ? ['vscode'] : []));
    },
  );
});
