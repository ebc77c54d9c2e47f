import { describe, expect, it } from 'vitest';
import {
  cellSize,
  densityOf,
  firstPair,
  gridLayout,
  neighbour,
  pairNames,
  positionOf,
  strongestFirst,
} from '../../../webview/gridLayout';
import { pair, variables } from './pairs';

const all = gridLayout(
  [pair('a', 'b'), pair('a', 'c'), pair('a', 'd'), pair('b', 'c'), pair('b', 'd'), pair('c', 'd')],
  variables('a', 'b', 'c', 'd'),
);

describe('all pairs', () => {
  it('form the lower triangle, without the diagonal', () => {
    expect(all).toEqual({
      kind: 'matrix',
      columns: ['a', 'b', 'c'],
      rows: [
        { name: 'b', cells: [0, 'outside', 'outside'] },
        { name: 'c', cells: [1, 3, 'outside'] },
        { name: 'd', cells: [2, 4, 5] },
      ],
    });
  });

  it('stand in the triangle whichever way round a pair is written', () => {
    const layout = gridLayout([pair('b', 'a'), pair('c', 'a'), pair('c', 'b')], variables('a', 'b', 'c'));
    expect(layout.rows.map(({ cells }) => cells)).toEqual([
      [0, 'outside'],
      [1, 2],
    ]);
  });
});

describe('a target run', () => {
  const pairs = [
    pair('a', 'price', { mi: 0.1 }),
    pair('price', 'b', { mi: null, status: 'failed' }),
    pair('c', 'price', { mi: 0.7 }),
  ];
  const layout = gridLayout(pairs, variables('a', 'b', 'price', 'c'));

  it('is one column of the target, in the file’s order', () => {
    expect(layout.kind).toBe('list');
    expect(layout.columns).toEqual(['price']);
    expect(layout.rows).toMatchObject([
      { name: 'a', cells: [0] },
      { name: 'b', cells: [1] },
      { name: 'c', cells: [2] },
    ]);
  });

  it('can be ranked, pairs without an estimate last', () => {
    expect(strongestFirst(layout, pairs).rows.map(({ name }) => name)).toEqual(['c', 'a', 'b']);
  });

  it('of a single pair tells about its second variable', () => {
    expect(gridLayout([pair('a', 'b')], variables('a', 'b')).columns).toEqual(['b']);
  });
});

describe('pairs picked by hand', () => {
  const layout = gridLayout(
    [pair('a', 'd'), pair('b', 'd'), pair('a', 'e')],
    variables('a', 'b', 'c', 'd', 'e'),
  );

  it('show only the variables that take part, and tell which cells were not chosen', () => {
    expect(layout.columns).toEqual(['a', 'b']);
    expect(layout.rows).toEqual([
      { name: 'd', cells: [0, 1] },
      { name: 'e', cells: [2, 'unchosen'] },
    ]);
  });
});

describe('names', () => {
  it('of a group are the group’s', () => {
    const groups = [
      { name: 'size', columns: ['length', 'width'], type: 'group' },
      { name: 'mass', columns: ['mass'], type: 'numeric' },
    ];
    expect(pairNames(pair('mass', '', { z: ['length', 'width'] }), groups)).toEqual({ x: 'mass', z: 'size' });
  });

  it('of columns that are no variable are the columns’', () => {
    expect(pairNames(pair('', 'c', { x: ['a', 'b'] }), [])).toEqual({ x: 'a + b', z: 'c' });
  });
});

describe('keys', () => {
  const from = (index: number, key: string, withControl = false) => neighbour(all, index, key, withControl);

  it('lead to the next cell and stop at the edges', () => {
    expect(from(3, 'ArrowLeft')).toBe(1);
    expect(from(4, 'ArrowRight')).toBe(5);
    expect(from(3, 'ArrowDown')).toBe(4);
    expect(from(3, 'ArrowUp')).toBe(3);
    expect(from(5, 'ArrowRight')).toBe(5);
  });

  it('lead to the ends of the row, and with Ctrl of the grid', () => {
    expect(from(4, 'Home')).toBe(2);
    expect(from(2, 'End')).toBe(5);
    expect(from(5, 'Home', true)).toBe(0);
    expect(from(0, 'End', true)).toBe(5);
  });

  it('lead past cells that were not chosen', () => {
    const sparse = gridLayout(
      [pair('a', 'd'), pair('c', 'd'), pair('b', 'e')],
      variables('a', 'b', 'c', 'd', 'e'),
    );
    expect(neighbour(sparse, 0, 'ArrowRight', false)).toBe(1);
  });

  it('that do not move give nothing', () => {
    expect(from(0, 'x')).toBeUndefined();
  });
});

it('finds a pair’s place', () => {
  expect(positionOf(all, 4)).toEqual({ row: 2, column: 1 });
  expect(positionOf(all, 99)).toBeUndefined();
  expect(firstPair(all)).toBe(0);
});

describe('cells', () => {
  const names = Array.from({ length: 40 }, (_, index) => `s${index}`);
  const large = gridLayout(
    names.flatMap((x, i) => names.slice(i + 1).map((z) => pair(x, z))),
    variables(...names),
  );

  it('of few columns do not grow beyond 96 pixels', () => {
    expect(cellSize(all, 1200, 800)).toBe(96);
  });

  it('of forty columns stay at 16 pixels or more and show no text', () => {
    expect(cellSize(large, 400, 600)).toBe(16);
    expect(densityOf(large, 16)).toBe('none');
  });

  it('shrink for a low window only as far as values stay readable', () => {
    expect(cellSize(all, 1200, 30)).toBe(36);
    expect(densityOf(all, 36)).toBe('full');
  });
});
