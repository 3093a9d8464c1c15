import fc from 'fast-check';

/** Values that nobody sends by JSON: what a library must survive when it is handed anything. */

const FIELDS = [
  'apiVersion',
  'kind',
  'metadata',
  'addressType',
  'endpoints',
  'ports',
  'addresses',
  'conditions',
  'hints',
  'forZones',
  'targetRef',
  'deprecatedTopology',
  'name',
  'generateName',
  'labels',
  'annotations',
  'ownerReferences',
  'finalizers',
  'managedFields',
  'fieldsV1',
  'creationTimestamp',
  'spec',
  'status',
  'subsets',
  '__proto__',
  'constructor',
  'toISOString',
  'length',
];

const scalars: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(
    undefined,
    null,
    true,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    -0,
    2 ** 53,
    1e300,
    5n,
    '',
    '10.0.0.1',
    'IPv4',
    'FQDN',
    'discovery.k8s.io/v1beta1',
    '\ud800',
    '__proto__',
    '2026-01-02T03:04:05Z',
  ),
  fc
    .constantFrom<() => unknown>(
      () => Symbol('s'),
      () => () => 0,
      () => new Date(Number.NaN),
      () => new Date(0),
      () => new Map([['a', 1]]),
      () => /x/g,
      () => new Uint8Array(4),
      () => Object.create(null) as unknown,
      () => ({
        toISOString: () => {
          throw new Error('no time');
        },
      }),
      () => ({
        toISOString: () => '2026-01-02T03:04:05Z',
        toJSON: () => {
          throw new Error('no JSON');
        },
      }),
      () => ({
        toString: () => {
          throw new Error('no text');
        },
        valueOf: () => {
          throw new Error('no value');
        },
      }),
    )
    .map((make) => make()),
  fc.string({ unit: 'binary', maxLength: 5 }),
  fc.double(),
);

/** Wraps an object so that reading it does harm. */
const wrappers: readonly ((value: object) => unknown)[] = [
  (value) => value,
  (value) => Object.freeze(value),
  (value) => new Proxy(value, {}),
  (value) =>
    new Proxy(value, {
      get: () => {
        throw new Error('trap');
      },
    }),
  (value) =>
    new Proxy(value, {
      ownKeys: () => {
        throw new Error('trap');
      },
    }),
  (value) => new Proxy(value, { getOwnPropertyDescriptor: () => undefined }),
  (value) => {
    const { proxy, revoke } = Proxy.revocable(value, {});
    revoke();
    return proxy;
  },
  (value) => {
    // Says something else each time it is asked.
    let count = 0;
    return new Proxy(value, {
      get: (target, key, receiver) => {
        count += 1;
        return count % 3 === 0 ? [count, { name: count }] : (Reflect.get(target, key, receiver) as unknown);
      },
    });
  },
  (value) =>
    Object.defineProperty(value, 'addresses', {
      get: () => {
        throw new Error('getter');
      },
      enumerable: true,
      configurable: true,
    }),
  (value) => Object.assign(value, { [Symbol('s')]: value }),
  (value) => Object.assign(value, { self: value, metadata: value, endpoints: [value, value], ports: [value] }),
  (value) => Object.assign(Object.create(value) as object, { kind: 'EndpointSlice' }),
];

/** Anything at all; objects and lists with the API's own field names as often as not. */
export function hostileValue(): fc.Arbitrary<unknown> {
  return fc.letrec<{ value: unknown; object: unknown; list: unknown }>((tie) => ({
    value: fc.oneof({ maxDepth: 5, withCrossShrink: true }, scalars, tie('object'), tie('list')),
    list: fc.oneof(
      { weight: 9, arbitrary: fc.array(tie('value'), { maxLength: 4 }) },
      { weight: 1, arbitrary: fc.constantFrom(1, 1001, 20001, 2 ** 32 - 1).map((length) => withLength(length)) },
    ),
    object: fc
      .record({
        entries: fc.array(fc.tuple(fc.constantFrom(...FIELDS), tie('value')), { maxLength: 6 }),
        wrapper: fc.nat(60),
      })
      .map(({ entries, wrapper }) => {
        const value: { [key: string]: unknown } = {};
        for (const [key, field] of entries) {
          Object.defineProperty(value, key, { value: field, enumerable: true, configurable: true, writable: true });
        }
        return (wrappers[wrapper] ?? ((same: object) => same))(value);
      }),
  })).value;
}

/** A list without items, of any length. */
function withLength(length: number): unknown[] {
  const list: unknown[] = [];
  list.length = length;
  return list;
}
