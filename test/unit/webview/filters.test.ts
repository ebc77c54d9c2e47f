import { describe, expect, it } from 'vitest';
import { arrange } from '../../../webview/heatmap/arrangement';
import { initialChoices, type Choices } from '../../../webview/choices';
import { isFiltered, NO_FILTERS, pairFilter, passes } from '../../../webview/filters';
import { pairEnds } from '../../../webview/variables';
import { pair, snapshot, variables } from './pairs';
import { whole } from './whole';

const pairs = [
  pair('alpha', 'beta', { mi: 0.5, qValue: 0.001 }),
  pair('alpha', 'gamma', { mi: 0.005, qValue: 0.4 }),
  pair('beta', 'gamma', { mi: 0.2, qValue: 0.03 }),
];
const columns = [...variables('alpha', 'beta'), { name: 'gamma', columns: ['gamma'], type: 'categorical' }];
const ends = pairEnds(pairs, columns);
const admitted = (filters: Partial<Choices>) => {
  const { admits } = pairFilter(columns, ends, { ...NO_FILTERS, ...filters });
  return pairs.flatMap((each, index) => (admits(index, each) ? [index] : []));
};

describe('a pair passes', () => {
  it('without filters', () => {
    expect(admitted({})).toEqual([0, 1, 2]);
    expect(isFiltered(NO_FILTERS)).toBe(false);
  });

  it('by name, when one of its columns is called so, in whatever case', () => {
    expect(admitted({ name: ' GAM ' })).toEqual([1, 2]);
    expect(admitted({ name: 'nothing' })).toEqual([]);
    expect(isFiltered({ ...NO_FILTERS, name: '  ' })).toBe(false);
  });

  it('by type, when both columns have it', () => {
    expect(admitted({ type: 'numeric' })).toEqual([0]);
    expect(admitted({ type: 'categorical' })).toEqual([]);
  });

  it('by strength, on the information correlation', () => {
    // 0.5 nats: 0.80; 0.005: 0.10; 0.2: 0.57.
    expect(admitted({ threshold: 0.5 })).toEqual([0, 2]);
    expect(admitted({ threshold: 0.6 })).toEqual([0]);
  });

  it('by significance, when q is below 0.05', () => {
    expect(admitted({ significant: true })).toEqual([0, 2]);
  });

  it('while it is not known whether it would', () => {
    const unknown = pair('a', 'b', { status: 'waiting', mi: null, qValue: null });
    expect(passes(unknown, { ...NO_FILTERS, threshold: 0.9, significant: true })).toBe(true);
  });

  it('not when it failed and something is asked of its estimate', () => {
    const failed = pair('a', 'b', { status: 'failed', mi: null, qValue: null });
    expect(passes(failed, NO_FILTERS)).toBe(true);
    expect(passes(failed, { ...NO_FILTERS, significant: true })).toBe(false);
  });
});

describe('the arrangement', () => {
  const finished = { phase: 'finished', cancelled: false, failedPairs: 0, seconds: 1 } as const;
  const shown = (choices: Partial<Choices>, run = snapshot().run) =>
    whole(arrange(snapshot({ pairs, variables: columns, run }), ends, { ...initialChoices, ...choices }));

  it('drops rows and columns without a pair that passes once the run has ended', () => {
    const { layout } = shown({ threshold: 0.6 }, finished);
    expect([layout.columns, layout.rows.map(({ name }) => name)]).toEqual([['alpha'], ['beta']]);
  });

  it('does not change under one’s eyes while estimates move', () => {
    expect(shown({ threshold: 0.6 }).layout).toEqual(shown({}).layout);
  });

  it('has what was searched for as columns, against everything else', () => {
    const { layout } = shown({ name: 'beta' }, finished);
    expect(layout.columns).toEqual(['beta']);
    expect(layout.rows.map(({ name }) => name)).toEqual(['alpha', 'gamma']);
  });

  it('has the tree only while its leaves stand in line', () => {
    expect(shown({ order: 'cluster' }).tree?.size).toBe(3);
    expect(shown({ order: 'cluster', name: 'beta' }).tree).toBeNull();
  });

  it('ranks the others for the one column chosen', () => {
    const { layout } = shown({ target: 'gamma' });
    expect(layout.kind).toBe('list');
    expect(layout.rows.map(({ name }) => name)).toEqual(['beta', 'alpha']);
  });

  it('is empty when nothing passes', () => {
    expect(shown({ name: 'nothing' }, finished).layout.rows).toEqual([]);
  });
});
