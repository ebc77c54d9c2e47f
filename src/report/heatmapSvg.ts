import * as l10n from '@vscode/l10n';
import { formatInformation, inUnits, pairName, sideName, statusName, unitName, type Units } from './format';
import { INKS, shade, type Paper } from './paper';
import type { PairState, Report } from './report';
import { triangleSvg, type Square } from './triangleSvg';
import { commonVariable, variableKey, variablesOf, type Paired } from './variables';

export interface Figure {
  readonly svg: string;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
}

/** Places of the pairs: a lower triangle, or one column where all pairs share a variable. */
export function arranged(report: Paired) {
  const variables = variablesOf(report);
  const target = commonVariable(report.pairs);
  const targetKey = target ? variableKey(target) : null;
  const rows = target
    ? variables.filter(({ columns }) => variableKey(columns) !== targetKey)
    : variables.slice(1);
  const columns = target ? [{ name: sideName(target), columns: target }] : variables.slice(0, -1);
  const places = new Map(variables.map((variable, place) => [variableKey(variable.columns), place]));
  const rowPlaces = new Map(rows.map((variable, place) => [variableKey(variable.columns), place]));
  const placeOf = ({ x, z }: Pick<PairState, 'x' | 'z'>): { row: number; column: number } => {
    const [a, b] = [variableKey(x), variableKey(z)];
    if (target) return { row: rowPlaces.get(a === targetKey ? b : a) ?? 0, column: 0 };
    const [one, other] = [places.get(a) ?? 0, places.get(b) ?? 0];
    return { row: Math.max(one, other) - 1, column: Math.min(one, other) };
  };
  return { rows: rows.map(({ name }) => name), columns: columns.map(({ name }) => name), placeOf };
}

/** Linfoot's informational correlation, sqrt(1 - exp(-2 I)), 0..1: what the colours show, here and in the panel. */
export function informationCorrelation(nats: number): number {
  return Math.sqrt(-Math.expm1(-2 * Math.max(0, nats)));
}

const STEPS = 12;

/** The heatmap of a report. */
export function heatmapSvg(report: Report, units: Units, paper: Paper): Figure {
  const { sequential, ground } = INKS[paper];
  const { rows, columns, placeOf } = arranged(report);
  const squares = report.pairs.map((pair): Square => {
    const value = pair.mi === null ? '' : formatInformation(pair.mi, units);
    return {
      ...placeOf(pair),
      fill: pair.mi === null ? ground : stepShade(sequential, informationCorrelation(pair.mi)),
      text: pair.status === 'failed' ? '×' : value,
      title: l10n.t(
        '{0}: {1}',
        pairName(pair),
        value ? `${value} ${unitName(units)}` : statusName(pair.status),
      ),
    };
  });
  const legend = Array.from({ length: STEPS }, (_, step) => {
    const correlation = step / (STEPS - 1);
    const nats = -0.5 * Math.log1p(-(Math.min(0.99, correlation) ** 2));
    const fill = shade(sequential, correlation);
    return step % 3 === 0 || step === STEPS - 1
      ? { fill, label: step === STEPS - 1 ? '∞' : inUnits(nats, units).toFixed(2) }
      : { fill };
  });
  const { dataset, settings } = report;
  return triangleSvg(
    {
      title: l10n.t('Mutual information in {0}: {1}', unitName(units), dataset.source),
      subtitle: l10n.t(
        '{0} of {1} rows, {2}, {3}, seed {4}',
        dataset.rowsUsed,
        dataset.rows,
        settings.estimator,
        settings.preset,
        settings.seed,
      ),
      rows,
      columns,
      squares,
      legend,
    },
    paper,
  );
}

/** In 64 steps: so many are told apart, and squares of one colour can be drawn together. */
export function stepShade(scale: readonly string[], share: number): string {
  return shade(scale, Math.round(64 * share) / 64);
}
