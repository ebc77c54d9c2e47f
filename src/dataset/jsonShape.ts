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

/** What JSON that is not an array of records holds, in words. */
export function describeShape(value: JsonValue): string {
  if (isRecord(value)) return describeObject(value);
  if (!isArray(value)) return describeValue(value);
  const items = new Set(value.map(describeValue));
  const [only = ''] = items;
  return items.size === 1
    ? `an array in which each item is ${only}, not a record`
    : 'an array without any record';
}

function describeObject(value: JsonRecord): string {
  const type = value['type'];
  if (type === 'Topology') return 'a map (TopoJSON)';
  if (type === 'FeatureCollection' || type === 'Feature') return 'a map (GeoJSON)';
  const keys = Object.keys(value);
  if (isArray(value['children'])) return 'a tree (an object with "children")';
  const tables = keys.filter((key) => isRecordArray(value[key]));
  if (tables.length > 0) {
    return `an object with records under ${list(tables)} (save one of these as its own file)`;
  }
  return keys.length === 0 ? 'an empty object' : `one object with ${list(keys)}`;
}

function isRecordArray(value: JsonValue | undefined): boolean {
  return isArray(value) && value.length > 0 && value.every(isRecord);
}

function list(keys: readonly string[]): string {
  const shown = keys.slice(0, 4).map((key) => JSON.stringify(key.slice(0, 40)));
  return shown.join(', ') + (keys.length > shown.length ? ', ...' : '');
}
