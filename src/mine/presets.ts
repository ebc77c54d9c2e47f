export const ESTIMATORS = ['mine', 'mine-f'] as const;
export const PRESETS = ['quick', 'standard', 'thorough', 'paper'] as const;

/** mine: Donsker-Varadhan bound; mine-f: f-divergence bound. */
export type Estimator = (typeof ESTIMATORS)[number];
/** How much training a pair gets; paper: the algorithm of Belghazi et al. (2018) and nothing beside it. */
export type Preset = (typeof PRESETS)[number];
