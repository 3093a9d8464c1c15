import { setField } from '../../src/internal/plain-object.ts';
import { ABSENT } from './value-paths.ts';

/** What getters and traps throw: a function may hand on the caller's own error, and no other. */
export class TrapError extends Error {}

/** What endless values throw when they are read for ever. */
export class EndlessError extends Error {}

/** Reads of an endless list that are forgiven: none of its items is one, so that the first should do. */
const MAX_READS = 10_000;

/** A value that hardly any caller would hand in. */
export interface HostileValue {
  readonly name: string;
  /** The value to put in place of another. */
  readonly make: (original: unknown) => unknown;
  /** Whether it means what it replaces, so that the answer must be the same. */
  readonly isSame?: true;
  /** Whether it says something else each time it is read: nothing is asked of the answer but that it comes. */
  readonly isUnstable?: true;
}

type Fields = { readonly [key: string]: unknown };

function fail(): never {
  throw new TrapError('trap');
}

/** An object that contains itself. */
const cyclic: { [key: string]: unknown } = { name: 'x' };
cyclic['self'] = cyclic;
const cyclicList: unknown[] = [];
cyclicList.push(cyclicList);

function nested(depth: number, around: (part: unknown) => unknown): unknown {
  let value: unknown = 'x';
  for (let level = 0; level < depth; level += 1) value = around(value);
  return value;
}

const deepObject = nested(100_000, (name) => ({ name }));
const deepList = nested(100_000, (item) => [item]);
const longText = 'x'.repeat(100_000);

function sparseList(length: number): unknown[] {
  const list: unknown[] = [];
  list.length = length;
  return list;
}

/** Counts how often anything of an object is asked for, and throws when that has no end. */
function counted(target: object): object {
  let readCount = 0;
  const count = (): void => {
    readCount += 1;
    if (readCount > MAX_READS) throw new EndlessError('read for ever');
  };
  return new Proxy(target, {
    get: (_, key) => {
      count();
      return Reflect.get(target, key) as unknown;
    },
    has: (_, key) => {
      count();
      return Reflect.has(target, key);
    },
    getOwnPropertyDescriptor: (_, key) => {
      count();
      return Reflect.getOwnPropertyDescriptor(target, key);
    },
  });
}

function endlessIterator(): Iterator<unknown> {
  let readCount = 0;
  return {
    next: () => {
      readCount += 1;
      if (readCount > MAX_READS) throw new EndlessError('iterated for ever');
      return { done: false, value: undefined };
    },
  };
}

/** An object that says something else each time it is asked. */
function unstable(original: unknown): unknown {
  if (!isFields(original) && !isList(original)) return original;
  let readCount = 0;
  return new Proxy(isList(original) ? [...original] : { ...original }, {
    get: (target, key, receiver) => {
      readCount += 1;
      return readCount % 3 === 0 ? [readCount, { name: readCount }] : (Reflect.get(target, key, receiver) as unknown);
    },
  });
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !isList(value) && !(value instanceof Map);
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

/** A change of an object that is one; other values stay, and then nothing is tried. */
function ofObject(change: (fields: Fields) => unknown): (original: unknown) => unknown {
  return (original) => (isFields(original) ? change(original) : original);
}

function ofList(change: (list: readonly unknown[]) => unknown): (original: unknown) => unknown {
  return (original) => (isList(original) ? change(original) : original);
}

function withGetters(fields: Fields, get: (key: string) => unknown): object {
  const target = {};
  for (const key of Object.keys(fields)) {
    Object.defineProperty(target, key, { get: () => get(key), enumerable: true, configurable: true });
  }
  return target;
}

function withField(fields: Fields, key: string, value: unknown): object {
  const copy: { [key: string]: unknown } = { ...fields };
  setField(copy, key, value);
  return copy;
}

const revoked = (target: object): unknown => {
  const { proxy, revoke } = Proxy.revocable(target, {});
  revoke();
  return proxy;
};

/** Values that are no objects. */
const scalars: readonly unknown[] = [
  undefined,
  null,
  true,
  false,
  5,
  0,
  -0,
  -1,
  1.5,
  2 ** 31,
  2 ** 53,
  1e300,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  5n,
  '',
  'xyz',
  '10.0.0.1',
  '__proto__',
  'constructor',
  '\ud800',
  'é/\u0000',
  '2026-01-02T03:04:05Z',
];

function nameOf(value: unknown): string {
  if (Object.is(value, -0)) return '-0';
  return typeof value === 'string' ? JSON.stringify(value) : typeof value === 'bigint' ? `${value}n` : String(value);
}

function same(name: string, make: (original: unknown) => unknown): HostileValue {
  return { name, make, isSame: true };
}

/**
 * Values of every kind that JavaScript has, and some that only mischief makes. For almost every place most of them are
 * wrong; those that wrap what they replace are right, and must change nothing.
 */
export const hostileValues: readonly HostileValue[] = [
  { name: 'nothing', make: () => ABSENT },
  ...scalars.map((value) => ({ name: nameOf(value), make: () => value })),
  { name: 'a symbol', make: () => Symbol('s') },
  { name: 'a long text', make: () => longText },
  { name: 'a text object', make: () => new String('x') },
  { name: 'a number object', make: () => new Number(5) },
  { name: 'a function', make: () => () => 0 },
  { name: 'a function that throws', make: () => fail },
  { name: 'a class', make: () => class {} },
  { name: 'an empty object', make: () => ({}) },
  { name: 'an object without a prototype', make: () => Object.create(null) as unknown },
  { name: 'an object of numbers', make: () => ({ name: 5, ip: 5, type: 5, value: 5, app: 5 }) },
  { name: 'an object of objects', make: () => ({ name: {}, ip: {}, type: {}, value: {}, app: {} }) },
  { name: 'an object that holds itself', make: () => cyclic },
  { name: 'a deep object', make: () => deepObject },
  {
    name: 'an object with a field __proto__',
    make: () => JSON.parse('{"__proto__":{"ready":true,"name":5}}') as unknown,
  },
  {
    name: 'an object with fields of every object',
    make: () => ({ constructor: 5, toString: fail, valueOf: fail, toJSON: fail }),
  },
  { name: 'an invalid date', make: () => new Date(Number.NaN) },
  { name: 'a date', make: () => new Date(0) },
  { name: 'a time that throws', make: () => ({ toISOString: fail }) },
  { name: 'a time that is a number', make: () => ({ toISOString: () => 5 }) },
  { name: 'a Map', make: () => new Map([['a', 'b']]) },
  { name: 'a Map of objects', make: () => new Map<unknown, unknown>([[{}, {}]]) },
  { name: 'a Set', make: () => new Set(['a']) },
  { name: 'a regular expression', make: () => /x/g },
  { name: 'an error', make: () => new Error('x') },
  { name: 'a promise', make: () => Promise.resolve('x') },
  { name: 'bytes', make: () => new Uint8Array(4) },
  { name: 'floats', make: () => new Float64Array(2) },
  { name: 'a buffer', make: () => new ArrayBuffer(8) },
  { name: 'an empty list', make: () => [] },
  { name: 'a list of null', make: () => [null] },
  { name: 'a list of texts', make: () => ['a', 'a'] },
  { name: 'a list of numbers', make: () => [5, Number.NaN] },
  { name: 'a list of empty objects', make: () => [{}, {}] },
  { name: 'a list of lists', make: () => [[[]]] },
  { name: 'a list that holds itself', make: () => cyclicList },
  { name: 'a deep list', make: () => deepList },
  { name: 'a list with a gap', make: ofList((list) => Object.assign(sparseList(list.length + 2), list)) },
  { name: 'a list of gaps', make: () => sparseList(3) },
  { name: 'an endless list', make: () => counted(sparseList(2 ** 32 - 1)) },
  {
    name: 'an endless list with a first item',
    make: ofList((list) => counted(Object.assign(sparseList(2 ** 32 - 1), [list[0]]))),
  },
  { name: 'an endless list-like', make: () => counted({ length: 1e9 }) },
  { name: 'a list-like', make: ofList((list) => Object.assign({ length: list.length }, list)) },
  { name: 'an endless iterable', make: () => ({ [Symbol.iterator]: endlessIterator }) },
  { name: 'an iterable', make: ofList((list) => new Set(list)) },
  {
    name: 'a proxy that throws',
    make: () =>
      new Proxy({}, { get: fail, ownKeys: fail, has: fail, getOwnPropertyDescriptor: fail, getPrototypeOf: fail }),
  },
  {
    name: 'a list whose items throw',
    make: () => new Proxy([0], { get: (list, key) => (key === '0' ? fail() : (Reflect.get(list, key) as unknown)) }),
  },
  { name: 'fields that throw', make: ofObject((fields) => withGetters(fields, fail)) },
  { name: 'keys that throw', make: ofObject((fields) => new Proxy(fields, { ownKeys: fail })) },
  { name: 'a revoked proxy', make: () => revoked({}) },
  { name: 'a revoked list', make: () => revoked([]) },
  { name: 'an unstable object', make: unstable, isUnstable: true },
  same(
    'a copy without a prototype',
    ofObject((fields) => Object.assign(Object.create(null) as object, fields)),
  ),
  same('a proxy that does nothing', (original) =>
    isFields(original) || isList(original) ? new Proxy(original, {}) : original,
  ),
  same(
    'fields that are computed',
    ofObject((fields) => withGetters(fields, (key) => fields[key])),
  ),
  same(
    'a copy with a symbol',
    ofObject((fields) => ({ ...fields, [Symbol('s')]: fields })),
  ),
  same(
    'a list of another class',
    ofList((list) => class extends Array<unknown> {}.from(list)),
  ),
  {
    name: 'a field __proto__ besides',
    make: ofObject((fields) => withField(fields, '__proto__', { ready: true, polluted: 'x' })),
  },
  {
    name: 'a field constructor besides',
    make: ofObject((fields) => withField(fields, 'constructor', { prototype: { polluted: 'x' } })),
  },
];
