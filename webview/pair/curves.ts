import * as l10n from '@vscode/l10n';
import {
  Chart,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  Tooltip,
  type ChartDataset,
  type ChartOptions,
  type Point,
} from 'chart.js';
import type { CurvePoint, PairState } from '../../src/report/report';
import { element } from '../dom';
import { formatInformation, UNIT_NAMES, inUnits, type Units } from '../format';
import type { Theme } from '../theme';

Chart.register(LineController, LineElement, PointElement, LinearScale, Tooltip);

const KEYS = [
  ['held-out', l10n.t('Held-out rows')],
  ['train', l10n.t('Training rows')],
  ['stop', l10n.t('Chosen stop')],
  ['gaussian', l10n.t('Gaussian reference')],
] as const;

type Line = ChartDataset<'line', Point[]>;

/** The training curves of one pair: the bound on the critic's own rows and on rows it never trained on. */
export class Curves {
  readonly #canvas = element('canvas', { role: 'img' });
  readonly #keys = element('ul', { class: 'curve-keys', 'aria-hidden': 'true' });
  readonly element = element('div', {}, element('div', { class: 'curves' }, this.#canvas), this.#keys);
  #chart: Chart<'line', Point[]> | undefined;

  constructor() {
    for (const [name, words] of KEYS) this.#keys.append(element('li', { class: name }, words));
  }

  show(pair: PairState, title: string, units: Units, theme: Theme): void {
    const data = { datasets: datasets(pair, units, theme) };
    const options = chartOptions(pair, units, theme);
    if (this.#chart) {
      this.#chart.data = data;
      this.#chart.options = options;
      this.#chart.update('none');
    } else {
      this.#chart = new Chart(this.#canvas, { type: 'line', data, options });
    }
    const drawn = new Set(data.datasets.map(({ label }) => label));
    for (const [position, [, words]] of KEYS.entries()) {
      this.#keys.children[position]?.toggleAttribute('hidden', !drawn.has(words));
    }
    this.#canvas.setAttribute('aria-label', summary(pair, title, units));
  }
}

function datasets(pair: PairState, units: Units, theme: Theme): Line[] {
  const line = (label: string, colour: string, data: Point[], extra: Partial<Line>): Line => ({
    label,
    data,
    borderColor: colour,
    backgroundColor: colour,
    pointRadius: 0,
    pointHitRadius: 8,
    borderWidth: 1.5,
    ...extra,
  });
  const bound = (key: 'train' | 'heldOut') =>
    pair.curve.map((point) => ({ x: point.iteration, y: inUnits(point[key], units) }));
  const last = pair.curve.at(-1)?.iteration ?? 0;
  const { gaussian } = pair.references;
  const stop = chosenPoint(pair);
  return [
    ...(stop
      ? [
          line(l10n.t('Chosen stop'), theme.text, [{ x: stop.iteration, y: inUnits(stop.heldOut, units) }], {
            pointRadius: 5,
            borderWidth: 2,
            pointBorderWidth: 2,
            pointBackgroundColor: theme.heldOut,
            showLine: false,
          }),
        ]
      : []),
    line(l10n.t('Held-out rows'), theme.heldOut, bound('heldOut'), { borderWidth: 2.5 }),
    line(l10n.t('Training rows'), theme.train, bound('train'), {}),
    ...(gaussian === null || last === 0
      ? []
      : [
          line(
            l10n.t('Gaussian reference'),
            theme.reference,
            [0, last].map((x) => ({ x, y: inUnits(gaussian, units) })),
            {
              borderDash: [6, 4],
            },
          ),
        ]),
  ];
}

/** The point of the held-out curve that gave the estimate; the curve may be thinned, so the nearest one. */
function chosenPoint({ curve, stop }: PairState): CurvePoint | undefined {
  if (stop === null) return undefined;
  const distance = ({ iteration }: CurvePoint) => Math.abs(iteration - stop);
  return curve.toSorted((one, other) => distance(one) - distance(other))[0];
}

function chartOptions(pair: PairState, units: Units, theme: Theme): ChartOptions<'line'> {
  const font = { family: theme.fontFamily, size: theme.fontSize };
  const axis = (text: string) => ({
    title: { display: true, text, color: theme.faintText, font },
    grid: { color: theme.lines, tickColor: theme.lines },
    border: { color: theme.lines },
  });
  return {
    animation: false,
    maintainAspectRatio: false,
    parsing: false,
    normalized: true,
    interaction: { mode: 'nearest', axis: 'x', intersect: false },
    scales: {
      x: {
        ...axis(l10n.t('Iteration')),
        type: 'linear',
        min: 0,
        max: Math.max(1, pair.curve.at(-1)?.iteration ?? 1),
        ticks: { color: theme.faintText, font, maxTicksLimit: 8, maxRotation: 0 },
      },
      y: {
        ...axis(l10n.t('Bound ({0})', UNIT_NAMES[units])),
        type: 'linear',
        ...lowerEnd(pair, units),
        ticks: { color: theme.faintText, font, maxTicksLimit: 7 },
      },
    },
    plugins: {
      tooltip: {
        backgroundColor: theme.background,
        borderColor: theme.lines,
        borderWidth: 1,
        titleColor: theme.text,
        bodyColor: theme.text,
        titleFont: font,
        bodyFont: font,
        callbacks: {
          title: ([item]) => (item ? l10n.t('Iteration {0}', item.parsed.x ?? 0) : ''),
          label: (item) =>
            `${item.dataset.label ?? ''}: ${(item.parsed.y ?? 0).toFixed(3)} ${UNIT_NAMES[units]}`,
        },
      },
    },
  };
}

/** A critic can start, or overfit, far below zero; the axis stops where the rest would be squeezed flat. */
function lowerEnd(pair: PairState, units: Units): { suggestedMin: number; min?: number } {
  const bounds = pair.curve.flatMap(({ train, heldOut }) => [train, heldOut]);
  const [lowest, highest] = [Math.min(0, ...bounds), Math.max(0.05, ...bounds)];
  return lowest < -highest ? { suggestedMin: 0, min: inUnits(-highest, units) } : { suggestedMin: 0 };
}

function summary(pair: PairState, title: string, units: Units): string {
  const last = pair.curve.at(-1);
  if (!last) return l10n.t('Training curves of {0}: no training yet', title);
  const value = (nats: number) => `${formatInformation(nats, units)} ${UNIT_NAMES[units]}`;
  const said = l10n.t(
    'Training curves of {0}: after {1} iterations the bound is {2} on held-out rows and {3} on training rows',
    title,
    last.iteration,
    value(last.heldOut),
    value(last.train),
  );
  return pair.stop === null ? said : l10n.t('{0}; the estimate is taken at iteration {1}', said, pair.stop);
}
