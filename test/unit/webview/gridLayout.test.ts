import { describe, expect, it } from 'vitest';
import type { PairState } from '../../../src/report/report';
import {
  cellSize,
  densityOf,
  firstPair,
  listLayout,
  matrixLayout,
  neighbour,
  positionOf,
  runTarget,
  wholeSize,
  type Shows,
} from '../../../webview/heatmap/gridLayout';
import { pairEnds, type Variables } from '../../../webview/variables';
import { pair, variables } from './pairs';

const everything: Shows = () => true;
/** In the file's order. */
const matrix = (pairs: readonly PairState[], columns: Variables, shows = everything) =>
  matrixLayout([...columns.keys()], shows, pairEnds(pairs, columns), columns);

const six = [pair('a', 'b'), pair('a', 'c'), pair('a', 'd'), pair('b', 'c'), pair('b', 'd'), pair('c', 'd')];
const abcd = variables('a', 'b', 'c', 'd');
const all = matrix(six, abcd);

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
    const layout = matrix([pair('b', 'a'), pair('c', 'a'), pair('c', 'b')], variables('a', 'b', 'c'));
    expect(layout.rows.map(({ cells }) => cells)).toEqual([
      [0, 'outside'],
      [1, 2],
    ]);
  });
});

describe('an order', () => {
  it('moves rows and columns, and the triangle stays one', () => {
    const layout = matrixLayout([2, 0, 3], everything, pairEnds(six, abcd), abcd);
    expect(layout).toEqual({
      kind: 'matrix',
      columns: ['c', 'a'],
      rows: [
        { name: 'a', cells: [1, 'outside'] },
        { name: 'd', cells: [5, 2] },
      ],
    });
  });
});

describe('pairs filtered out', () => {
  const onlyAd: Shows = (index) => index === 2 || index === 3;

  it('leave their cell blank, and rows and columns without any other pair go', () => {
    expect(matrix(six, abcd, onlyAd)).toEqual({
      kind: 'matrix',
      columns: ['a', 'b'],
      rows: [
        { name: 'c', cells: ['filtered', 3] },
        { name: 'd', cells: [2, 'filtered'] },
      ],
    });
  });

  it('take no row away beside a tree, whose leaves have to stand in line', () => {
    const layout = matrixLayout([0, 1, 2, 3], onlyAd, pairEnds(six, abcd), abcd, true);
    expect(layout.columns).toEqual(['a', 'b', 'c']);
    expect(layout.rows.map(({ name }) => name)).toEqual(['b', 'c', 'd']);
  });
});

describe('a target', () => {
  const pairs = [
    pair('a', 'price', { mi: 0.1 }),
    pair('price', 'b', { mi: null, status: 'failed' }),
    pair('c', 'price', { mi: 0.7 }),
  ];
  const columns = variables('b', 'price', 'c', 'a');
  const ends = pairEnds(pairs, columns);
  const list = (shows = everything) => listLayout(1, shows, ends, pairs, columns);

  it('is the variable in every pair', () => {
    expect(runTarget(ends)).toBe(1);
    expect(runTarget(pairEnds(six, abcd))).toBeUndefined();
  });

  it('of a single pair is its second variable', () => {
    expect(runTarget(pairEnds([pair('a', 'b')], variables('a', 'b')))).toBe(1);
  });

  it('ranks the others, pairs without an estimate last', () => {
    const layout = list();
    expect(layout.kind).toBe('list');
    expect(layout.columns).toEqual(['price']);
    expect(layout.rows).toEqual([
      { name: 'c', cells: [2] },
      { name: 'a', cells: [0] },
      { name: 'b', cells: [1] },
    ]);
  });

  it('leaves out other variables’ pairs and those filtered out', () => {
    expect(listLayout(0, everything, pairEnds(six, abcd), six, abcd).rows).toHaveLength(3);
    expect(list((index) => index !== 0).rows.map(({ name }) => name)).toEqual(['c', 'b']);
  });
});

describe('pairs picked by hand', () => {
  const layout = matrix([pair('a', 'd'), pair('b', 'd'), pair('a', 'e')], variables('a', 'b', 'c', 'd', 'e'));

  it('show only the variables that take part, and tell which cells were not chosen', () => {
    expect(layout.columns).toEqual(['a', 'b']);
    expect(layout.rows).toEqual([
      { name: 'd', cells: [0, 1] },
      { name: 'e', cells: [2, 'unchosen'] },
    ]);
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
    const sparse = matrix(
      [pair('a', 'd'), pair('c', 'd'), pair('b', 'e')],
      variables('a', 'b', 'c', 'd', 'e'),
    );
    expect(neighbour(sparse, 0, 'ArrowRight', false)).toBe(1);
  });

  it('lead ten rows on, or as many as there are', () => {
    expect(from(0, 'PageDown')).toBe(2);
    expect(from(4, 'PageUp')).toBe(3);
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
  const large = matrix(
    names.flatMap((x, i) => names.slice(i + 1).map((z) => pair(x, z))),
    variables(...names),
  );

  it('of few columns do not grow beyond 96 pixels', () => {
    expect(cellSize(all, 1200, 800)).toBe(96);
  });

  it('of forty columns stay at 12 pixels or more and show no text', () => {
    expect(cellSize(large, 400, 600)).toBe(12);
    expect(densityOf(large, 12)).toBe('none');
  });

  it('can be made to be all in view, in whole pixels where there are gaps between them', () => {
    expect(wholeSize(large, 390, 600)).toBe(10);
    expect(wholeSize(large, 400, 100)).toBeCloseTo(100 / 39, 10);
    expect(wholeSize(large, 20, 20)).toBe(1);
  });

  it('shrink for a low window only as far as values stay readable', () => {
    expect(cellSize(all, 1200, 30)).toBe(36);
    expect(densityOf(all, 36)).toBe('full');
  });
});
