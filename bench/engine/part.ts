import type { NodeBinary } from './machine';

/** What a part of the bench is given. */
export interface Bench {
  /** The Node that runs the bench first, then VS Code's where it is at hand. */
  readonly nodes: readonly NodeBinary[];
  /** A Python with torch, scikit-learn and NumPy. */
  readonly python: string | null;
  readonly quick: boolean;
  /** Folder of the project. */
  readonly root: string;
  /** The built program: cli.js, process.js and the .wasm files. */
  readonly program: string;
  /** Folder for files that are made on the way. */
  readonly scratch: string;
  /** One line to the person who waits. */
  readonly say: (line: string) => void;
}

/** A figure that was aimed at, beside the one that was had. */
export interface Goal {
  readonly figure: string;
  readonly goal: string;
  readonly measured: string;
  /** null: it could not be measured here. */
  readonly met: boolean | null;
}

/** What a part has found. */
export interface Findings {
  readonly title: string;
  readonly markdown: string;
  readonly goals: readonly Goal[];
  /** A picture for docs/performance.svg. */
  readonly svg?: string;
}

export interface Part {
  /** Cores that it keeps busy at most. */
  readonly cores: number;
  readonly run: (bench: Bench) => Promise<Findings>;
}
