/** What the host calls, in the order of a pair: layout, moments of the rows, maximiser, tables of the critics. */
export {
  layOut,
  vectorBytes,
  weightRow,
  blockBytes,
  xCells,
  zCells,
  xFunctions,
  zFunctions,
  xTransposed,
  zTransposed,
  xMasses,
  zMasses,
  xProducts,
  zProducts,
  xPairOf,
  zPairOf,
  density,
  critic,
  penalty,
  mainPenalty,
  hessian,
  stride,
  points,
} from './layout';
export { computeCritic, logPartition, useShares, computeMoments, computeHessian } from './bound';
export { factorize, solve } from './cholesky';
export { begin, refactorize, recompute, maximize, taken } from './maximizer';
