import { widestText } from '../dom';
import { formatPointwise } from './words';
import { BELOW, BESIDE, bottomName, FONT_SIZE, leftName, roomFor, shortened } from './axes';
import { mosaic, type Tile } from './mosaic';
import type { Box, CategoricalPoints, Hit, Plot, PlotInput } from './plot';
import type { Signs } from './signs';
import { svg } from './svg';

const HEIGHT = 300;
const GAP = 1;

/** Two columns of categories: tiles whose areas are their shares of the rows. */
export function mosaicPlot(input: PlotInput<CategoricalPoints, CategoricalPoints>): Plot {
  const { x, z, pointwise, signs, width } = input;
  const tiles = mosaic(x.codes, z.codes, pointwise);
  const left = roomFor(z.levels, Math.min(130, 0.3 * width));
  const frame = { left, right: width - BESIDE, top: 8, bottom: HEIGHT - BELOW };
  const placed = tiles.map((tile) => ({ tile, box: boxOf(tile, frame) }));
  return {
    nodes: [
      bottomName(frame, x.name),
      leftName(frame, z.name),
      ...columnNames(placed, frame, x.levels),
      ...rowNames(placed, frame, z.levels),
      ...placed.flatMap(({ tile, box }) => tileSign(box, tile, signs)),
    ],
    height: HEIGHT,
    at: (left, top) => hitAt(placed, left, top),
  };
}

interface Placed {
  readonly tile: Tile;
  readonly box: Box;
}

function boxOf({ left, right, top, bottom }: Tile, frame: Box): Box {
  const [width, height] = [frame.right - frame.left, frame.bottom - frame.top];
  return {
    left: frame.left + left * width + GAP,
    right: frame.left + right * width - GAP,
    top: frame.top + top * height + GAP,
    bottom: frame.top + bottom * height - GAP,
  };
}

/** The value is written into the tile where it fits: its sign does not rest on colour. */
function tileSign(box: Box, { pointwise }: Tile, signs: Signs): SVGElement[] {
  const [width, height] = [Math.max(0.5, box.right - box.left), Math.max(0.5, box.bottom - box.top)];
  const tile = svg('rect', {
    x: box.left,
    y: box.top,
    width,
    height,
    fill: signs.colour(pointwise),
    class: 'tile',
  });
  const words = pointwise === null ? '' : formatPointwise(pointwise, 'nats');
  if (words === '' || height < FONT_SIZE + 5 || width < widestText([words], FONT_SIZE) + 8) return [tile];
  const place = { x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2 + 4, 'text-anchor': 'middle' };
  return [tile, svg('text', { ...place, class: 'tile-value', fill: signs.ink(pointwise) }, words)];
}

/** Below each column, where there is room for at least a few letters. */
function columnNames(placed: readonly Placed[], { bottom }: Box, levels: readonly string[]): SVGElement[] {
  return placed
    .filter(({ tile, box }) => tile.top === 0 && box.right - box.left > 24)
    .map(({ tile, box }) => {
      const text = shortened(levels[tile.xLevel] ?? '', box.right - box.left);
      return svg('text', { x: (box.left + box.right) / 2, y: bottom + 15, 'text-anchor': 'middle' }, text);
    });
}

/** Beside the tiles of the first column, as far as they do not cover each other. */
function rowNames(placed: readonly Placed[], { left }: Box, levels: readonly string[]): SVGElement[] {
  let free = 0;
  return placed
    .filter(({ tile }) => tile.left === 0)
    .flatMap(({ tile, box }) => {
      const middle = (box.top + box.bottom) / 2;
      if (middle - FONT_SIZE / 2 < free) return [];
      free = middle + FONT_SIZE / 2 + 1;
      const text = shortened(levels[tile.zLevel] ?? '', left - 26);
      return [svg('text', { x: left - 6, y: middle + 4, 'text-anchor': 'end' }, text)];
    });
}

function hitAt(placed: readonly Placed[], x: number, y: number): Hit | undefined {
  const found = placed.find(({ box }) => x >= box.left && x <= box.right && y >= box.top && y <= box.bottom);
  if (!found) return undefined;
  const { left, right, top, bottom } = found.box;
  return { rows: found.tile.rows, x: left, y: top, width: right - left, height: bottom - top };
}
