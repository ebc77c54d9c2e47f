import type { Answer, MethodName } from './methods';

/** One sample of a task and the methods to run on it. */
export interface Job {
  readonly task: string;
  readonly n: number;
  readonly seed: number;
  readonly methods: readonly MethodName[];
  /** File to write the sample to, for the methods in Python; see peers.ts. */
  readonly file?: string;
}

/** What one method said of one sample. */
export interface Result extends Answer {
  readonly task: string;
  readonly n: number;
  readonly seed: number;
  readonly method: string;
  readonly seconds: number;
}

/** A method that gave no number for a sample it can take. */
export interface Failure {
  readonly task: string;
  readonly n: number;
  readonly seed: number;
  readonly method: string;
  readonly why: string;
}

export interface Done {
  readonly results: readonly Result[];
  readonly failures: readonly Failure[];
  readonly engine: string;
}
