import type { RunPair } from './runPair';
import type { Task } from '../threads/threadProtocol';

/** Pairs whose critics have memory at the same time, at most. */
export const TRAINED_AT_ONCE = 256;

/**
 * What is done next in a run. Every cell of the heatmap gets an answer before any gets a better one: first the variables
 * are encoded, then comes the Gaussian answer of all pairs, the instant critic's of all, from the strongest pair to the
 * weakest, then what these leave open is settled or trained, everywhere at once. The pair a person looks at goes before all
 * others, and after it the row of the target column.
 */
export class Schedule {
  private nextVariable = 0;
  private encoded = 0;
  private nextOutline = 0;
  private outlined = 0;
  private order: readonly number[] | null = null;
  private nextFirst = 0;
  private nextSettled = 0;
  private readonly toSettle: number[] = [];
  private readonly toTrain = new Set<number>();
  private readonly training = new Set<number>();
  private selected: number | null = null;
  private preferred: readonly number[] = [];
  private readonly again: Task[] = [];

  constructor(
    private readonly pairs: readonly RunPair[],
    private readonly variables: number,
  ) {
    // What an interrupted run had finished begins with all its answers.
    this.outlined = pairs.filter((pair) => pair.finished).length;
  }

  /** All pairs have their Gaussian answer. */
  get allOutlined(): boolean {
    return this.outlined === this.pairs.length;
  }

  select(pair: number): void {
    this.selected = pair;
  }

  /** These go before the others, after the selected one. */
  prefer(pairs: readonly number[]): void {
    this.preferred = pairs;
  }

  /** The variable has been encoded, or cannot be for all pairs at once. */
  variableEncoded(): void {
    this.encoded++;
  }

  pairOutlined(): void {
    this.outlined++;
  }

  /** The pair's next step is another one than before. */
  stepDone(index: number): void {
    const pair = this.pairs[index];
    if (!pair || pair.finished) this.training.delete(index);
    else if (pair.inTraining) {
      if (!this.training.has(index)) this.toTrain.add(index);
    } else if (pair.next?.kind === 'settle') this.toSettle.push(index);
  }

  /** The pair begins again. */
  restart(index: number): void {
    this.training.delete(index);
    this.toTrain.delete(index);
    this.toSettle.push(index);
  }

  /** A task that was lost with its thread. */
  repeat(task: Task): void {
    this.again.push(task);
  }

  /** The next task, or null where there is none before the results of others. */
  next(): Task | null {
    const lost = this.again.shift();
    if (lost) return lost;
    if (this.nextVariable < this.variables) return { kind: 'encode', variable: this.nextVariable++ };
    if (this.encoded < this.variables) return null;
    const urgent = this.urgent();
    if (urgent) return urgent;
    while (this.nextOutline < this.pairs.length) {
      const pair = this.nextOutline++;
      if (!this.pairs[pair]?.finished) return { kind: 'outline', pair };
    }
    if (!this.allOutlined) return null;
    return this.first() ?? this.settle() ?? this.train();
  }

  /** Of the selected pair, or of the preferred ones the one that has been trained least. */
  private urgent(): Task | null {
    const selected = this.selected === null ? null : this.step(this.selected);
    if (selected) return selected;
    let least: { index: number; share: number } | null = null;
    for (const index of this.preferred) {
      const pair = this.pairs[index];
      if (pair?.next && (!least || pair.share < least.share)) least = { index, share: pair.share };
    }
    return least && this.step(least.index);
  }

  /** Pairs from the strongest to the weakest, once all have their Gaussian answer. */
  get strongestFirst(): readonly number[] {
    return (this.order ??= [...this.pairs.keys()].sort((a, b) => this.outlook(b) - this.outlook(a) || a - b));
  }

  private first(): Task | null {
    while (this.nextFirst < this.pairs.length) {
      const index = this.strongestFirst[this.nextFirst++] ?? 0;
      if (this.pairs[index]?.next?.kind !== 'first') continue;
      const task = this.step(index);
      if (task) return task;
    }
    return null;
  }

  private settle(): Task | null {
    while (this.nextSettled < this.toSettle.length) {
      const index = this.toSettle[this.nextSettled++] ?? 0;
      const task = this.pairs[index]?.inTraining ? null : this.step(index);
      if (task) return task;
    }
    return null;
  }

  /** The pair that has been trained least, the stronger one of two. */
  private train(): Task | null {
    this.admit();
    let best: { index: number; share: number; outlook: number } | null = null;
    for (const index of this.training) {
      const pair = this.pairs[index];
      if (!pair?.next) continue;
      const { share } = pair;
      if (best && share > best.share) continue;
      const outlook = this.outlook(index);
      if (!best || share < best.share || outlook > best.outlook) best = { index, share, outlook };
    }
    return best ? this.step(best.index) : null;
  }

  private admit(): void {
    if (this.toTrain.size === 0 || this.training.size >= TRAINED_AT_ONCE) return;
    const strongestFirst = [...this.toTrain].sort((a, b) => this.outlook(b) - this.outlook(a) || a - b);
    for (const index of strongestFirst.slice(0, TRAINED_AT_ONCE - this.training.size)) {
      this.toTrain.delete(index);
      if (this.pairs[index]?.finished === false) this.training.add(index);
    }
  }

  private step(index: number): Task | null {
    const pair = this.pairs[index];
    const step = pair?.take();
    return pair && step ? { kind: 'step', pair: index, trial: pair.trial, step } : null;
  }

  private outlook(index: number): number {
    return this.pairs[index]?.outlook ?? 0;
  }
}
