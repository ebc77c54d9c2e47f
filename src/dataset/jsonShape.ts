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
  if (isArray(value)) return 'an array';
  if (typeof value === 'object') return 'an object';
  return typeof value === 'boolean' ? String(value) : `a ${typeof value}`;
}

/** What an object that is no table holds, in words. */
export function describeObject(members: ReadonlyMap<string, JsonValue>, tables: readonly string[]): string {
  const type = members.get('type');
  if (type === 'Topology') return 'a map (TopoJSON)';
  if (type === 'FeatureCollection' || type === 'Feature') return 'a map (GeoJSON)';
  if (tables.includes('children') || isArray(members.get('children')))
    return 'a tree (an object with "children")';
  if (tables.length > 0)
    return `an object with records under ${list(tables)} (save one of these as its own file)`;
  return members.size === 0 ? 'an empty object' : `one object with ${list([...members.keys()])}`;
}

function list(keys: readonly string[]): string {
  const shown = keys.slice(0, 4).map((key) => JSON.stringify(key.slice(0, 40)));
  return shown.join(', ') + (keys.length > shown.length ? ', ...' : '');
}
