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
  const write = (isLit: boolean) => {
    context.font = `${isLit ? 600 : 400} 11px ${theme.fontFamily}`;
    context.fillStyle = isLit ? theme.text : theme.faintText;
  };
  const name = (text: string, isLit: boolean, room: number) =>
    fitted(context, text, room, `${isLit ? 'bold' : ''} ${room} ${theme.fontFamily}`);
  context.textAlign = 'right';
  context.textBaseline = 'middle';
  const room = { rows: frame.label - 2 * MARGIN, columns: frame.upright - 2 * MARGIN };
  const rows = rowsInView(frame, layout);
  const columns = columnsInView(frame, layout);
  // The first name of many small cells would stand half above them: it is moved, and the next may have no room.
  const isNamed = (index: number) =>
    index % every === 0 && (index === 0 || (index + 0.5) * frame.size >= 1.5 * LINE);

  clipped(context, 0, 0, frame.label, frame.height - frame.upright, () => {
    const paint = (row: number, isLit: boolean) => {
      const text = name(layout.rows[row]?.name ?? '', isLit, room.rows);
      const y = Math.max(yOf(frame, row) + frame.size / 2, row === 0 ? LINE / 2 - frame.scrollTop : -LINE);
      if (isLit && every > 1) clearFor(context, 0, y - LINE / 2, frame.label, LINE);
      context.fillText(text, frame.label - MARGIN, y);
    };
    write(false);
    for (let row = rows.from; row < rows.to; row++) if (isNamed(row) && row !== lit?.row) paint(row, false);
    write(true);
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
        const x = Math.max(
          xOf(frame, column) + frame.size / 2,
          column === 0 ? frame.label + LINE / 2 - frame.scrollLeft : 0,
        );
        const top = frame.height - frame.upright;
        if (isLit && every > 1) clearFor(context, x - LINE / 2, top, LINE, frame.upright);
        context.save();
        context.translate(x, top + MARGIN);
        context.rotate(-Math.PI / 2);
        context.fillText(text, 0, 0);
        context.restore();
      };
      write(false);
      for (let column = columns.from; column < columns.to; column++)
        if (isNamed(column) && column !== lit?.column) paint(column, false);
      write(true);
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

const cuts = new Map<string, Map<string, string>>();

/** The name, cut to the room it has; measured once for each `style`. */
function fitted(context: Context, text: string, room: number, style: string): string {
  const known = cuts.get(style) ?? new Map<string, string>();
  // Another width, another style: what was cut for the windows before is let go.
  if (cuts.size > 20) cuts.clear();
  cuts.set(style, known);
  const before = known.get(text);
  if (before !== undefined) return before;
  let cut = text;
  while (cut.length > 1 && context.measureText(cut === text ? cut : `${cut}…`).width > room)
    cut = cut.slice(0, -1);
  const shown = cut === text ? text : `${cut}…`;
  known.set(text, shown);
  return shown;
}
