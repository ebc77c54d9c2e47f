import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createRandom } from '../../src/dataset/random';
import { jsonMutant } from './jsonMutants';
import { mutant } from './mutants';
import { assertUnpolluted, type Target } from './targets';

/** An input that takes longer hangs. */
export const HANGING_MS = 10_000;
/** Inputs of new outcomes that are kept to be changed further. */
const MOST_KEPT = 2000;

export interface Input {
  readonly bytes: Uint8Array;
  readonly file: string;
}

export interface FuzzOptions {
  readonly corpus: readonly Input[];
  readonly seed: number;
  /** Asked before each input: how many were tried, and of how many outcomes. */
  readonly goesOn: (tried: number, outcomes: number) => boolean;
  /** Told of each input before it is tried. */
  readonly onInput?: (input: Input) => void;
}

/** An input at which something did not hold. */
export class Crash extends Error {
  constructor(
    readonly input: Input,
    cause: unknown,
  ) {
    super(cause instanceof Error ? (cause.stack ?? cause.message) : String(cause), { cause });
  }
}

/** The committed files of a target: specimens, and all that crashed once. */
export function corpusOf(target: Target, folder: string): Input[] {
  const path = join(folder, target.name);
  mkdirSync(path, { recursive: true });
  if (!existsSync(path)) return [];
  return readdirSync(path)
    .sort()
    .map((file) => ({ file, bytes: new Uint8Array(readFileSync(join(path, file))) }));
}

/**
 * Tries damaged files of the corpus, the same for the same seed. Those that have an outcome which was not seen before are
 * damaged further.
 * @returns outcomes, by how often
 * @throws Crash at the first input at which something does not hold
 */
export async function fuzz(target: Target, options: FuzzOptions): Promise<Map<string, number>> {
  const { corpus, seed, goesOn, onInput } = options;
  const random = createRandom(seed);
  const inputs = [...corpus];
  const outcomes = new Map<string, number>();
  for (const input of corpus) await attempt(target, input, onInput);
  for (let tried = 0; goesOn(tried, outcomes.size); tried++) {
    const { file } = inputs[random.integer(inputs.length)] ?? { file: 'a' };
    const ofKind = inputs.filter((input) => input.file === file).map(({ bytes }) => bytes);
    const corpusBytes = random.integer(3) === 0 ? inputs.map(({ bytes }) => bytes) : ofKind;
    const asJson = target.isJson && random.integer(4) > 0 ? jsonMutant(random, corpusBytes) : undefined;
    const input = { file, bytes: asJson ?? mutant(random, corpusBytes) };
    const outcome = await attempt(target, input, onInput);
    const before = outcomes.get(outcome) ?? 0;
    outcomes.set(outcome, before + 1);
    if (before === 0 && inputs.length < MOST_KEPT) inputs.push(input);
  }
  return outcomes;
}

/** @throws Crash */
export async function attempt(
  target: Target,
  input: Input,
  onInput?: (input: Input) => void,
): Promise<string> {
  onInput?.(input);
  const start = performance.now();
  try {
    const outcome = await target.check(input.bytes, input.file);
    assertUnpolluted();
    if (performance.now() - start > HANGING_MS) throw new Error(`It took more than ${HANGING_MS / 1000} s.`);
    return outcome;
  } catch (error) {
    throw new Crash(input, error);
  }
}
