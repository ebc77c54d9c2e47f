import * as l10n from '@vscode/l10n';
import type { Column } from '../../dataset/dataset';
import type { Engine } from '../../mine/critic';
import { shareSide, type EncodedSide } from '../../mine/encoding';
import { DivergedError } from '../../mine/minibatchCritic';
import { PairRefusal, preparePair, type Pair } from '../../mine/pair';
import type { PairFolds } from '../../mine/pairFolds';
import { PairMemory } from '../../mine/pairMemory';
import { RecentlyUsed } from '../../mine/recentlyUsed';
import { trainingSettings, type MoreTraining } from '../../mine/settings';
import { sideKey, Sides } from '../../mine/sides';
import { shownRows } from './pairRows';
import { moreTrainings, pairNames } from '../run/pairState';
import type { Plan } from '../protocol';
import type { PairEnd, Task, TaskResult, RunNews } from './threadProtocol';
import { reasonOf } from '../../dataset/reasonOf';

/** Bytes of the pairs whose folds a thread keeps at hand; others are prepared again when their turn comes. */
const FOLDS_KEPT = 64e6;
/** A pair's critics and tables, and what a row adds to them. */
const FOLDS_BYTES = 1e6;
const FOLDS_BYTES_A_ROW = 12;

interface Trial {
  readonly number: number;
  readonly stepDivisor: number;
  readonly memory: PairMemory | null;
}

/** What one thread does for a plan: any piece of work on any of its pairs. */
export class PairWork {
  private readonly columns: ReadonlyMap<string, Column>;
  private readonly shared = new Map<string, EncodedSide>();
  private readonly sides: Sides;
  private readonly trials = new Map<number, Trial>();
  private readonly more: ReadonlyMap<number, MoreTraining>;
  private readonly folds = new RecentlyUsed<{ pair: Pair; folds: PairFolds }>(
    ({ pair }) => FOLDS_BYTES + FOLDS_BYTES_A_ROW * pair.n,
    FOLDS_KEPT,
  );

  constructor(
    private readonly plan: Plan,
    columns: readonly Column[],
    rows: Uint32Array,
    private readonly engine: Engine,
  ) {
    this.columns = new Map(columns.map((column) => [column.name, column]));
    this.more = moreTrainings(plan);
    this.sides = new Sides(rows, plan.seed, this.shared);
  }

  /** Takes note of what the background process says of the run between two pieces of work. */
  note(message: RunNews): void {
    switch (message.type) {
      case 'sides':
        for (const [name, side] of message.sides) this.shared.set(name, side);
        break;
      case 'trial': {
        const { pair, trial: number, stepDivisor } = message;
        this.folds.delete(String(pair));
        this.trials.set(pair, { number, stepDivisor, memory: null });
        break;
      }
      case 'memory': {
        const { pair, buffer, shape } = message;
        this.trials.set(pair, { ...this.trial(pair), memory: new PairMemory(buffer, shape) });
        break;
      }
      case 'ended':
        this.folds.delete(String(message.pair));
        this.trials.delete(message.pair);
        break;
    }
  }

  perform(task: Task): TaskResult {
    try {
      return this.dispatch(task);
    } catch (error) {
      return { kind: 'broke', task, reason: reasonOf(error) };
    }
  }

  private dispatch(task: Task): TaskResult {
    switch (task.kind) {
      case 'encode':
        return { kind: 'encoded', variable: task.variable, side: this.encode(task.variable) };
      case 'outline':
        return this.outline(task.pair);
      case 'step':
        return this.step(task);
    }
  }

  private encode(variable: number): readonly [string, EncodedSide] | null {
    const columns = this.columnsOf(this.plan.variables[variable]?.columns ?? []);
    const complete = this.sides.rowsOf(columns);
    if (complete.key !== '' || complete.rows.length === 0) return null;
    const settings = trainingSettings(this.plan.preset, this.plan.estimator, { rows: 0, grouped: false });
    return [sideKey(columns), shareSide(this.sides.side(columns, complete, settings))];
  }

  private outline(index: number): TaskResult {
    try {
      const pair = this.prepare(index);
      const { n, settings, limits } = pair;
      return {
        kind: 'outlined',
        pair: index,
        outline: { n, settings, limits, references: pair.references() },
      };
    } catch (error) {
      if (!(error instanceof PairRefusal)) throw error;
      return { kind: 'refused', pair: index, reason: error.message };
    }
  }

  private step({ pair: index, trial, step }: Extract<Task, { kind: 'step' }>): TaskResult {
    const { number, stepDivisor, memory } = this.trial(index);
    if (number !== trial) return { kind: 'outdated' };
    const { pair, folds } = this.folds.get(String(index), () => {
      const prepared = this.prepare(index);
      return { pair: prepared, folds: prepared.folds(stepDivisor) };
    });
    if (memory) folds.attach(memory);
    try {
      const result = folds.perform(step);
      const ends = result.kind === 'finish' || (result.kind === 'settle' && result.ending !== null);
      return { kind: 'stepped', pair: index, trial, result, ended: ends ? this.end(pair, folds) : null };
    } catch (error) {
      if (!(error instanceof DivergedError)) throw error;
      return { kind: 'diverged', pair: index, trial };
    }
  }

  private end(pair: Pair, { pointwise }: PairFolds): PairEnd {
    const shown = pointwise && shownRows(pair.n, this.plan.seed);
    return {
      slowReferences: pair.slowReferences(),
      traits: pair.traits(),
      pointwise: shown && Float32Array.from(shown, (row) => pointwise[row] ?? 0),
    };
  }

  private trial(pair: number): Trial {
    return this.trials.get(pair) ?? { number: 1, stepDivisor: 1, memory: null };
  }

  private prepare(index: number): Pair {
    const names = pairNames(this.plan, index);
    const { estimator, preset, seed } = this.plan;
    const { sides, engine } = this;
    return preparePair({
      x: this.columnsOf(names.x),
      z: this.columnsOf(names.z),
      sides,
      estimator,
      preset,
      seed,
      engine,
      more: this.more.get(index),
    });
  }

  private columnsOf(names: readonly string[]): Column[] {
    return names.map((name) => {
      const column = this.columns.get(name);
      if (!column) throw new Error(l10n.t('There is no column {0}.', name));
      return column;
    });
  }
}
