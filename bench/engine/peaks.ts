import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import * as v from 'valibot';
import { Contestant } from './contestant';
import type { Bench } from './part';
import { median } from './spread';

/** A limit of one core, GFLOP/s; null where the probe is not present. */
export interface Peak {
  readonly name: string;
  readonly gflops: number | null;
}

/** Products that a step of H = 64 and one of H = 128 are made of, and one that is large enough for any library. */
const PRODUCTS = [
  [512, 64, 64],
  [512, 128, 128],
  [512, 512, 512],
] as const;

/** What one core can do: in registers (C), in OpenBLAS' matrix product, and in that of TensorFlow.js on WebAssembly. */
export async function peaks(bench: Bench, contestants: readonly Contestant[]): Promise<Peak[]> {
  return [
    ...registers(bench),
    ...(await blas(bench)),
    ...(
      await Promise.all(
        contestants
          .filter(({ name }) => name.endsWith('tfjs-wasm'))
          .map((contestant) => products(contestant, `${contestant.name} matMul`)),
      )
    ).flat(),
  ];
}

function registers({ root, scratch }: Bench): Peak[] {
  const program = join(scratch, 'peak');
  const source = join(root, 'bench/engine/peak.c');
  const built = spawnSync('cc', ['-O2', '-march=native', '-ffp-contract=fast', source, '-o', program]);
  if (built.status !== 0) return [{ name: 'multiply-adds in registers (C)', gflops: null }];
  const { stdout } = spawnSync(program, { encoding: 'utf8' });
  const rates = v.parse(v.record(v.string(), v.number()), JSON.parse(stdout));
  return Object.entries(rates).map(([width, gflops]) => ({
    name: `multiply-adds in registers, ${width} (C)`,
    gflops,
  }));
}

async function blas({ root, python }: Bench): Promise<Peak[]> {
  const script = join(root, 'bench/engine/torch_steps.py');
  const name = 'NumPy sgemm';
  const started = python === null ? '' : await Contestant.start(name, python, [script, 'sgemm']);
  if (typeof started === 'string') return [{ name, gflops: null }];
  const measured = await products(started, name);
  await started.end();
  return measured;
}

async function products(contestant: Contestant, name: string): Promise<Peak[]> {
  const measured: Peak[] = [];
  for (const product of PRODUCTS) {
    const bursts: number[] = [];
    for (let i = 0; i < 5; i++) {
      const { microseconds = NaN } = await contestant.ask({ product, milliseconds: 20 });
      bursts.push(microseconds);
    }
    const [m, k, n] = product;
    measured.push({
      name: `${name} ${product.join(' x ')}`,
      gflops: (2 * m * k * n) / median(bursts) / 1000,
    });
  }
  return measured;
}
