import * as l10n from '@vscode/l10n';

export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonRecord;
export interface JsonRecord {
  readonly [key: string]: JsonValue;
}

export function isArray(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value);
}

export function isRecord(value: JsonValue): value is JsonRecord {
  return typeof value === 'object' && value !== null && !isArray(value);
}

/** A value in words, such as `a number` or `an array`. */
export function describeValue(value: JsonValue): string {
  if (value === null) return 'null';
  if (isArray(value)) return l10n.t('an array');
  if (typeof value === 'object') return l10n.t('an object');
  if (typeof value === 'boolean') return String(value);
  return typeof value === 'number' ? l10n.t('a number') : l10n.t('a string');
}

/** What an object that is no table holds, in words. */
export function describeObject(members: ReadonlyMap<string, JsonValue>, tables: readonly string[]): string {
  const type = members.get('type');
  if (type === 'Topology') return l10n.t('a map (TopoJSON)');
  if (type === 'FeatureCollection' || type === 'Feature') return l10n.t('a map (GeoJSON)');
  if (tables.includes('children') || isArray(members.get('children')))
    return l10n.t('a tree (an object with "children")');
  if (tables.length > 0)
    return l10n.t('an object with records under {0} (save one of these as its own file)', list(tables));
  return members.size === 0
    ? l10n.t('an empty object')
    : l10n.t('one object with {0}', list([...members.keys()]));
}

function list(keys: readonly string[]): string {
  const shown = keys.slice(0, 4).map((key) => JSON.stringify(key.slice(0, 40)));
  return shown.join(', ') + (keys.length > shown.length ? ', ...' : '');
}
