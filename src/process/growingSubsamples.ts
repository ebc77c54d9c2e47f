import * as l10n from '@vscode/l10n';
import { subsampleSizes } from '../mine/applications/convergence';
import type { Convergence } from '../report/convergence';
import type { Background } from './background';
import type { FromProcess, Plan, Profile } from './protocol';

/**
 * Estimates of a plan's one pair on growing subsamples, by one process, one after the other. The samples are drawn with the
 * same seed, so each holds the one before it (dataset/sample.ts).
 */
export class GrowingSubsamples {
  private found: Convergence;
  /** Of the subsample that is being estimated. */
  private share = 0;

  constructor(
    private readonly plan: Plan,
    { source, rows }: Pick<Profile, 'source' | 'rows'>,
    private readonly background: Pick<Background, 'send'>,
  ) {
    const [x = [], z = []] = (plan.pairs[0] ?? []).map((place) => plan.variables[place]?.columns ?? []);
    const { estimator, preset, seed, maxRows } = plan;
    const sizes = subsampleSizes(maxRows === 0 ? rows : Math.min(maxRows, rows));
    const nothing = { points: [], leftOut: [] };
    this.found = { schema: 'mine-convergence/1', source, x, z, estimator, preset, seed, sizes, ...nothing };
  }

  /** What has been found so far. */
  get convergence(): Convergence {
    return this.found;
  }

  /** Rows of the subsample that is being estimated; undefined when all are done. */
  get size(): number | undefined {
    const { sizes, points, leftOut } = this.found;
    return sizes[points.length + leftOut.length];
  }

  /** Of the whole work, 0..1. */
  get progress(): number {
    const { sizes, points, leftOut } = this.found;
    const sum = (some: readonly number[]) => some.reduce((total, size) => total + size, 0);
    const done = sum(sizes.slice(0, points.length + leftOut.length));
    return (done + this.share * (this.size ?? 0)) / Math.max(1, sum(sizes));
  }

  begin(): void {
    const { size } = this;
    this.share = 0;
    if (size !== undefined) this.background.send({ type: 'estimate', plan: { ...this.plan, maxRows: size } });
  }

  /**
   * Takes what the process says, and goes on to the next subsample.
   * @throws Error with a sentence where there is no estimate even from all rows
   */
  receive(message: FromProcess): void {
    if (message.type === 'progress') this.share = message.share;
    if (message.type !== 'finished') return;
    const { size } = this;
    const [pair] = message.report.pairs;
    if (size === undefined || !pair) return;
    const { points, leftOut } = this.found;
    if (pair.mi !== null) {
      const point = { rows: pair.n, mi: pair.mi, interval: pair.interval };
      this.found = { ...this.found, points: [...points, point] };
    } else {
      const reason = pair.error ?? l10n.t('The pair ended without an estimate.');
      this.found = { ...this.found, leftOut: [...leftOut, { size, reason }] };
      if (this.size === undefined) throw new Error(reason);
    }
    this.begin();
  }
}
