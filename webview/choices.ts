import * as v from 'valibot';
import { ORDERS } from './ordering';
import { AXIS_SCALES } from './rows/axisScale';

/** How a person wants to see the run. It outlives a reload of the page. */
export const LIST_COLUMNS = [
  'x',
  'z',
  'mi',
  'interval',
  'pValue',
  'qValue',
  'n',
  'status',
  'pearson',
  'spearman',
  'nonlinear',
] as const;

export const choices = v.object({
  view: v.picklist(['heatmap', 'pairs']),
  order: v.picklist(ORDERS),
  /** Null: as the extension's setting says. */
  units: v.nullable(v.picklist(['nats', 'bits', 'correlation'])),
  /** Name of the one variable that the others are ranked against. */
  target: v.nullable(v.string()),
  /** Part of a column's name. */
  name: v.string(),
  type: v.nullable(v.string()),
  /** Least information correlation, 0..1. */
  threshold: v.pipe(v.number(), v.minValue(0), v.maxValue(1)),
  significant: v.boolean(),
  sort: v.object({ by: v.picklist(LIST_COLUMNS), descending: v.boolean() }),
  /** Side of a cell in pixels; null: as fits. */
  cell: v.nullable(v.pipe(v.number(), v.minValue(1), v.maxValue(96))),
  /** How the rows of a pair are laid out; absent where it was kept before there was a choice. */
  axes: v.optional(v.picklist(AXIS_SCALES), 'values'),
});
export type Choices = v.InferOutput<typeof choices>;
export type ListColumn = (typeof LIST_COLUMNS)[number];

export const initialChoices: Choices = {
  view: 'heatmap',
  order: 'file',
  units: null,
  target: null,
  name: '',
  type: null,
  threshold: 0,
  significant: false,
  sort: { by: 'mi', descending: true },
  cell: null,
  axes: 'values',
};
