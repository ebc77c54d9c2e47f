import { columnsInView, rowsInView, xOf, yOf } from './canvasFrame';
import type { Scene } from './canvasPaint';

/** The names beside and below a heatmap on a canvas. */

type Context = CanvasRenderingContext2D;

/** Names closer than this would run into each other: every second or third stands, or fewer. */
const LINE = 12;
const MARGIN = 8;

export function paintNames(context: Context, scene: Scene): void {
  const { frame, layout, drawing, lit } = scene;
  const { theme } = drawing;
  const every = Math.max(1, Math.ceil(LINE / frame.size));
  const name = (text: string, isLit: boolean, room: number) => {
    context.font = `${isLit ? 600 : 400} 11px ${theme.fontFamily}`;
    context.fillStyle = isLit ? theme.text : theme.faintText;
    return fitted(context, text, room);
  };
  context.textAlign = 'right';
  context.textBaseline = 'middle';
  const room = { rows: frame.label - 2 * MARGIN, columns: frame.upright - 2 * MARGIN };
  const rows = rowsInView(frame, layout);
  const columns = columnsInView(frame, layout);

  clipped(context, 0, 0, frame.label, frame.height - frame.upright, () => {
    const paint = (row: number, isLit: boolean) => {
      const text = name(layout.rows[row]?.name ?? '', isLit, room.rows);
      const y = yOf(frame, row) + frame.size / 2;
      if (isLit && every > 1) clearFor(context, 0, y - LINE / 2, frame.label, LINE);
      context.fillText(text, frame.label - MARGIN, y);
    };
    for (let row = rows.from; row < rows.to; row++)
      if (row % every === 0 && row !== lit?.row) paint(row, false);
    if (lit) paint(lit.row, true);
  });

  clipped(
    context,
    frame.label,
    frame.height - frame.upright,
    frame.width - frame.label - frame.tree,
    frame.upright,
    () => {
      const paint = (column: number, isLit: boolean) => {
        const text = name(layout.columns[column] ?? '', isLit, room.columns);
        const x = xOf(frame, column) + frame.size / 2;
        const top = frame.height - frame.upright;
        if (isLit && every > 1) clearFor(context, x - LINE / 2, top, LINE, frame.upright);
        context.save();
        context.translate(x, top + MARGIN);
        context.rotate(-Math.PI / 2);
        context.fillText(text, 0, 0);
        context.restore();
      };
      for (let column = columns.from; column < columns.to; column++)
        if (column % every === 0 && column !== lit?.column) paint(column, false);
      if (lit) paint(lit.column, true);
    },
  );
}

function clipped(
  context: Context,
  x: number,
  y: number,
  width: number,
  height: number,
  paint: () => void,
): void {
  context.save();
  context.beginPath();
  context.rect(x, y, width, height);
  context.clip();
  paint();
  context.restore();
}

function clearFor(context: Context, x: number, y: number, width: number, height: number): void {
  context.clearRect(x, y, width, height);
}

const cuts = new Map<string, string>();
const MOST_CUTS = 5_000;

/** The name, cut to the room it has; measured once for each font. */
function fitted(context: Context, text: string, room: number): string {
  const key = `${context.font} ${room} ${text}`;
  const known = cuts.get(key);
  if (known !== undefined) return known;
  let cut = text;
  while (cut.length > 1 && context.measureText(cut === text ? cut : `${cut}…`).width > room)
    cut = cut.slice(0, -1);
  const shown = cut === text ? text : `${cut}…`;
  if (cuts.size > MOST_CUTS) cuts.clear();
  cuts.set(key, shown);
  return shown;
}
