import type { GridLayout } from './gridLayout';

/** The part of the heatmap that the canvas shows now, in CSS pixels. */
export interface Frame {
  readonly width: number;
  readonly height: number;
  /** Room for the names of rows (left), of columns (below) and for the tree (right): they stay while the cells scroll. */
  readonly label: number;
  readonly upright: number;
  readonly tree: number;
  /** Side of a cell. */
  readonly size: number;
  readonly scrollLeft: number;
  readonly scrollTop: number;
}

/** First and behind the last of the rows or columns in view. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

export function rowsInView({ height, upright, size, scrollTop }: Frame, { rows }: GridLayout): Span {
  return span(scrollTop, height - upright, size, rows.length);
}

export function columnsInView(frame: Frame, { columns }: GridLayout): Span {
  return span(frame.scrollLeft, frame.width - frame.label - frame.tree, frame.size, columns.length);
}

function span(scrolled: number, room: number, size: number, count: number): Span {
  const from = Math.max(0, Math.floor(scrolled / size));
  return { from, to: Math.max(from, Math.min(count, Math.ceil((scrolled + room) / size))) };
}

export const xOf = (frame: Frame, column: number) => frame.label + column * frame.size - frame.scrollLeft;
export const yOf = (frame: Frame, row: number) => row * frame.size - frame.scrollTop;

/** How far to scroll so that the cell at `start` lies in the room; as little as needed. */
export function scrolledTo(scrolled: number, start: number, size: number, room: number): number {
  if (start < scrolled) return start;
  return Math.max(scrolled, start + size - room);
}
