import { escaped, shortened, visible } from './markup';
import { inkOn, INKS, type Paper } from './paper';

/** A square of a figure; where there is none, the ground shows. */
export interface Square {
  readonly row: number;
  readonly column: number;
  readonly fill: string;
  /** Written in it where it is large enough. */
  readonly text: string;
  /** Said of it when it is pointed at. */
  readonly title: string;
  /** Struck through: it cannot be compared with the others. */
  readonly isCrossed?: boolean;
}

export interface Triangle {
  readonly title: string;
  readonly subtitle: string;
  /** Named down the side and along the foot. */
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  readonly squares: readonly Square[];
  /** From left to right, with what stands under it. */
  readonly legend: readonly { readonly fill: string; readonly label?: string }[];
}

/** Squares of more rows carry neither text nor a title of their own: the figure stays small enough to be opened. */
const MOST_ROWS_WITH_TEXT = 40;
const LONGEST_NAME = 24;
const CHARACTER = 6.6;
const MARGIN = 16;
const HEAD = 58;
const LEGEND = 66;
const LEGEND_STEP = 24;

/** How many Latin letters have as much room; Chinese, Japanese and Korean signs are almost twice as wide. */
function room(text: string): number {
  return text.length + 0.85 * (text.match(/[\u2e80-\u9fff\uac00-\ud7af\uff00-\uff60]/g)?.length ?? 0);
}

/**
 * A heatmap, most often a lower triangle, as a self-contained SVG without a script.
 * @returns the document and its size in pixels
 */
export function triangleSvg(figure: Triangle, paper: Paper): { svg: string; width: number; height: number } {
  const inks = INKS[paper];
  const { rows, columns } = figure;
  const most = Math.max(rows.length, columns.length);
  const cell = most <= 14 ? 46 : most <= MOST_ROWS_WITH_TEXT ? 34 : Math.max(2, Math.floor(1200 / most));
  const isNamed = cell >= 9;
  const label = (names: readonly string[]) =>
    isNamed
      ? CHARACTER *
        names.reduce((most, name) => Math.max(most, room(shortened(visible(name), LONGEST_NAME))), 0)
      : 0;
  const left = MARGIN + label(rows) + 8;
  const right = left + columns.length * cell;
  const bottom = HEAD + rows.length * cell;
  const foot = bottom + 10 + label(columns);
  const legendWidth = figure.legend.length * LEGEND_STEP;
  const textWidth = CHARACTER * Math.min(100, Math.max(room(figure.title) * 1.25, room(figure.subtitle)));
  const width = Math.ceil(Math.max(right, left + legendWidth, MARGIN + textWidth) + MARGIN);
  const height = Math.ceil(foot + LEGEND);
  const hasText = most <= MOST_ROWS_WITH_TEXT;
  const parts = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" font-family="system-ui, 'Segoe UI', 'Helvetica Neue', Arial, sans-serif" font-size="12">`,
    `<title>${escaped(shortened(figure.title, 200))}</title>`,
    `<rect width="${width}" height="${height}" fill="${inks.ground}"/>`,
    line(figure.title, MARGIN, 26, `font-size="15" font-weight="600" fill="${inks.text}"`, 80),
    line(figure.subtitle, MARGIN, 44, `fill="${inks.faint}"`, 100),
    hasText ? textSquares(figure.squares, left, cell) : plainSquares(figure.squares, left, cell),
    ...(isNamed
      ? [
          ...rows.map((name, row) =>
            line(
              name,
              left - 8,
              HEAD + (row + 0.5) * cell + 4,
              `text-anchor="end" fill="${inks.text}"`,
              LONGEST_NAME,
            ),
          ),
          ...columns.map((name, column) => {
            const [x, y] = [left + (column + 0.5) * cell + 4, bottom + 10];
            return line(
              name,
              x,
              y,
              `text-anchor="end" transform="rotate(-90 ${x} ${y})" fill="${inks.text}"`,
              LONGEST_NAME,
            );
          }),
        ]
      : []),
    ...figure.legend.flatMap(({ fill, label: words }, step) => {
      const x = left + step * LEGEND_STEP;
      const swatch = `<rect x="${x}" y="${foot + 16}" width="${LEGEND_STEP}" height="12" fill="${fill}"/>`;
      return words === undefined
        ? [swatch]
        : [
            swatch,
            line(
              words,
              x + LEGEND_STEP / 2,
              foot + 43,
              `text-anchor="middle" font-size="11" fill="${inks.faint}"`,
              40,
            ),
          ];
    }),
    `<rect x="${left}" y="${foot + 16}" width="${legendWidth}" height="12" fill="none" stroke="${inks.lines}"/>`,
    '</svg>\n',
  ];
  return { svg: parts.join('\n'), width, height };
}

function textSquares(squares: readonly Square[], left: number, cell: number): string {
  return squares
    .map(({ row, column, fill, text, title, isCrossed }) => {
      const [x, y] = [left + column * cell, HEAD + row * cell];
      const ink = inkOn(fill);
      const cross = isCrossed
        ? `<path d="M${x + 4} ${y + cell - 5}L${x + cell - 5} ${y + 4}" stroke="${ink}" stroke-opacity=".6"/>`
        : '';
      const value = text
        ? `<text x="${x + cell / 2 - 0.5}" y="${y + cell / 2 + 4}" text-anchor="middle" font-size="11" fill="${ink}">${escaped(text)}</text>`
        : '';
      return `<g><title>${escaped(shortened(title, 400))}</title><rect x="${x}" y="${y}" width="${cell - 1}" height="${cell - 1}" fill="${fill}"/>${cross}${value}</g>`;
    })
    .join('\n');
}

/** One path for each colour: a hundred thousand squares in a file of a few megabytes. */
function plainSquares(squares: readonly Square[], left: number, cell: number): string {
  const size = cell > 4 ? cell - 1 : cell;
  const byFill = new Map<string, string[]>();
  for (const { row, column, fill } of squares) {
    const path = byFill.get(fill) ?? [];
    byFill.set(fill, path);
    path.push(`M${left + column * cell} ${HEAD + row * cell}h${size}v${size}h-${size}z`);
  }
  return [...byFill].map(([fill, path]) => `<path fill="${fill}" d="${path.join('')}"/>`).join('\n');
}

function line(text: string, x: number, y: number, attributes: string, length: number): string {
  return `<text x="${x}" y="${y}" ${attributes}>${escaped(shortened(visible(text), length))}</text>`;
}
