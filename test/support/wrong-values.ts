/** Where in a value something is: field names and indexes. */
export type ValuePath = readonly (string | number)[];

/** An object that contains itself. */
const cyclic: { [key: string]: unknown } = { name: 'x' };
cyclic['self'] = cyclic;

/** Values of every kind that JavaScript has, by name; for almost every field most of them are wrong. */
export const wrongValues: readonly { readonly name: string; readonly value: unknown }[] = [
  { name: 'undefined', value: undefined },
  { name: 'null', value: null },
  { name: '5', value: 5 },
  { name: 'true', value: true },
  { name: 'NaN', value: Number.NaN },
  { name: 'a bigint', value: 5n },
  { name: 'a symbol', value: Symbol('x') },
  { name: 'an empty string', value: '' },
  { name: 'a string', value: 'xyz' },
  { name: 'an empty array', value: [] },
  { name: 'an array of null', value: [null] },
  { name: 'a sparse array', value: sparseArray() },
  { name: 'an empty object', value: {} },
  { name: 'an object of numbers', value: { name: 5, ip: 5, type: 5, value: 5, app: 5 } },
  { name: 'an object without a prototype', value: Object.create(null) as unknown },
  { name: 'a cyclic object', value: cyclic },
  { name: 'an invalid date', value: new Date(Number.NaN) },
];

function sparseArray(): unknown[] {
  const array: unknown[] = [];
  array[2] = {};
  return array;
}

/** The paths of all values inside a value, itself not included. */
export function pathsIn(value: unknown, path: ValuePath = []): ValuePath[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) => {
    const inner = [...path, Array.isArray(value) ? Number(key) : key];
    return [inner, ...pathsIn(part, inner)];
  });
}

/** A copy of a value with something else at a path; what is not on the path is shared. */
export function withValueAt(value: unknown, path: ValuePath, replacement: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return replacement;
  if (Array.isArray(value)) {
    return value.map((item: unknown, index) => (index === key ? withValueAt(item, rest, replacement) : item));
  }
  const record = value as { readonly [key: string]: unknown };
  return { ...record, [key]: withValueAt(record[key], rest, replacement) };
}
