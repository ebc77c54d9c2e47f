import type { Random } from '../../src/dataset/random';

/** Makes damaged files of good ones. */

/** What readers and parsers look for. */
const PIECES = [
  ...[
    '"',
    ',',
    '\n',
    '\r',
    '\t',
    ';',
    '|',
    '{',
    '}',
    '[',
    ']',
    ':',
    '\\',
    '\0',
    '\ufeff',
    '-',
    '+',
    '.',
    '#',
  ],
  ...[
    '""',
    '1',
    '0',
    '-1',
    '1e308',
    '1e999',
    '-0',
    '1.5',
    '9007199254740993',
    'null',
    'true',
    '"a"',
    '{}',
    '[]',
  ],
  ...[
    '__proto__',
    '"__proto__":',
    '"constructor":',
    'prototype',
    '=1+1',
    '\u202e',
    '\ud800',
    'é',
    '𝒳',
    '<img>',
  ],
  ...['2020-02-30', '1/2/2020', '1,234', '1.234,5', '(3)', '50 %', '€ 5', 'NaN', 'Infinity', '[[[[[[[['],
  ...['PAR1', 'ARROW1', '\u001f\u008b', '\u00ff\u00fe', '\u0004\u0000\u0000\u0000'],
].map((piece) => new TextEncoder().encode(piece));

/** Numbers at whose edges lengths and offsets go wrong, little-endian. */
const EDGES = [0, 1, 127, 128, 255, 2 ** 15, 2 ** 16 - 1, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1].map(
  (number) => new Uint8Array(Uint32Array.of(number).buffer),
);

const LONGEST = 20_000;

/** A file of the corpus with one to eight changes; now and then bytes of no file at all. */
export function mutant(random: Random, corpus: readonly Uint8Array[]): Uint8Array {
  if (random.integer(20) === 0)
    return Uint8Array.from({ length: random.integer(300) }, () => random.integer(256));
  let bytes = pick(random, corpus);
  for (let changes = 1 + random.integer(8); changes > 0; changes--) bytes = changed(random, bytes, corpus);
  return bytes.slice(0, LONGEST);
}

function changed(random: Random, bytes: Uint8Array, corpus: readonly Uint8Array[]): Uint8Array {
  const start = random.integer(bytes.length + 1);
  const end = Math.min(bytes.length, start + random.integer(random.integer(4) === 0 ? 200 : 12));
  switch (random.integer(7)) {
    case 0:
      return joined(bytes.subarray(0, start), pick(random, PIECES), bytes.subarray(start));
    case 1:
      return joined(bytes.subarray(0, start), pick(random, PIECES), bytes.subarray(end));
    case 2:
      return joined(bytes.subarray(0, start), bytes.subarray(end));
    case 3:
      return joined(bytes.subarray(0, end), bytes.subarray(start));
    case 4: {
      const flipped = bytes.slice();
      if (start < flipped.length) flipped[start] = random.integer(256);
      return flipped;
    }
    case 5: {
      const edge = pick(random, EDGES);
      return joined(bytes.subarray(0, start), edge, bytes.subarray(start + edge.length));
    }
    default: {
      const other = pick(random, corpus);
      return joined(bytes.subarray(0, start), other.subarray(random.integer(other.length + 1)));
    }
  }
}

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts));
}

function pick(random: Random, items: readonly Uint8Array[]): Uint8Array {
  return items[random.integer(items.length)] ?? new Uint8Array();
}
