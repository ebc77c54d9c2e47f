/** What nobody has to choose. */
export const compressDefaults = {
  latent: 2,
  betas: [0.01, 0.03, 0.1, 0.3, 0.6],
  steps: 1000,
} as const;
