/** What the host calls, in the order of a step: rows, objective, optimiser; and for evaluation: rows, scores. */
export {
  layOut,
  parameters,
  parameterBytes,
  gradient,
  xDirections,
  xOffsets,
  zDirections,
  zOffsets,
  surplus,
  constant,
  xPool,
  zPool,
  draws,
  xInputs,
  zInputs,
  xRows,
  zRows,
  scores,
} from './layout';
export { prepareRows, prepareDrawn } from './rows';
export { beginStep, addRePaired, partitionMean, completeGradient } from './objective';
export { ascend } from './optimiser';
export { score } from './evaluation';
/** Products of matrices for networks of other shapes; they use the memory in their own way. */
export { panelColumns, reserve, packColumns, packTransposed, multiply } from './matrix';
