import * as l10n from '@vscode/l10n';
import { DatasetError } from '../dataset';
import { findJsonBreak } from './jsonSyntax';
import { countLineBreaks, positionAt } from './lineBreaks';
import { ValueEnd } from './valueEnd';

/** No value lies in more brackets: what is nested as deeply is no table, and overflows those who walk through it. */
export const MAX_DEPTH = 1000;
/** Longest value that is taken up as a whole, in UTF-16 units. */
export const MAX_VALUE = 2 ** 26;

/** A value's text with its place in the source. */
export interface JsonPiece {
  readonly text: string;
  /** From 1. */
  readonly line: number;
  readonly column: number;
  /** Members or items written in it: more than it has where a name is repeated. */
  readonly parts: number;
}

interface Place {
  readonly line: number;
  readonly column: number;
}

/**
 * The text of a JSON value that is taken up part by part; no more of it is held than one part and one chunk. The `...Now`
 * methods answer from what is there already, which spares a million waits, and give undefined where it is not enough.
 */
export class JsonText {
  private buffer = '';
  private at = 0;
  /** Line and column of an offset into the buffer up to which line breaks were counted. */
  private counted = { offset: 0, line: 1, column: 1 };
  private pending: { start: number; end: ValueEnd; scanned: number } | null = null;

  constructor(
    private readonly source: string,
    private readonly chunks: AsyncIterator<string>,
  ) {}

  /** The next unit that is no white space; '' where the text ends. */
  async peek(): Promise<string> {
    for (;;) {
      const unit = this.peekNow();
      if (unit !== undefined) return unit;
      if (!(await this.fill())) return '';
    }
  }

  peekNow(): string | undefined {
    for (; this.at < this.buffer.length; this.at++) {
      const unit = this.buffer.charCodeAt(this.at);
      if (unit !== 32 && unit !== 10 && unit !== 13 && unit !== 9) return this.buffer[this.at];
    }
    return undefined;
  }

  /** Lets go of the source. */
  async close(): Promise<void> {
    await this.chunks.return?.();
  }

  /** Line on which it now is. */
  get line(): number {
    return this.placeOf(this.at).line;
  }

  /** Passes over the unit that was peeked at. */
  skip(): void {
    this.at++;
  }

  /**
   * Takes the value that begins here.
   * @param closing what closes the array or object around it
   * @throws DatasetError where none does, or it does not end
   */
  async take(closing?: ']' | '}'): Promise<JsonPiece> {
    for (;;) {
      const piece = this.takeNow();
      if (piece !== undefined) return piece;
      if (!(await this.fill())) return this.takeLast(closing);
    }
  }

  takeNow(): JsonPiece | undefined {
    if (this.pending === null) {
      if (this.peekNow() === undefined) return undefined;
      this.pending = { start: this.at, end: new ValueEnd(), scanned: this.at };
    }
    const { start, end, scanned } = this.pending;
    const behind = end.scan(this.buffer, scanned);
    this.refuseUntable(end, (behind < 0 ? this.buffer.length : behind) - start);
    if (behind < 0) {
      this.pending.scanned = this.buffer.length;
      return undefined;
    }
    if (behind === start) throw this.brokenHere(findJsonBreak(this.buffer.slice(start, start + 1))?.reason);
    return this.finish(start, behind, end.parts);
  }

  /** @throws DatasetError where anything follows */
  async expectEnd(): Promise<void> {
    if ((await this.peek()) !== '')
      throw this.brokenHere(l10n.t('the text goes on after the value has ended'));
  }

  /** The error of a text that is not JSON from the place on at which it now is. */
  brokenHere(reason = l10n.t('it cannot be parsed')): DatasetError {
    return this.broken(this.placeOf(this.at), reason);
  }

  /** The error of a piece that cannot be parsed. */
  brokenIn(piece: JsonPiece): DatasetError {
    const found = findJsonBreak(piece.text) ?? {
      offset: piece.text.length,
      reason: l10n.t('it cannot be parsed'),
    };
    const { line, column } = positionAt(piece.text, found.offset);
    return this.broken(
      line === 1
        ? { line: piece.line, column: piece.column + column - 1 }
        : { line: piece.line + line - 1, column },
      found.reason,
    );
  }

  private broken({ line, column }: Place, reason: string): DatasetError {
    return new DatasetError(
      l10n.t('{0} is not JSON from line {1}, column {2} on: {3}.', this.source, line, column, reason),
    );
  }

  private takeLast(closing: string | undefined): JsonPiece {
    if (this.pending === null)
      throw this.brokenHere(
        closing === undefined
          ? l10n.t('a value is missing')
          : l10n.t('the text ends before the closing {0}', closing),
      );
    const { start, end } = this.pending;
    const piece = this.finish(start, this.buffer.length, end.parts);
    if (findJsonBreak(piece.text) !== null) throw this.brokenIn(piece);
    return piece;
  }

  private finish(start: number, behind: number, parts: number): JsonPiece {
    const { line, column } = this.placeOf(start);
    this.pending = null;
    this.at = behind;
    return { text: this.buffer.slice(start, behind), line, column, parts };
  }

  private refuseUntable({ deepest }: ValueEnd, length: number): void {
    if (deepest <= MAX_DEPTH && length <= MAX_VALUE) return;
    const { line } = this.placeOf(this.pending?.start ?? this.at);
    throw new DatasetError(
      deepest > MAX_DEPTH
        ? l10n.t(
            '{0} nests arrays or objects more than {1} deep from line {2} on; a table has one value in each cell.',
            this.source,
            MAX_DEPTH,
            line,
          )
        : l10n.t(
            '{0} has one value of more than {1} MB from line {2} on; write one record for each row.',
            this.source,
            MAX_VALUE / 2 ** 20,
            line,
          ),
    );
  }

  /** Takes in the next chunk and lets go of what was passed; false where there is none. */
  private async fill(): Promise<boolean> {
    const next = await this.chunks.next();
    if (next.done === true) return false;
    const keep = this.pending?.start ?? this.at;
    this.placeOf(keep);
    // One unit more, which tells whether a line feed belongs to a carriage return.
    const cut = Math.max(0, keep - 1);
    this.buffer = this.buffer.slice(cut) + next.value;
    this.at -= cut;
    this.counted.offset -= cut;
    if (this.pending !== null) {
      this.pending.scanned -= cut;
      this.pending.start -= cut;
    }
    return true;
  }

  /** Line and column of an offset; offsets must ascend. */
  private placeOf(offset: number): Place {
    const { offset: from, line, column } = this.counted;
    const breaks = countLineBreaks(this.buffer, from, offset);
    const lastBreak = breaks === 0 ? -1 : lastLineBreak(this.buffer, offset);
    this.counted = {
      offset,
      line: line + breaks,
      column: breaks === 0 ? column + offset - from : offset - lastBreak,
    };
    return this.counted;
  }
}

/** Offset of the last unit before `offset` that ends a line. */
function lastLineBreak(text: string, offset: number): number {
  let at = offset - 1;
  while (at >= 0 && text.charCodeAt(at) !== 10 && text.charCodeAt(at) !== 13) at--;
  return at;
}
