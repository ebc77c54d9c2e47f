import type { PointColumn } from '../../src/extension/panel/panelProtocol';
import type { AxisScale } from './axisScale';
import type { Signs } from './signs';

export type NumericPoints = Extract<PointColumn, { kind: 'numeric' }>;
export type CategoricalPoints = Extract<PointColumn, { kind: 'categorical' }>;

/** What a plot is drawn from. */
export interface PlotInput<X extends PointColumn, Z extends PointColumn> {
  readonly x: X;
  readonly z: Z;
  /** Nats of each row; null where they are not known. */
  readonly pointwise: readonly number[] | null;
  readonly signs: Signs;
  readonly scale: AxisScale;
  /** Pixels. */
  readonly width: number;
}

/** What lies under the pointer: rows, and where in the drawing they are. */
export interface Hit {
  readonly rows: readonly number[];
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Plot {
  readonly nodes: readonly SVGElement[];
  readonly height: number;
  at(x: number, y: number): Hit | undefined;
}

/** The part of a drawing inside its axes, pixels. */
export interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}
