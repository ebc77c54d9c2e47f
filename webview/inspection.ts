import type { FromPanel, ToPanel } from '../src/extension/panel/panelProtocol';
import { isUnderWay, type PairState } from '../src/report/report';

export type PointsMessage = Extract<ToPanel, { type: 'points' }>;
export type Inspected = PointsMessage['points'];

/** The rows of the pair that a person looks at: asked for when it is chosen, and again when its estimate has ended. */
export class Inspection {
  #asked: { readonly index: number; readonly ended: boolean } | null = null;
  #answer: Inspected | null = null;

  constructor(private readonly post: (message: FromPanel) => void) {}

  /** Null while the answer has not come. */
  get answer(): Inspected | null {
    return this.#answer;
  }

  /** Asks where what is here is of another pair, or from before the pair's end. */
  look(index: number, pair: PairState): void {
    const ended = !isUnderWay(pair);
    if (this.#asked?.index === index && this.#asked.ended === ended) return;
    if (this.#asked?.index !== index) this.#answer = null;
    this.#asked = { index, ended };
    this.post({ type: 'inspect', index });
  }

  take({ index, points }: PointsMessage): void {
    if (index !== this.#asked?.index) return;
    // Rows that are here stay when the process that had them has gone.
    if (points.kind === 'none' && this.#answer?.kind === 'rows') return;
    this.#answer = points;
  }

  /** Another run begins. */
  forget(): void {
    this.#asked = null;
    this.#answer = null;
  }
}
