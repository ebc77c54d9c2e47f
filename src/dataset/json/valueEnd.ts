const QUOTE = 34;
const COMMA = 44;
const BACKSLASH = 92;
const OPEN_BRACKET = 91;
const CLOSE_BRACKET = 93;
const OPEN_BRACE = 123;
const CLOSE_BRACE = 125;

/**
 * Finds where a JSON value ends, piece of text by piece of text. It looks at brackets and quotes alone: whether the value
 * is JSON is for a parser to say.
 */
export class ValueEnd {
  /** Brackets around the innermost value so far. */
  deepest = 0;
  /** Members of the object, or items of the array, that the value is. */
  parts = 0;
  private depth = 0;
  private quoted = false;
  private escaped = false;
  private begun = false;

  /**
   * Offset behind the value where it ends within the text; -1 where it goes on behind it.
   * @param from where the value begins, and then where its next part does
   */
  scan(text: string, from: number): number {
    for (let i = from; i < text.length; i++) {
      const unit = text.charCodeAt(i);
      if (this.quoted) {
        if (this.escaped) this.escaped = false;
        else if (unit === BACKSLASH) this.escaped = true;
        // A bare line break cannot be in a string: it is not closed, and must not take up the rest of the text.
        else if (unit === QUOTE || unit < 32) {
          this.quoted = false;
          if (this.depth === 0 || unit < 32) return i + 1;
        }
        continue;
      }
      switch (unit) {
        case QUOTE:
          if (this.begun && this.depth === 0) return i;
          this.quoted = true;
          this.markPart();
          break;
        case OPEN_BRACKET:
        case OPEN_BRACE:
          if (this.begun && this.depth === 0) return i;
          this.markPart();
          this.depth++;
          if (this.depth > this.deepest) this.deepest = this.depth;
          break;
        case CLOSE_BRACKET:
        case CLOSE_BRACE:
          if (this.depth === 0) return i;
          this.depth--;
          if (this.depth === 0) return i + 1;
          break;
        case COMMA:
          if (this.depth === 0) return i;
          if (this.depth === 1) this.parts++;
          break;
        case 9:
        case 10:
        case 13:
        case 32:
          if (this.depth === 0 && this.begun) return i;
          break;
        default:
          this.markPart();
      }
      this.begun = true;
    }
    return -1;
  }

  private markPart(): void {
    if (this.depth === 1 && this.parts === 0) this.parts = 1;
  }
}
