export const ESTIMATORS = ['mine', 'mine-f'] as const;
export const PRESETS = ['quick', 'standard', 'thorough'] as const;

/** mine: Donsker-Varadhan bound; mine-f: f-divergence bound. */
export type Estimator = (typeof ESTIMATORS)[number];
/** How much training a pair gets. */
export type Preset = (typeof PRESETS)[number];
