import type { Random } from '../../src/dataset/random';

/** JSON that is well-formed and means something else: values, names and whole branches changed. */

const VALUES: readonly unknown[] = [
  ...[
    null,
    true,
    '',
    'x',
    '__proto__',
    '<img src=x onerror=alert(1)>',
    '=1+1',
    '\u202e',
    '\ud800',
    'é'.repeat(500),
  ],
  ...[0, -0, -1, 1, 0.5, 1e-320, 5e-324, 1e15, 2 ** 53, 1e308, -1e308, 4e9],
  ...[[], {}, [[]], { a: {} }, [null], [0, 0]],
];
const KEYS = ['__proto__', 'constructor', 'prototype', 'toString', 'length', '', 'type', 'index', 'x', 'z'];

interface Place {
  readonly parent: Record<string, unknown>;
  readonly key: string;
}

/** A text of the corpus with one to five changes of what it holds; undefined where none of it is JSON. */
export function jsonMutant(random: Random, corpus: readonly Uint8Array[]): Uint8Array | undefined {
  const data = parsed(corpus[random.integer(corpus.length)]);
  if (data === undefined) return undefined;
  const root: Record<string, unknown> = { data };
  for (let changes = 1 + random.integer(5); changes > 0; changes--) {
    const places = placesIn(root);
    const place = places[random.integer(places.length)];
    if (place) change(random, place, places);
  }
  return new TextEncoder().encode(JSON.stringify(root['data'] ?? null));
}

function change(random: Random, { parent, key }: Place, places: readonly Place[]): void {
  const value = VALUES[random.integer(VALUES.length)];
  switch (random.integer(6)) {
    case 0:
    case 1:
      parent[key] = structuredClone(value);
      break;
    case 2:
      if (Array.isArray(parent)) parent.splice(Number(key), 1);
      else Reflect.deleteProperty(parent, key);
      break;
    case 3: {
      const other = places[random.integer(places.length)];
      if (other) parent[key] = structuredClone(other.parent[other.key]);
      break;
    }
    case 4: {
      if (Array.isArray(parent)) break;
      const added = KEYS[random.integer(KEYS.length)] ?? '';
      // Not by assignment, which would set a prototype.
      Object.defineProperty(parent, added, {
        ...{ value: structuredClone(value), enumerable: true, configurable: true, writable: true },
      });
      break;
    }
    default:
      if (Array.isArray(parent)) parent.push(structuredClone(parent[Number(key)]));
      else parent[key] = [parent[key], structuredClone(value)];
  }
}

function placesIn(value: unknown): Place[] {
  if (typeof value !== 'object' || value === null) return [];
  const parent = value as Record<string, unknown>;
  return Object.keys(parent).flatMap((key) => [{ parent, key }, ...placesIn(parent[key])]);
}

function parsed(bytes: Uint8Array | undefined): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}
