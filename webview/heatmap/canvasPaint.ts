import { columnsInView, rowsInView, xOf, yOf, type Frame, type Span } from './canvasFrame';
import { stepOf, type CellBitmap, type Step } from './cellBitmap';
import type { ClusterTree } from './clustering';
import { pathOf, treeLines } from './dendrogram';
import { densityOf, GAPS_FROM, type GridLayout, type Position } from './gridLayout';
import { cellText } from './heatmapCell';
import type { Drawing } from '../surface';
import { settledness } from '../words';

type Context = CanvasRenderingContext2D;

export interface Scene {
  readonly frame: Frame;
  readonly layout: GridLayout;
  readonly tree: ClusterTree | null;
  readonly drawing: Drawing;
  readonly bitmap: CellBitmap;
  readonly steps: readonly Step[];
  /** Whose names are lit up. */
  readonly lit: Position | null;
}

/** Cells of so many pixels have signs. */
const SIGNS_FROM = 12;

/** Draws what is in view, and nothing else. */
export function paintScene(context: Context, scene: Scene): void {
  const { frame } = scene;
  context.clearRect(0, 0, frame.width, frame.height);
  context.save();
  context.beginPath();
  context.rect(frame.label, 0, frame.width - frame.label - frame.tree, frame.height - frame.upright);
  context.clip();
  paintCells(context, scene);
  context.restore();
  if (scene.tree) paintTree(context, scene, scene.tree);
}

function paintCells(context: Context, scene: Scene): void {
  const { frame, layout, bitmap } = scene;
  const [rows, columns] = [rowsInView(frame, layout), columnsInView(frame, layout)];
  const [wide, high] = [columns.to - columns.from, rows.to - rows.from];
  if (wide <= 0 || high <= 0) return;
  context.imageSmoothingEnabled = false;
  const [x, y] = [xOf(frame, columns.from), yOf(frame, rows.from)];
  context.drawImage(
    bitmap.picture(),
    columns.from,
    rows.from,
    wide,
    high,
    x,
    y,
    wide * frame.size,
    high * frame.size,
  );
  if (frame.size < GAPS_FROM) return;
  paintGaps(context, scene, rows, columns);
  paintSigns(context, scene, rows, columns);
}

/** Lines of the page's colour between the cells, with a faint border on both sides. */
function paintGaps(context: Context, { frame, bitmap, drawing }: Scene, rows: Span, columns: Span): void {
  const lines = new Path2D();
  const ends = bitmap.rowEnds;
  for (let row = rows.from; row <= rows.to; row++) {
    const end = Math.max(ends[row - 1] ?? 0, ends[row] ?? 0);
    lines.moveTo(xOf(frame, columns.from), yOf(frame, row));
    lines.lineTo(xOf(frame, Math.min(end, columns.to)), yOf(frame, row));
  }
  for (let column = columns.from; column <= columns.to; column++) {
    const start = ends.findIndex((end) => end >= column);
    if (start < 0) continue;
    lines.moveTo(xOf(frame, column), yOf(frame, Math.max(start, rows.from)));
    lines.lineTo(xOf(frame, column), yOf(frame, rows.to));
  }
  const gap = frame.size < 20 ? 1 : 2;
  context.strokeStyle = drawing.theme.hint;
  context.globalAlpha = frame.size < 20 ? 0.5 : 0.8;
  context.lineWidth = gap + 2;
  if (frame.size >= SIGNS_FROM) context.stroke(lines);
  context.globalAlpha = 1;
  context.strokeStyle = drawing.theme.background;
  context.lineWidth = gap;
  context.stroke(lines);
  clearBeyondRows(context, frame, ends, rows, 1 + gap / 2);
}

/** The borders' outer halves, along the steps of the triangle; a clip along them would take far longer. */
function clearBeyondRows(
  context: Context,
  frame: Frame,
  ends: readonly number[],
  rows: Span,
  width: number,
): void {
  for (let row = rows.from; row < rows.to; row++) {
    const [end, above] = [xOf(frame, ends[row] ?? 0), xOf(frame, ends[row - 1] ?? 0)];
    const top = yOf(frame, row);
    context.clearRect(end, top, width, frame.size);
    if (above < end) context.clearRect(above, top - width, end - above + width, width);
  }
}

/** What is drawn in one colour at once. */
interface Strokes {
  readonly filled: Path2D;
  readonly lines: Path2D;
  readonly texts: { readonly text: string; readonly x: number; readonly y: number }[];
}

/** Values where they fit, and the signs of cells that are not settled. */
function paintSigns(context: Context, scene: Scene, rows: Span, columns: Span): void {
  const { frame, layout, drawing } = scene;
  const { size } = frame;
  const inks = new Map<string, Strokes>();
  const density = densityOf(layout, size);
  for (let row = rows.from; row < rows.to; row++) {
    const cells = layout.rows[row]?.cells ?? [];
    for (let column = columns.from; column < columns.to; column++) {
      const cell = cells[column];
      if (cell === undefined || cell === 'outside') continue;
      const [x, y] = [xOf(frame, column), yOf(frame, row)];
      const pair = typeof cell === 'number' ? drawing.snapshot.pairs[cell] : undefined;
      if (!pair || typeof cell !== 'number' || !drawing.admits(cell, pair)) {
        context.clearRect(x, y, size, size);
        if (cell === 'unchosen' && size >= SIGNS_FROM)
          dot(strokes(inks, drawing.theme.hint).filled, x + size / 2, y + size / 2, 1);
        continue;
      }
      const ink =
        pair.status === 'failed'
          ? drawing.theme.error
          : (stepOf(scene.steps, pair)?.ink ?? drawing.theme.hint);
      const into = strokes(inks, ink);
      if (size >= SIGNS_FROM) addSign(into, settledness(pair), x, y, size);
      const text = cellText(pair, drawing.snapshot.units, density);
      if (text !== '' && size >= SIGNS_FROM)
        into.texts.push({ text, x: x + size / 2, y: y + size / 2 + 0.5 });
    }
  }
  context.font = `${density === 'full' ? 13 : 11}px ${drawing.theme.fontFamily}`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.lineWidth = 1;
  for (const [ink, { filled, lines, texts }] of inks) {
    context.fillStyle = ink;
    context.strokeStyle = ink;
    context.fill(filled);
    context.stroke(lines);
    for (const { text, x, y } of texts) context.fillText(text, x, y);
  }
}

function strokes(inks: Map<string, Strokes>, ink: string): Strokes {
  const known = inks.get(ink) ?? { filled: new Path2D(), lines: new Path2D(), texts: [] };
  inks.set(ink, known);
  return known;
}

function addSign(
  into: Strokes,
  sign: ReturnType<typeof settledness>,
  x: number,
  y: number,
  size: number,
): void {
  const radius = size < 24 ? 1.5 : 2.5;
  const [right, top] = [x + size - radius - (size < 24 ? 2.5 : 4), y + radius + (size < 24 ? 2.5 : 4)];
  switch (sign) {
    case 'none':
      hatch(into.lines, x + 2, y + 2, size - 4);
      return;
    case 'instant':
      into.lines.moveTo(right + radius, top);
      into.lines.arc(right, top, radius, 0, 2 * Math.PI);
      return;
    case 'training':
      dot(into.filled, right, top, radius);
      return;
    case 'stopped':
      into.filled.rect(right - radius, top - 0.75, 2 * radius, 1.5);
      return;
    case 'failed':
    case 'converged':
  }
}

function dot(path: Path2D, x: number, y: number, radius: number): void {
  path.moveTo(x + radius, y);
  path.arc(x, y, radius, 0, 2 * Math.PI);
}

/** Diagonals five pixels apart. */
function hatch(path: Path2D, x: number, y: number, size: number): void {
  for (let offset = 5; offset < 2 * size; offset += 5) {
    const [from, to] = [Math.max(0, offset - size), Math.min(size, offset)];
    path.moveTo(x + from, y + offset - from);
    path.lineTo(x + to, y + offset - to);
  }
}

function paintTree(context: Context, { frame, drawing }: Scene, tree: ClusterTree): void {
  context.save();
  context.beginPath();
  context.rect(frame.width - frame.tree, 0, frame.tree, frame.height - frame.upright);
  context.clip();
  context.translate(frame.width - frame.tree, -frame.scrollTop);
  context.strokeStyle = drawing.theme.faintText;
  context.lineWidth = 1;
  context.stroke(treePath(tree, frame.size));
  context.restore();
}

const paths = new WeakMap<ClusterTree, { readonly size: number; readonly path: Path2D }>();

/** Made once for a tree and a size: scrolling draws it in every frame. */
function treePath(tree: ClusterTree, size: number): Path2D {
  const known = paths.get(tree);
  if (known?.size === size) return known.path;
  const path = new Path2D(pathOf(treeLines(tree, size)));
  paths.set(tree, { size, path });
  return path;
}
