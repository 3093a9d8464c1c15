import { drawFrom } from '../draw.ts';

/**
 * Values that nobody sends by JSON: what a library must survive when it is handed anything.
 *
 * They are made from a number, not drawn, because a drawing library cannot hold proxies that throw.
 */

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

const SCALARS: readonly (() => unknown)[] = [
  ...[undefined, null, true, Number.NaN, Number.POSITIVE_INFINITY, -0, 7, 2 ** 53, 1e300, 5n].map(
    (value) => () => value,
  ),
  ...[
    '',
    '10.0.0.1',
    'IPv4',
    'FQDN',
    'discovery.k8s.io/v1beta1',
    '\ud800',
    '__proto__',
    '2026-01-02T03:04:05Z',
    'é/\u0000',
  ].map((value) => () => value),
  () => Symbol('s'),
  () => () => 0,
  () => new Date(Number.NaN),
  () => new Date(0),
  () => new Map([['a', 1]]),
  () => /x/g,
  () => new Uint8Array(4),
  () => Object.create(null) as unknown,
  () => ({ toISOString: fail }),
  () => ({ toISOString: () => '2026-01-02T03:04:05Z', toJSON: fail }),
  () => ({ toString: fail, valueOf: fail }),
];

/** Lists without items that are longer than any that the API takes: rare, because looking at them takes a while. */
const LONG_LISTS: readonly (() => unknown)[] = [1001, 20001, 2 ** 32 - 1].map((length) => () => withLength(length));

function fail(): never {
  throw new Error('trap');
}

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

/** One value of any kind; objects and lists with the API's own field names as often as not. */
export function hostileValue(seed: number): unknown {
  const draw = drawFrom(seed);
  const make = (depth: number): unknown => {
    const kind = draw(10);
    if (draw(3000) === 0) return (LONG_LISTS[draw(LONG_LISTS.length)] as () => unknown)();
    if (depth === 0 || kind < 3) return (SCALARS[draw(SCALARS.length)] as () => unknown)();
    if (kind < 5) return Array.from({ length: draw(4) }, () => make(depth - 1));
    const value: { [key: string]: unknown } = {};
    for (let count = draw(6); count > 0; count -= 1) {
      const key = FIELDS[draw(FIELDS.length)] as string;
      Object.defineProperty(value, key, {
        value: make(depth - 1),
        enumerable: true,
        configurable: true,
        writable: true,
      });
    }
    return (wrappers[draw(60)] ?? ((same: object) => same))(value);
  };
  return make(5);
}

/** The same as JSON can hold it; `null` where it cannot. */
export function hostileJson(seed: number): unknown {
  try {
    return JSON.parse(JSON.stringify(hostileValue(seed)) ?? 'null') as unknown;
  } catch {
    return null;
  }
}

/** A list without items, of any length. */
function withLength(length: number): unknown[] {
  const list: unknown[] = [];
  list.length = length;
  return list;
}
