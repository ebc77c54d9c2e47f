import * as l10n from '@vscode/l10n';
import type { PairPoints, PointColumn } from '../../src/extension/panel/panelProtocol';
import { isUnderWay, type PairState } from '../../src/report/report';
import { createDropdown } from '../widgets/controls';
import { element, setText } from '../dom';
import type { Units } from '../format';
import type { Inspected } from '../inspection';
import type { Theme } from '../theme';
import { Tooltip } from '../widgets/tooltip';
import { AxisChoice, scaleFor } from './axisChoice';
import type { AxisScale } from './axisScale';
import { RowsLegend } from './legend';
import { meanOf } from './marks';
import { mosaicPlot } from './mosaicPlot';
import type { Hit, Plot } from './plot';
import { scatterPlot } from './scatterPlot';
import { signsOf, type Signs } from './signs';
import { stripPlot } from './stripPlot';
import { svg } from './svg';
import { TellingList } from './tellingList';
import { rowsSentence, rowUnits, rowWords } from './words';

/** What the rows of a pair are shown from. */
export interface RowsDrawing {
  readonly pair: PairState;
  readonly title: string;
  readonly inspected: Inspected | null;
  readonly units: Units;
  readonly theme: Theme;
  /** As a person chose it; columns that have no such axes are shown as measured. */
  readonly axes: AxisScale;
}

export interface RowsHandlers {
  /** Shows a row in the editor, by its place in the source. */
  readonly onReveal: (place: number) => void;
  readonly onAxes: (axes: AxisScale) => void;
}

/** The rows of the selected pair: a plot that suits its columns, coloured by what the critic says of each row. */
export class RowsView {
  readonly element: HTMLElement;
  readonly #sentence = element('p', { class: 'rows-sentence' });
  readonly #canvas = svg('svg', { class: 'plot', role: 'img' });
  readonly #note = element('p', { class: 'rows-note' });
  readonly #legend = new RowsLegend();
  readonly #tooltip = new Tooltip();
  readonly #list: TellingList;
  readonly #axes: HTMLElement;
  readonly #xChoice = this.#choice(l10n.t('Across'), (column) => {
    this.#xColumn = column;
  });
  readonly #zChoice = this.#choice(l10n.t('Up'), (column) => {
    this.#zColumn = column;
  });
  readonly #axisChoice: AxisChoice;
  readonly #frame: HTMLElement;
  readonly #onReveal: (place: number) => void;
  #xColumn = 0;
  #zColumn = 0;
  #drawing: RowsDrawing | null = null;
  /** What the plot was drawn from, to leave it alone while that stays the same. */
  #drawnFrom: readonly unknown[] = [];
  #plot: Plot | null = null;

  constructor({ onReveal, onAxes }: RowsHandlers) {
    this.#onReveal = onReveal;
    this.#axisChoice = new AxisChoice(onAxes);
    this.#list = new TellingList(onReveal);
    this.#axes = element(
      'div',
      { class: 'rows-axes' },
      this.#xChoice.element,
      this.#zChoice.element,
      this.#axisChoice.element,
    );
    this.#frame = element('div', { class: 'plot-frame' }, this.#canvas, this.#tooltip.element);
    this.element = element(
      'section',
      { class: 'rows', 'aria-label': l10n.t('Rows of the pair') },
      element('h3', {}, l10n.t('Rows')),
      this.#sentence,
      this.#axes,
      this.#axisChoice.hint,
      this.#frame,
      this.#note,
      this.#legend.element,
      this.#list.element,
    );
    this.#listen();
  }

  show(drawing: RowsDrawing): void {
    if (drawing.title !== this.#drawing?.title) [this.#xColumn, this.#zColumn] = [0, 0];
    this.#drawing = drawing;
    const { inspected } = drawing;
    const rows = inspected?.kind === 'rows' && inspected.rows.n > 0 ? inspected.rows : null;
    setText(this.#sentence, sentence(inspected));
    const note = rows ? noteOf(rows, drawing.pair) : '';
    setText(this.#note, note);
    this.#note.hidden = note === '';
    this.#frame.hidden = rows === null;
    this.#axes.hidden = rows === null;
    if (!rows) this.#axisChoice.hint.hidden = true;
    this.#legend.element.hidden = !rows?.pointwise;
    this.#list.element.hidden = !rows?.pointwise;
    if (rows) this.#showRows(rows, drawing);
    else this.#drawnFrom = [];
  }

  #showRows(rows: PairPoints, { title, units, theme, axes }: RowsDrawing): void {
    const width = Math.floor(this.#frame.clientWidth);
    const [x, z] = [rows.x[this.#xColumn] ?? rows.x[0], rows.z[this.#zColumn] ?? rows.z[0]];
    if (!x || !z) return;
    this.#axisChoice.show([x, z], axes);
    const scale = scaleFor([x, z], axes);
    const from = [rows, width, x, z, theme, units, title, scale];
    if (width === 0 || from.every((part, at) => part === this.#drawnFrom[at])) return;
    this.#drawnFrom = from;
    this.#showChoices(rows);
    const signs = signsOf(rows.pointwise, theme);
    this.#plot = plotOf(x, z, rows, { signs, width, scale });
    this.#canvas.setAttribute('width', String(width));
    this.#canvas.setAttribute('height', String(this.#plot.height));
    this.#canvas.setAttribute(
      'aria-label',
      l10n.t('{0} of {1} with {2}. {3}', plotName(x, z), x.name, z.name, sentence({ kind: 'rows', rows })),
    );
    this.#canvas.replaceChildren(...this.#plot.nodes);
    this.#tooltip.hide();
    const isMosaic = x.kind === 'categorical' && z.kind === 'categorical';
    if (!rows.pointwise) return;
    this.#legend.show(signs, theme, rowUnits(units), isMosaic);
    this.#list.show(rows, rows.pointwise, [...rows.x, ...rows.z], rowUnits(units));
  }

  #choice(label: string, choose: (column: number) => void) {
    return createDropdown({
      label,
      title: l10n.t('Which column of the group is on this axis'),
      onChange: (value) => {
        choose(Number(value));
        if (this.#drawing) this.show(this.#drawing);
      },
    });
  }

  #showChoices({ x, z }: PairPoints): void {
    const options = (columns: readonly PointColumn[]) =>
      columns.map(({ name }, index) => ({ value: String(index), label: name }));
    this.#xChoice.element.hidden = x.length === 1;
    this.#zChoice.element.hidden = z.length === 1;
    this.#xChoice.setOptions(options(x));
    this.#xChoice.setValue(String(this.#xColumn));
    this.#zChoice.setOptions(options(z));
    this.#zChoice.setValue(String(this.#zColumn));
  }

  #listen(): void {
    this.#canvas.addEventListener('pointermove', (event) => {
      const hit = this.#hit(event);
      this.#canvas.classList.toggle('over-rows', hit !== undefined);
      if (hit) this.#showTooltip(hit);
      else this.#tooltip.hide();
    });
    this.#canvas.addEventListener('pointerleave', () => {
      this.#tooltip.hide();
    });
    this.#canvas.addEventListener('click', (event) => {
      const { inspected } = this.#drawing ?? {};
      const [first] = this.#hit(event)?.rows ?? [];
      if (first !== undefined && inspected?.kind === 'rows')
        this.#onReveal(inspected.rows.places[first] ?? 1);
    });
    // In a frame of its own: drawing within the observer's turn would be reported as an error.
    new ResizeObserver(() => {
      requestAnimationFrame(() => {
        if (this.#drawing) this.show(this.#drawing);
      });
    }).observe(this.#frame);
  }

  #hit({ clientX, clientY }: MouseEvent): Hit | undefined {
    const { left, top } = this.#canvas.getBoundingClientRect();
    return this.#plot?.at(clientX - left, clientY - top);
  }

  #showTooltip({ rows, x, y, width, height }: Hit): void {
    const { inspected, units } = this.#drawing ?? {};
    if (inspected?.kind !== 'rows' || !units) return;
    const points = inspected.rows;
    const pointwise = points.pointwise && meanOf(points.pointwise, rows);
    const { title, lines } = rowWords(points, [...points.x, ...points.z], rows, pointwise, rowUnits(units));
    const { left, top } = this.#canvas.getBoundingClientRect();
    this.#tooltip.show(new DOMRect(left + x, top + y, width, height), title, lines);
  }
}

function plotOf(
  x: PointColumn,
  z: PointColumn,
  { pointwise }: PairPoints,
  look: { readonly signs: Signs; readonly width: number; readonly scale: AxisScale },
): Plot {
  const rest = { pointwise, ...look };
  if (x.kind === 'numeric')
    return z.kind === 'numeric' ? scatterPlot({ x, z, ...rest }) : stripPlot({ x, z, ...rest });
  return z.kind === 'numeric' ? stripPlot({ x: z, z: x, ...rest }) : mosaicPlot({ x, z, ...rest });
}

function plotName(x: PointColumn, z: PointColumn): string {
  if (x.kind === 'numeric' && z.kind === 'numeric') return l10n.t('Scatter plot');
  return x.kind === 'categorical' && z.kind === 'categorical'
    ? l10n.t('Mosaic plot')
    : l10n.t('Box and strip plot');
}

function sentence(inspected: Inspected | null): string {
  if (!inspected) return l10n.t('Looking up its rows…');
  return inspected.kind === 'rows' ? rowsSentence(inspected.rows) : inspected.reason;
}

/** Why the rows have no colours. */
function noteOf({ pointwise, withoutPointwise }: PairPoints, pair: PairState): string {
  if (pointwise) return '';
  if (withoutPointwise !== undefined) return withoutPointwise;
  return isUnderWay(pair)
    ? l10n.t('Coloured by what the critic says of each row as soon as the estimate has ended.')
    : l10n.t('The pair was stopped before its estimate ended.');
}
