import type { BasisSettings } from './basis';

export interface SeriesSettings extends BasisSettings {
  /** Strengths of the roughness penalty that are tried, from smooth to rough; for 200 rows, falling as 1 / rows. */
  readonly penalties: readonly number[];
  /** Power of the squared roughness: how fast the penalty grows with it. */
  readonly power: number;
  /** Roughness penalty of the three functions that make up the Gaussian log-ratio. */
  readonly gaussianPenalty: number;
}

export const seriesSettings: SeriesSettings = {
  bins: 96,
  tailStretch: 1.3,
  cosines: 12,
  penalties: [0.3, 0.1, 0.03, 0.01, 0.003, 0.001, 0.0003, 0.0001],
  power: 1.25,
  gaussianPenalty: 0.02,
};
