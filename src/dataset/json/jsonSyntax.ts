import * as l10n from '@vscode/l10n';

/**
 * Where JSON breaks: what `JSON.parse` does not tell, or tells differently from one engine to the next. Grammar: RFC 8259.
 */
export interface JsonBreak {
  readonly offset: number;
  readonly reason: string;
}

const SPACE = /[ \t\r\n]*/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?/y;
const LITERAL = /true|false|null/y;

type Expected = 'value' | 'first item' | 'first key' | 'key' | 'colon' | 'comma or end' | 'end of text';

/** The first place at which the text stops being JSON; null for JSON. */
export function findJsonBreak(text: string): JsonBreak | null {
  const open: ('[' | '{')[] = [];
  let expected: Expected = 'value';
  let at = 0;

  const take = (token: RegExp): boolean => {
    token.lastIndex = at;
    if (!token.test(text)) return false;
    at = token.lastIndex;
    return true;
  };
  const takeString = (): boolean => {
    const end = text[at] === '"' ? endOfValidString(text, at) : -1;
    if (end >= 0) at = end + 1;
    return end >= 0;
  };
  const afterValue = (): Expected => (open.length === 0 ? 'end of text' : 'comma or end');

  for (;;) {
    take(SPACE);
    const unit = text[at];
    const innermost = open.at(-1);
    if (unit === undefined) return expected === 'end of text' ? null : { offset: at, reason: cutShort(open) };

    if (isClosing(unit, innermost, expected)) {
      open.pop();
      at++;
      expected = afterValue();
      continue;
    }
    switch (expected) {
      case 'value':
      case 'first item':
        if (unit === '[' || unit === '{') {
          open.push(unit);
          at++;
          expected = unit === '[' ? 'first item' : 'first key';
        } else if (takeString() || take(NUMBER) || take(LITERAL)) expected = afterValue();
        else return { offset: at, reason: badValue(text, at) };
        break;
      case 'first key':
      case 'key':
        if (!takeString()) return { offset: at, reason: badKey(unit) };
        expected = 'colon';
        break;
      case 'colon':
        if (unit !== ':') return { offset: at, reason: l10n.t('a colon is missing after the name') };
        at++;
        expected = 'value';
        break;
      case 'comma or end':
        if (unit !== ',')
          return { offset: at, reason: l10n.t('a comma or the closing {0} is missing', closing(innermost)) };
        at++;
        expected = innermost === '{' ? 'key' : 'value';
        break;
      case 'end of text':
        return { offset: at, reason: l10n.t('the text goes on after the value has ended') };
    }
  }
}

function isClosing(unit: string, innermost: '[' | '{' | undefined, expected: Expected): boolean {
  if (innermost === undefined || unit !== closing(innermost)) return false;
  return expected === 'comma or end' || expected === 'first item' || expected === 'first key';
}

const closing = (opening: '[' | '{' | undefined) => (opening === '[' ? ']' : '}');

function cutShort(open: readonly ('[' | '{')[]): string {
  const innermost = open.at(-1);
  return innermost === undefined
    ? l10n.t('a value is missing')
    : l10n.t('the text ends before the closing {0}', closing(innermost));
}

function badValue(text: string, at: number): string {
  const word = /[-\w]{0,20}/y;
  word.lastIndex = at;
  const found = word.exec(text)?.[0] ?? '';
  if (/^-?(nan|inf(inity)?|undefined|none)$/i.test(found)) return l10n.t('{0} is not JSON, null is', found);
  if (text[at] === ']' || text[at] === '}') return l10n.t('a value is missing before {0}', text[at] ?? '');
  if (text[at] === '"') return l10n.t('a string is not closed, or holds a bare line break or a wrong escape');
  if (text[at] === "'") return l10n.t('strings stand in double quotes');
  if (text[at] === '/') return l10n.t('comments are not JSON');
  return l10n.t('this is no value: {0}', found === '' ? (text[at] ?? '') : found);
}

function badKey(unit: string): string {
  if (unit === '}') return l10n.t('a comma stands before the closing }');
  return unit === '"' ? l10n.t('a name is not closed') : l10n.t('a name in double quotes is missing');
}

const ESCAPE = /\\(?:["\\/bfnrt]|u[\da-fA-F]{4})/y;

/** Offset of the quote that closes the string opened at `start`; -1 where the string is not JSON. */
function endOfValidString(text: string, start: number): number {
  for (let i = start + 1; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit === QUOTE) return i;
    if (unit < 32) return -1;
    if (unit !== BACKSLASH) continue;
    ESCAPE.lastIndex = i;
    if (!ESCAPE.test(text)) return -1;
    i = ESCAPE.lastIndex - 1;
  }
  return -1;
}

const QUOTE = 34;
const BACKSLASH = 92;
