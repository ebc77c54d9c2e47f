import type { Column } from '../dataset/dataset';
import type { Engine } from '../mine/critic';
import { DivergedError } from '../mine/minibatchCritic';
import { PairRefusal, preparePair, type Pair } from '../mine/pair';
import type { SlowReferences } from '../mine/pairReferences';
import type { PairWarning } from '../mine/pairWarnings';
import type { PairEstimator } from '../mine/pairEstimator';
import type { PairState } from '../report/report';
import type { Plan } from './protocol';

/** Smaller steps after a divergence: once, then the pair has failed. */
const STEP_DIVISORS = [1, 4] as const;

/** One pair of a plan in a thread's hands: advances in slices and says how it stands. */
export class PairWork {
  private readonly names: { readonly x: string[]; readonly z: string[] };
  private pair: Pair | null = null;
  private estimator: PairEstimator | null = null;
  private attempt = 0;
  private seconds = 0;
  private error: string | null = null;
  private slowReferences: SlowReferences = {};

  constructor(
    private readonly plan: Plan,
    index: number,
    private readonly columns: ReadonlyMap<string, Column>,
    private readonly rows: Uint32Array,
    private readonly engine: Engine,
  ) {
    this.names = pairNames(plan, index);
  }

  get share(): number {
    return this.error === null ? (this.estimator?.share ?? 0) : 1;
  }

  advance(): void {
    const begun = performance.now();
    try {
      this.pair ??= this.prepare();
      this.estimator ??= this.pair.start(STEP_DIVISORS[this.attempt] ?? 1);
      this.estimator.advance();
      if (this.estimator.finished) this.slowReferences = this.pair.slowReferences();
    } catch (error) {
      this.fail(error);
    }
    this.seconds += (performance.now() - begun) / 1000;
  }

  state(): PairState {
    const estimate = this.estimator?.estimate() ?? null;
    const warnings: PairWarning[] =
      this.pair && this.estimator?.finished && estimate
        ? this.pair.warnings(estimate, this.slowReferences)
        : [];
    if (this.attempt > 0)
      warnings.push({
        code: 'restarted',
        message: 'The training diverged once and was begun again with smaller steps.',
      });
    return {
      ...waitingPair(this.names),
      status: this.status(estimate?.rising ?? false),
      mi: estimate?.mi ?? null,
      interval: estimate?.interval ? [...estimate.interval] : null,
      heldOut: estimate?.heldOut ?? null,
      pValue: estimate?.pValue ?? null,
      n: this.pair?.n ?? 0,
      iterations: estimate?.iterations ?? 0,
      stop: estimate?.stop ?? null,
      ...(this.error !== null && { error: this.error }),
      warnings,
      references: { ...(this.pair?.references ?? { gaussian: null }), ...this.slowReferences },
      instant: estimate?.instant ?? null,
      instantShare: estimate?.instantShare ?? 0,
      curve: estimate ? [...estimate.curve] : [],
      seconds: this.seconds,
    };
  }

  private prepare(): Pair {
    const side = (names: readonly string[]) =>
      names.map((name) => {
        const column = this.columns.get(name);
        if (!column) throw new PairRefusal(`There is no column ${name}.`);
        return column;
      });
    const { estimator, preset, seed } = this.plan;
    return preparePair({
      x: side(this.names.x),
      z: side(this.names.z),
      rows: this.rows,
      estimator,
      preset,
      seed,
      engine: this.engine,
    });
  }

  private status(rising: boolean): PairState['status'] {
    if (this.error !== null) return 'failed';
    if (!this.estimator?.finished) return 'training';
    return rising ? 'budget' : 'converged';
  }

  private fail(error: unknown): void {
    if (error instanceof DivergedError && this.attempt + 1 < STEP_DIVISORS.length) {
      this.attempt++;
      this.estimator = null;
      return;
    }
    this.estimator = null;
    this.error =
      error instanceof PairRefusal
        ? error.message
        : error instanceof DivergedError
          ? 'The training diverged, also with smaller steps.'
          : `The estimate failed: ${error instanceof Error ? error.message : String(error)}`;
  }
}

/** Names of the columns on each side of a pair of the plan. */
export function pairNames(plan: Plan, index: number): { x: string[]; z: string[] } {
  const [x, z] = plan.pairs[index] ?? [];
  const side = (variable: number | undefined) =>
    variable === undefined ? [] : [...(plan.variables[variable]?.columns ?? [])];
  return { x: side(x), z: side(z) };
}

/** A pair of which nothing is known yet. */
export function waitingPair(names: { readonly x: string[]; readonly z: string[] }): PairState {
  return {
    ...names,
    status: 'waiting',
    mi: null,
    interval: null,
    heldOut: null,
    pValue: null,
    qValue: null,
    n: 0,
    iterations: 0,
    stop: null,
    warnings: [],
    references: { gaussian: null },
    instant: null,
    instantShare: 0,
    curve: [],
    seconds: 0,
  };
}
