import type { Arrangement } from './arrangement';
import { scrolledTo, xOf, yOf, type Frame } from './canvasFrame';
import { paintNames } from './canvasNames';
import { paintScene, type Scene } from './canvasPaint';
import { CellBitmap, stepOf, stepsOf, type Step } from './cellBitmap';
import { LONGEST_NAME } from './cellGrid';
import { TREE_WIDTH } from './dendrogram';
import { element, widestText } from '../dom';
import { FocusedCell } from './focusedCell';
import { cellSize, firstPair } from './gridLayout';
import type { Drawing, Space, Surface } from '../surface';

/** Room around a name, pixels. */
const NAME_ROOM = 18;
const LEAST_HEIGHT = 320;
/** Cells that need no more than this share of the window's height scroll with the page, more within their frame. */
const MOST_OF_WINDOW = 0.95;

/**
 * The cells on a canvas, for up to hundreds of thousands of pairs: only those in view are drawn, once a frame. For the
 * keyboard and screen readers, the cell that has the focus is an element of a grid.
 */
export class HeatmapCanvas implements Surface {
  readonly element: HTMLElement;
  readonly #canvas = element('canvas', { 'aria-hidden': 'true' });
  readonly #context = this.#canvas.getContext('2d');
  readonly #focused = new FocusedCell();
  /** As large as all cells together: it gives the scrollbars their measure. */
  readonly #whole: HTMLElement;
  #arrangement: Arrangement = { layout: { kind: 'matrix', columns: [], rows: [] }, tree: null };
  #bitmap = new CellBitmap(this.#arrangement.layout, 0);
  #steps: readonly Step[] = [];
  #drawing: Drawing | null = null;
  #frame: Frame = {
    width: 0,
    height: 0,
    label: 0,
    upright: 0,
    tree: 0,
    size: 1,
    scrollLeft: 0,
    scrollTop: 0,
  };
  #selected: number | null = null;
  #lit: number | undefined;
  #scheduled = false;

  constructor() {
    const view = element('div', { class: 'canvas-view' }, this.#canvas, this.#focused.element);
    this.#whole = element('div', { class: 'canvas-whole' }, view);
    this.element = element('div', { class: 'canvas-scroller' }, this.#whole);
    this.element.addEventListener('scroll', () => {
      this.#schedule();
    });
  }

  build(arrangement: Arrangement, drawing: Drawing): void {
    this.#arrangement = arrangement;
    this.#bitmap = new CellBitmap(arrangement.layout, drawing.snapshot.pairs.length);
    this.#lit = undefined;
    this.#focused.setGrid(arrangement.layout);
  }

  paint(drawing: Drawing, indexes: readonly number[] | 'all'): void {
    if (this.#drawing?.theme !== drawing.theme) this.#steps = stepsOf(drawing.theme.scale);
    this.#drawing = drawing;
    const { pairs } = drawing.snapshot;
    const colour = (index: number) => {
      const pair = pairs[index];
      if (!pair) return;
      const step = drawing.admits(index, pair) ? stepOf(this.#steps, pair) : undefined;
      this.#bitmap.colour(index, step?.pixel ?? null);
    };
    if (indexes === 'all')
      pairs.forEach((_, index) => {
        colour(index);
      });
    else indexes.forEach(colour);
    this.#focused.name(drawing);
    this.#schedule();
  }

  fit({ width }: Space, cell: number | null, at?: MouseEvent): number {
    const { layout, tree } = this.#arrangement;
    if (width === 0) return 0;
    const nameWidth = (names: readonly string[]) => Math.ceil(NAME_ROOM + widestText(names, 11));
    const label = Math.min(
      nameWidth(layout.rows.map(({ name }) => name)),
      LONGEST_NAME,
      Math.max(80, Math.round(0.22 * width)),
    );
    const upright = Math.min(nameWidth(layout.columns), 130);
    const treeWidth = tree ? TREE_WIDTH : 0;
    const room = {
      width: width - label - treeWidth,
      height: Math.max(LEAST_HEIGHT, MOST_OF_WINDOW * innerHeight - upright),
    };
    const size = cell ?? cellSize(layout, room.width, room.height);
    const whole = {
      width: label + treeWidth + Math.ceil(layout.columns.length * size),
      height: upright + Math.ceil(layout.rows.length * size),
    };
    const scrolls = { across: whole.width > width, down: whole.height > room.height + upright };
    this.#keepInPlace(size / this.#frame.size, at, () => {
      this.#resize(this.#whole, whole.width, whole.height);
      const bar = this.element.offsetHeight - this.element.clientHeight;
      this.#resize(
        this.element,
        Math.min(width, whole.width + (scrolls.down ? 16 : 0)),
        Math.min(room.height + upright, whole.height) + (scrolls.across ? Math.max(bar, 12) : 0),
      );
      this.#frame = {
        ...this.#frame,
        width: Math.min(this.element.clientWidth, whole.width),
        height: Math.min(this.element.clientHeight, whole.height),
        label,
        upright,
        tree: treeWidth,
        size,
      };
    });
    const density = window.devicePixelRatio;
    this.#canvas.width = Math.round(this.#frame.width * density);
    this.#canvas.height = Math.round(this.#frame.height * density);
    this.#resize(this.#canvas, this.#frame.width, this.#frame.height);
    this.#draw();
    return size;
  }

  select(index: number | null): void {
    this.#selected = index;
    const stop = index !== null && this.#bitmap.placeOf(index) ? index : firstPair(this.#arrangement.layout);
    this.#focused.show(stop, stop !== undefined && stop === index, this.#placeOf(stop), this.#drawing);
    this.#schedule();
  }

  focus(index: number): void {
    this.reveal(index);
    this.#focused.show(index, index === this.#selected, this.#placeOf(index), this.#drawing);
    this.#draw();
    this.#focused.focus();
  }

  reveal(index: number): void {
    const place = this.#bitmap.placeOf(index);
    if (!place) return;
    const { size, width, height, label, upright, tree } = this.#frame;
    const { scrollLeft, scrollTop } = this.element;
    this.element.scrollTo({
      left: scrolledTo(scrollLeft, place.column * size, size, width - label - tree),
      top: scrolledTo(scrollTop, place.row * size, size, height - upright),
      behavior: 'instant',
    });
  }

  light(index: number | undefined): void {
    if (index === this.#lit) return;
    this.#lit = index;
    this.#schedule();
  }

  at(event: MouseEvent): number | undefined {
    const bounds = this.element.getBoundingClientRect();
    const [x, y] = [event.clientX - bounds.left, event.clientY - bounds.top];
    const { label, upright, tree, width, height, size, scrollLeft, scrollTop } = this.#frame;
    if (x < label || x >= width - tree || y < 0 || y >= height - upright) return undefined;
    const column = Math.floor((x - label + scrollLeft) / size);
    const cell = this.#arrangement.layout.rows[Math.floor((y + scrollTop) / size)]?.cells[column];
    return typeof cell === 'number' ? cell : undefined;
  }

  place(index: number): DOMRect | undefined {
    const place = this.#bitmap.placeOf(index);
    if (!place) return undefined;
    const bounds = this.element.getBoundingClientRect();
    const [x, y] = [xOf(this.#frame, place.column), yOf(this.#frame, place.row)];
    return new DOMRect(bounds.left + x, bounds.top + y, this.#frame.size, this.#frame.size);
  }

  #placeOf(index: number | undefined) {
    return index === undefined ? undefined : this.#bitmap.placeOf(index);
  }

  /** While the cells grow or shrink, what is under the pointer, or in the middle, stays there. */
  #keepInPlace(growth: number, at: MouseEvent | undefined, resize: () => void): void {
    const { scrollLeft, scrollTop } = this.element;
    const { label, upright, tree, width, height } = this.#frame;
    const bounds = this.element.getBoundingClientRect();
    const x = at ? at.clientX - bounds.left - label : (width - label - tree) / 2;
    const y = at ? at.clientY - bounds.top : (height - upright) / 2;
    resize();
    if (growth === 1 || !Number.isFinite(growth)) return;
    this.element.scrollTo({
      left: (scrollLeft + x) * growth - x,
      top: (scrollTop + y) * growth - y,
      behavior: 'instant',
    });
  }

  #resize(node: HTMLElement, width: number, height: number): void {
    node.style.setProperty('width', `${width}px`);
    node.style.setProperty('height', `${height}px`);
  }

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    requestAnimationFrame(() => {
      this.#draw();
    });
  }

  #draw(): void {
    this.#scheduled = false;
    const { element: scroller } = this;
    if (!this.#context || !this.#drawing || this.#frame.width === 0) return;
    this.#frame = { ...this.#frame, scrollLeft: scroller.scrollLeft, scrollTop: scroller.scrollTop };
    const { layout, tree } = this.#arrangement;
    const scene: Scene = {
      frame: this.#frame,
      layout,
      tree,
      drawing: this.#drawing,
      bitmap: this.#bitmap,
      steps: this.#steps,
      lit: this.#placeOf(this.#lit) ?? null,
    };
    const density = window.devicePixelRatio;
    this.#context.setTransform(density, 0, 0, density, 0, 0);
    paintScene(this.#context, scene);
    paintNames(this.#context, scene);
    this.#focused.place(this.#frame);
  }
}
