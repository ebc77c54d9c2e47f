import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { readDataset } from '../../../src/dataset/read';
import { bytesSource } from '../../../src/dataset/bytes/source';
import { encodeSide, type EncodedSide } from '../../../src/mine/encoding';
import { PairMemory } from '../../../src/mine/pairMemory';
import { trainingSettings } from '../../../src/mine/settings';
import { MemoryCeiling } from '../../../src/process/memoryCeiling';
import { memoryNeed, sideBytesARow } from '../../../src/process/memoryNeed';
import { nodePlatform } from '../../../src/process/nodePlatform';
import { PROTOCOL_VERSION, type FromProcess } from '../../../src/process/protocol';
import { Server } from '../../../src/process/server';
import { isComputed } from '../../../src/report/report';
import { built, vegaDataset } from '../built';
import { bytes, converse, penguins, plan } from './conversation';
import { FAULTY_PAIR, processThat } from './faultyProcess';

const MB = 2 ** 20;
const measures = ['Beak Length (mm)', 'Flipper Length (mm)', 'Body Mass (g)'];

afterEach(() => {
  vi.useRealTimers();
});

/** A machine of 400 MB on which a process uses what a test says, part of it garbage. */
class Machine {
  live = 0;
  garbage = 0;
  collections = 0;
  readonly gauge = { resident: () => (this.live + this.garbage) * MB, machine: () => 400 * MB };
  readonly collect = () => {
    this.collections++;
    this.garbage = 0;
  };
}

describe('the ceiling of the memory', () => {
  it('is a quarter of the machine, or what is asked for', () => {
    const { gauge, collect } = new Machine();
    expect(new MemoryCeiling(gauge, 0, collect).bytes).toBe(100 * MB);
    expect(new MemoryCeiling(gauge, 250, collect).bytes).toBe(250 * MB);
  });

  it('is not passed by garbage: it is asked to be given back first', () => {
    const machine = new Machine();
    const ceiling = new MemoryCeiling(machine.gauge, 0, machine.collect);
    for (const garbage of [20, 55, 80, 55]) {
      machine.live = 40;
      machine.garbage = garbage;
      expect(ceiling.excess()).toBeNull();
    }
    expect(machine.collections).toBe(3);
  });

  it('is passed where nothing can be given back, at once or where it stays near', () => {
    vi.useFakeTimers({ toFake: ['performance'] });
    const machine = new Machine();
    const ceiling = new MemoryCeiling(machine.gauge, 0, machine.collect);
    machine.live = 101;
    expect(ceiling.excess()).toBe(101 * MB);
    machine.live = 50;
    expect(ceiling.excess()).toBeNull();
    machine.live = 95;
    expect(ceiling.excess()).toBeNull();
    vi.advanceTimersByTime(4000);
    expect(ceiling.excess()).toBeNull();
    vi.advanceTimersByTime(2000);
    expect(ceiling.excess()).toBe(95 * MB);
  });
});

describe('what a run needs', () => {
  const text = Array.from(
    { length: 60 },
    (_, i) => `${i * 1.5},${(i * 7) % 59}.5,k${i % 5},${i % 2 ? 'yes' : 'no'}`,
  );
  const table = readDataset(bytesSource('a.csv', new TextEncoder().encode(`a,b,k,y\n${text.join('\n')}\n`)));
  const settings = trainingSettings('standard', 'mine', { rows: 60, grouped: false });

  it('is told of each side as it is encoded', async () => {
    const { columns, rows } = await table;
    const all = Uint32Array.from({ length: rows }, (_, row) => row);
    for (const names of [['a'], ['k'], ['y'], ['a', 'b'], ['a', 'k']]) {
      const side = columns.filter(({ name }) => names.includes(name));
      const encoded = encodeSide(side, all, settings);
      expect(rows * sideBytesARow(side), names.join()).toBe(bytesOf(encoded));
    }
  });

  it('is the sides, the networks in training, and what each thread has', async () => {
    const dataset = await table;
    const two = plan(['a', 'b'], { preset: 'standard' });
    // Weights of a network of 9 inputs a side.
    const { hidden, folds, ensemble } = settings;
    const weights = hidden * (hidden + 18);
    const memory = PairMemory.allocate({ folds, members: ensemble, stateLength: 3 * weights }).buffer
      .byteLength;
    const withoutNetworks = memoryNeed({ ...two, preset: 'quick' }, dataset, 1);
    expect((memoryNeed(two, dataset, 1) - withoutNetworks) / memory).toBeCloseTo(1, 1);
    expect(memoryNeed(two, dataset, 3) - memoryNeed(two, dataset, 2)).toBe(50e6 + 60 * 60);
  });
});

function bytesOf({ scores, features, positions, categories }: EncodedSide): number {
  const own = features.kind === 'waves' ? features.places : features.values;
  return [scores, own, positions, categories?.codes].reduce(
    (sum, numbers) => sum + (numbers?.byteLength ?? 0),
    0,
  );
}

/** The background process with its memory in a test's hands. */
function served() {
  const machine = new Machine();
  const heard: FromProcess[] = [];
  const platform = {
    ...nodePlatform(dirname(built('thread.js'))),
    measurePace: () => Promise.resolve(null),
    memory: machine.gauge,
    collectGarbage: machine.collect,
  };
  let onMessage: (message: FromProcess) => void = () => undefined;
  const server = new Server(platform, (message) => {
    heard.push(message);
    onMessage(message);
  });
  return {
    machine,
    server,
    heard,
    listen: (listener: typeof onMessage) => {
      onMessage = listener;
    },
    open: (text: Uint8Array, name = 'penguins.json', memory?: number) => {
      server.receive({
        type: 'open',
        version: PROTOCOL_VERSION,
        source: { kind: 'bytes', name, bytes: text },
        memory,
      });
    },
    message: <T extends FromProcess['type']>(type: T) =>
      vi.waitFor(
        () => {
          const found = heard.find(
            (message): message is Extract<FromProcess, { type: T }> => message.type === type,
          );
          if (!found) throw new Error(`no ${type} in ${JSON.stringify(heard.at(-1))}`);
          return found;
        },
        { timeout: 30_000, interval: 20 },
      ),
  };
}

const penguinBytes = new Uint8Array(readFileSync(vegaDataset('penguins.json')));

describe('a process near its ceiling', { timeout: 60_000 }, () => {
  it('refuses a file that it has no memory to read, in one sentence', async () => {
    const { machine, open, message } = served();
    machine.live = 120;
    open(penguinBytes);
    expect((await message('refused')).message).toBe(
      'penguins.json needs more memory than the 100 MB that are allowed (120 MB are in use): take fewer rows or columns, or allow more by the setting mine.memory (--memory in a terminal).',
    );
    expect(machine.collections).toBeGreaterThan(0);
  });

  it('reads it where what is in the way is garbage', async () => {
    const { machine, open, message } = served();
    machine.live = 30;
    machine.garbage = 90;
    open(penguinBytes);
    expect((await message('profile')).profile.rows).toBe(344);
    expect(machine.collections).toBe(1);
  });

  it('refuses a run that would pass it, and runs a smaller one', async () => {
    const { machine, server, heard, open, message } = served();
    machine.live = 60;
    open(penguinBytes);
    await message('pace');
    server.receive({ type: 'estimate', plan: plan(measures) });
    expect((await message('refused')).message).toMatch(
      /^This run on penguins\.json needs about 108 MB of memory, more than the 100 MB that are allowed: take fewer rows/,
    );
    expect(heard.some(({ type }) => type === 'started')).toBe(false);
    machine.live = 40;
    server.receive({ type: 'estimate', plan: plan(measures) });
    expect((await message('finished')).report.pairs).toHaveLength(3);
  });

  it('breaks a run off that comes to it: its last news, then the reason', async () => {
    const { machine, server, heard, listen, open, message } = served();
    machine.live = 30;
    open(penguinBytes);
    await message('pace');
    listen((told) => {
      if (told.type === 'progress' && told.updates.some(({ pair }) => pair.iterations > 0))
        machine.live = 130;
    });
    server.receive({
      type: 'estimate',
      plan: plan(measures, { preset: 'thorough' }),
    });
    expect((await message('failed')).message).toBe(
      'The run was stopped: it came to 130 MB of memory, and 100 MB are allowed. Fewer rows, columns or threads need less; the setting mine.memory (--memory in a terminal) allows more.',
    );
    expect(heard.slice(-2).map(({ type }) => type)).toEqual(['progress', 'failed']);
  });
});

const synthesis = {
  kind: 'synthesize',
  columns: measures,
  rows: 0,
  iterations: 100_000,
  seed: 1,
  engine: 'auto',
  maxRows: 0,
} as const;
const compression = {
  kind: 'compress',
  target: 'Species',
  columns: measures,
  latent: 1,
  betas: [0.1],
  steps: 100_000,
  seed: 1,
  engine: 'auto',
  maxRows: 0,
} as const;
/** Of more rows than can be trained on between two looks. */
const sideBySide = {
  kind: 'bounds',
  x: ['a'],
  z: ['b'],
  preset: 'thorough',
  seed: 1,
  engine: 'auto',
  maxRows: 0,
} as const;
const manyRows = new TextEncoder().encode(
  `a,b\n${Array.from({ length: 40_000 }, (_, i) => `${i % 977},${(i * 7919) % 983}`).join('\n')}\n`,
);

describe('an application near the ceiling', { timeout: 60_000 }, () => {
  const atWork = async (name = 'penguins.json', data = penguinBytes) => {
    const process = served();
    process.machine.live = 30;
    process.open(data, name);
    await process.message('pace');
    return process;
  };

  it('is refused where it would pass it', async () => {
    const { machine, server, heard, message } = await atWork();
    machine.live = 95;
    server.receive({ type: 'apply', application: { ...synthesis, rows: 100_000 } });
    expect((await message('refused')).message).toMatch(
      /^This run on penguins\.json needs about 104 MB of memory, more than the 100 MB that are allowed: take fewer rows/,
    );
    expect(heard.some(({ type }) => type === 'application' || type === 'applied')).toBe(false);
  });

  it.each([
    { application: synthesis, name: 'penguins.json', data: penguinBytes },
    { application: compression, name: 'penguins.json', data: penguinBytes },
    { application: sideBySide, name: 'many.csv', data: manyRows },
  ])('is broken off where it comes to it: $application.kind', async ({ application, name, data }) => {
    const { machine, server, heard, listen, message } = await atWork(name, data);
    listen((told) => {
      if (told.type === 'application') machine.live = 130;
    });
    server.receive({ type: 'apply', application });
    expect((await message('refused')).message).toMatch(
      /^The run was stopped: it came to 130 MB of memory, and 100 MB are allowed\./,
    );
    expect(heard.some(({ type }) => type === 'applied')).toBe(false);
  });

  it('writes no encoding where the memory is used up', async () => {
    const { machine, server, message } = await atWork();
    server.receive({ type: 'apply', application: { ...compression, steps: 10 } });
    const { result } = await message('applied');
    if (result.schema !== 'mine-compression/1' || !result.encoder) throw new Error('there is no encoder');
    machine.live = 130;
    server.receive({ type: 'encode', encoder: result.encoder, engine: 'auto' });
    expect((await message('refused')).message).toMatch(/^The run was stopped: it came to 130 MB of memory/);
  });
});

describe('a real process', { timeout: 120_000 }, () => {
  it('refuses a file of 80 MB where it may use 128', async () => {
    const line = '12.5,-0.25,1e-3,400,red,0.125,7.75,green\n';
    const talk = converse();
    const source = bytes('a,b,c,d,e,f,g,h\n' + line.repeat(2e6));
    talk.process.send({ type: 'open', version: PROTOCOL_VERSION, source, memory: 128 });
    expect((await talk.message('refused')).message).toMatch(
      /^typed\.csv needs more memory than the 128 MB that are allowed/,
    );
  });

  it('whose memory grows breaks the run off, and has told before what was finished', async () => {
    const chosen = plan([...measures, 'Beak Depth (mm)', 'Species'], { preset: 'standard', threads: 2 });
    const talk = converse(processThat('takes more and more memory'));
    talk.process.send({ type: 'open', version: PROTOCOL_VERSION, source: penguins, memory: 600 });
    await talk.message('pace');
    talk.process.send({ type: 'estimate', plan: chosen });
    const finished = () =>
      talk.heard
        .flatMap((message) => (message.type === 'progress' ? message.updates : []))
        .filter(({ pair }) => isComputed(pair));
    await talk.until(() => finished().length > 0);
    talk.process.send({ type: 'select', index: FAULTY_PAIR });
    expect((await talk.message('failed')).message).toMatch(
      /^The run was stopped: it came to \d+ MB of memory, and 600 MB are allowed/,
    );
    expect(finished().length).toBeLessThan(chosen.pairs.length);
  });
});
