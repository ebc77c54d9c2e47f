import type { PairState } from '../../src/report/report';
import type { GridLayout } from './gridLayout';
import { correlationOfInformation, cssColour, type Rgb, type Scale } from '../scale';

/** The colours of a scale in so many steps that their differences cannot be seen. */
const STEPS = 256;

export interface Step {
  /** Red, green, blue and opacity, as the four bytes of a picture. */
  readonly pixel: number;
  /** CSS colour of text on it. */
  readonly ink: string;
}

export function stepsOf(scale: Scale): Step[] {
  return Array.from({ length: STEPS + 1 }, (_, step) => {
    const { fill, ink } = scale(step / STEPS);
    return { pixel: pixelOf(fill), ink: cssColour(ink) };
  });
}

function pixelOf(fill: Rgb): number {
  return new Uint32Array(Uint8ClampedArray.of(...fill, 255).buffer)[0] ?? 0;
}

export function stepOf(steps: readonly Step[], { mi }: PairState): Step | undefined {
  return mi === null ? undefined : steps[Math.round(STEPS * correlationOfInformation(mi))];
}

/**
 * The heatmap as a picture of one pixel a cell, which the canvas draws enlarged: however many cells there are, it is
 * one operation. Cells without an estimate are transparent.
 */
export class CellBitmap {
  readonly canvas = document.createElement('canvas');
  readonly columns: number;
  /** Behind the last cell of each row. */
  readonly rowEnds: readonly number[];
  readonly #context = this.canvas.getContext('2d');
  readonly #image: ImageData;
  readonly #pixels: Uint32Array;
  /** Of each pair, the number of its cell, row by row; -1 for none. */
  readonly #cellOf: Int32Array;
  #isStale = true;

  constructor({ rows, columns }: GridLayout, pairCount: number) {
    this.columns = columns.length;
    this.rowEnds = rows.map(({ cells }) => cells.findLastIndex((cell) => cell !== 'outside') + 1);
    this.canvas.width = Math.max(1, columns.length);
    this.canvas.height = Math.max(1, rows.length);
    this.#image = new ImageData(this.canvas.width, this.canvas.height);
    this.#pixels = new Uint32Array(this.#image.data.buffer);
    this.#cellOf = new Int32Array(pairCount).fill(-1);
    rows.forEach(({ cells }, row) => {
      cells.forEach((cell, column) => {
        if (typeof cell === 'number') this.#cellOf[cell] = row * columns.length + column;
      });
    });
  }

  /** The pair's place; undefined when it has none. */
  placeOf(index: number): { readonly row: number; readonly column: number } | undefined {
    const cell = this.#cellOf[index] ?? -1;
    return cell < 0 ? undefined : { row: Math.floor(cell / this.columns), column: cell % this.columns };
  }

  /** Null: no colour. */
  colour(index: number, pixel: number | null): void {
    const cell = this.#cellOf[index] ?? -1;
    if (cell < 0) return;
    this.#pixels[cell] = pixel ?? 0;
    this.#isStale = true;
  }

  /** The picture with everything coloured so far. */
  picture(): HTMLCanvasElement {
    if (this.#isStale) this.#context?.putImageData(this.#image, 0, 0);
    this.#isStale = false;
    return this.canvas;
  }
}
