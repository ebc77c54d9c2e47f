import type { Snapshot } from '../../../src/extension/panel/panelProtocol';
import type { PairState } from '../../../src/report/report';

/** A finished pair; `facts` replaces what a test is about. */
export function pair(x: string, z: string, facts: Partial<PairState> = {}): PairState {
  return {
    x: [x],
    z: [z],
    mi: 0.52,
    interval: [0.41, 0.58],
    heldOut: 0.52,
    pValue: 0.001,
    qValue: 0.002,
    n: 342,
    iterations: 800,
    stop: 650,
    warnings: [],
    references: { gaussian: 0.4, pearson: 0.7, spearman: 0.72, ksg: 0.5 },
    instant: 0.5,
    instantShare: 0.5,
    curve: [],
    status: 'converged',
    seconds: 1.2,
    ...facts,
  };
}

export function variables(...names: string[]): Snapshot['variables'] {
  return names.map((name) => ({ name, columns: [name], type: 'numeric' }));
}

export function snapshot(facts: Partial<Snapshot> = {}): Snapshot {
  return {
    source: 'penguins.csv',
    rows: 344,
    rowsUsed: 344,
    badRows: 0,
    variables: variables('a', 'b', 'c'),
    pairs: [pair('a', 'b'), pair('a', 'c'), pair('b', 'c')],
    run: { phase: 'training', done: 1, total: 3, share: 0.4, secondsLeft: 18 },
    settings: { estimator: 'mine', preset: 'standard', seed: 1 },
    engine: { name: 'wasm', threads: 3 },
    units: 'nats',
    ...facts,
  };
}
