import { describe, expect, it } from 'vitest';
import { allPairs } from '../../../../src/process/run/plan';
import { BlockSchedule, type PlannedBlock } from '../../../../src/process/cluster/blockSchedule';

const WORKERS = 3;

/** All blocks of a depth that can be given now, each answered at once with the outlooks. */
function runDepth(
  schedule: BlockSchedule,
  depth: PlannedBlock['depth'],
  outlook: (pair: number) => number,
  endsAt: (pair: number) => boolean = () => depth === 'finish',
): PlannedBlock[] {
  const blocks: PlannedBlock[] = [];
  for (let block = schedule.next(WORKERS); block; block = schedule.next(WORKERS)) {
    expect(block.depth).toBe(depth);
    blocks.push(block);
    for (const pair of block.pairs) schedule.note(pair, endsAt(pair) ? 'ended' : depth, outlook(pair));
    schedule.returned(block, 0.001 * block.pairs.length);
    if (blocks.length > 10_000) throw new Error('no end');
    if (depth === 'outline' && schedule.allOutlined) break;
  }
  return blocks;
}

describe('the order in which pairs go to the workers of a cluster', () => {
  it('gives every pair its Gaussian answer before any gets more', () => {
    const pairs = allPairs(40);
    const schedule = new BlockSchedule(pairs, []);
    const given = runDepth(schedule, 'outline', () => 0.1).flatMap((block) => block.pairs);
    expect([...given].sort((a, b) => a - b)).toEqual([...pairs.keys()]);
    expect(schedule.next(WORKERS)?.depth).toBe('settle');
  });

  it('waits with what depends on the order of strength until all answers are there', () => {
    const schedule = new BlockSchedule(allPairs(5), []);
    const blocks: PlannedBlock[] = [];
    for (let block = schedule.next(WORKERS); block; block = schedule.next(WORKERS)) blocks.push(block);
    expect(blocks.flatMap((block) => block.pairs)).toHaveLength(10);
    expect(blocks.every((block) => block.depth === 'outline')).toBe(true);
  });

  it('goes from the strongest pair to the weakest', () => {
    const pairs = allPairs(12);
    const outlook = (pair: number) => ((pair * 37) % pairs.length) / pairs.length;
    const schedule = new BlockSchedule(pairs, []);
    runDepth(schedule, 'outline', outlook);
    const first = schedule.next(WORKERS);
    const strongest = [...pairs.keys()].sort((a, b) => outlook(b) - outlook(a));
    expect([...(first?.pairs ?? [])].sort((a, b) => a - b)).toEqual(
      strongest.slice(0, first?.pairs.length).sort((a, b) => a - b),
    );
  });

  it('trains what is left open, each pair once', () => {
    const pairs = allPairs(10);
    const schedule = new BlockSchedule(pairs, []);
    runDepth(schedule, 'outline', () => 0.2);
    const isSettled = (pair: number) => pair % 3 === 0;
    for (let block = schedule.next(WORKERS); block?.depth === 'settle'; block = schedule.next(WORKERS)) {
      for (const pair of block.pairs) schedule.note(pair, isSettled(pair) ? 'ended' : 'settle', 0.2);
      schedule.returned(block, 0.1);
      if (block.pairs.length === 0) break;
    }
    const trained = runDepth(schedule, 'finish', () => 0.2).flatMap((block) => block.pairs);
    // The first training block was taken by the loop above, and never answered.
    expect(new Set(trained).size).toBe(trained.length);
    expect(trained.every((pair) => !isSettled(pair))).toBe(true);
  });

  it('gives the pair a person looks at first, whole', () => {
    const schedule = new BlockSchedule(allPairs(30), []);
    schedule.next(WORKERS);
    schedule.select(400);
    expect(schedule.next(WORKERS)).toEqual({ depth: 'finish', pairs: [400] });
    schedule.prefer([401, 402]);
    expect(schedule.next(WORKERS)?.pairs.every((pair) => pair === 401 || pair === 402)).toBe(true);
  });

  it('makes blocks larger where pairs take less, and smaller towards the end', () => {
    const schedule = new BlockSchedule(allPairs(200), []);
    const sizes = runDepth(schedule, 'outline', () => 0).map((block) => block.pairs.length);
    expect(Math.max(...sizes)).toBeGreaterThan(5 * (sizes.at(-1) ?? Infinity));
    expect(sizes.at(-1)).toBeLessThanOrEqual(10);
  });

  it('lets the pairs of a block share columns', () => {
    const pairs = allPairs(400);
    const schedule = new BlockSchedule(pairs, []);
    const block = schedule.next(1);
    const columns = new Set(block?.pairs.flatMap((pair) => pairs[pair] ?? []));
    // In rows of the triangle they would be all 400.
    expect(block?.pairs.length).toBeGreaterThan(500);
    expect(columns.size).toBeLessThan(120);
  });

  it('gives the pairs of a lost block one by one', () => {
    const schedule = new BlockSchedule(allPairs(6), []);
    const lost = schedule.next(1);
    if (!lost) throw new Error('no block');
    schedule.lost(lost);
    for (const pair of lost.pairs) expect(schedule.next(1)).toEqual({ depth: 'finish', pairs: [pair] });
  });

  it('gives nothing of what an interrupted run had finished', () => {
    const schedule = new BlockSchedule(allPairs(4), [0, 1, 2, 3, 4, 5]);
    expect(schedule.next(WORKERS)).toBeNull();
    expect(schedule.allOutlined).toBe(true);
  });

  it('takes what it is told twice for the same', () => {
    const schedule = new BlockSchedule(allPairs(3), []);
    for (let block = schedule.next(1); block; block = schedule.next(1)) schedule.returned(block, 1);
    for (const pair of [0, 1, 2, 0, 1, 2]) schedule.note(pair, 'outline', 0.1);
    for (const pair of [0, 0, 1, 1, 2, 2]) schedule.note(pair, 'ended', 0.1);
    expect(schedule.next(1)).toBeNull();
  });

  it('holds a hundred thousand pairs in a few megabytes', () => {
    const pairs = allPairs(448);
    globalThis.gc?.();
    const before = process.memoryUsage().heapUsed;
    const schedule = new BlockSchedule(pairs, []);
    const blocks = runDepth(schedule, 'outline', (pair) => pair / pairs.length);
    expect(blocks.flatMap((block) => block.pairs)).toHaveLength(100_128);
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(200e6);
  });
});
