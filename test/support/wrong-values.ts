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
