import { describe, expect, test } from 'vitest';
import { categorizeEndpoints, composeChanges, groupByTarget, preferFamily, type RoutableEndpoint } from 'endpointslice';
import { chooseForClient } from '../../src/route/client-choice.ts';
import { deepFreeze } from '../support/deep-freeze.ts';
import { webHttp } from '../support/slice-of.ts';

const endpoint: RoutableEndpoint = deepFreeze({
  address: '10.0.0.1',
  addressType: 'IPv4',
  port: 80,
  ready: true,
  serving: true,
  terminating: false,
  nodeName: 'n1',
  cluster: 'west',
  target: { kind: 'Pod', namespace: 'shop', name: 'p' },
  zoneHints: ['a'],
  nodeHints: ['n1'],
});

type Endpoints = readonly RoutableEndpoint[];

/** Every function that takes a list of endpoints, and where in its arguments the list is. */
const takers: readonly { readonly name: string; readonly path: string; readonly call: (list: Endpoints) => unknown }[] =
  [
    {
      name: 'categorizeEndpoints',
      path: 'endpoints',
      call: (endpoints) => categorizeEndpoints({ endpoints, traffic: {}, from: { nodeName: 'n1' } }),
    },
    { name: 'groupByTarget', path: 'endpoints', call: (list) => groupByTarget(list) },
    { name: 'preferFamily', path: 'rows[0].IPv4', call: (IPv4) => preferFamily([{ IPv4, IPv6: [] }], 'IPv6') },
    { name: 'preferFamily', path: 'rows[0].IPv6', call: (IPv6) => preferFamily([{ IPv4: [], IPv6 }], 'IPv6') },
    {
      name: 'composeChanges',
      path: 'first[0].added',
      call: (added) => composeChanges([{ servicePort: webHttp, added, removed: [], updated: [] }], []),
    },
    {
      name: 'composeChanges',
      path: 'second[0].removed',
      call: (removed) => composeChanges([], [{ servicePort: webHttp, added: [], removed, updated: [] }]),
    },
  ];

function throwing(field: string): object {
  return Object.defineProperty({ ...endpoint }, field, {
    get: () => {
      throw new Error('boom');
    },
  });
}

function revoked(target: object): object {
  const { proxy, revoke } = Proxy.revocable(target, {});
  revoke();
  return proxy;
}

/** A proxy that answers every question with itself. */
function endless(target: object): object {
  const proxy: object = new Proxy(target, { get: () => proxy });
  return proxy;
}

function sparse(length: number): unknown[] {
  const list: unknown[] = [];
  list.length = length;
  return list;
}

function withHole(): unknown[] {
  const list: unknown[] = [endpoint];
  list[2] = endpoint;
  return list;
}

const lists: readonly (readonly [name: string, list: unknown, refusal: string])[] = [
  ['nothing', undefined, ' must be an array, got undefined'],
  ['an array-like of a billion', { length: 1e9 }, ' must be an array, got an object'],
  ['a Map', new Map([[0, endpoint]]), ' must be an array, got an object'],
  ['a Set', new Set([endpoint]), ' must be an array, got an object'],
  ['a typed array', new Uint8Array(1e6), ' must be an array, got an object'],
  ['a function', () => [], ' must be an array, got a function'],
  ['a text', 'endpoints', ' must be an array, got "endpoints"'],
  ['a sparse array of four billion', sparse(4e9), '[0] must be an object, got undefined'],
  ['a hole', withHole(), '[1] must be an object, got undefined'],
  ['a list with null', [endpoint, null], '[1] must be an object, got null'],
  ['a list of lists', [[endpoint]], '[0] must be an object, got an array'],
  ['a list with a Map', [endpoint, new Map()], '[1].address must be a string, got undefined'],
  ['a revoked proxy', revoked([]), ' must be readable, got an error'],
  ['an endless proxy', endless([]), '[0] must be an object, got an array'],
  ['a proxy with a wrong length', new Proxy([], { get: () => 'x' }), '[0] must be an object, got "x"'],
  ['a list with a revoked proxy', [endpoint, revoked({})], '[1] must be readable, got an error'],
  ['a list with an endless proxy', [endpoint, endless({})], '[1].address must be a string, got an object'],
  [
    'a long list with one wrong',
    [...Array.from({ length: 1e5 }, () => endpoint), 5],
    '[100000] must be an object, got 5',
  ],
];

const fields: readonly (readonly [field: string, value: unknown, refusal: string])[] = [
  ['address', 5, 'address must be a string, got 5'],
  ['address', Symbol('x'), 'address must be a string, got a symbol'],
  ['addressType', 'FQDN', "addressType must be 'IPv4' or 'IPv6', got \"FQDN\""],
  ['addressType', undefined, "addressType must be 'IPv4' or 'IPv6', got undefined"],
  ['port', '80', 'port must be a number, got "80"'],
  ['ready', 'yes', 'ready must be a boolean, got "yes"'],
  ['ready', null, 'ready must be a boolean, got null'],
  ['serving', undefined, 'serving must be a boolean, got undefined'],
  ['terminating', 1, 'terminating must be a boolean, got 1'],
  ['nodeName', {}, 'nodeName must be a string, got an object'],
  ['cluster', 5n, 'cluster must be a string, got a bigint'],
  ['target', null, 'target must be an object, got null'],
  ['target', 'p', 'target must be an object, got "p"'],
  ['target', new Map(), 'target.kind must be a string, got undefined'],
  ['target', { kind: 'Pod', namespace: null, name: 'p' }, 'target.namespace must be a string, got null'],
  ['target', { kind: 'Pod', namespace: 'shop' }, 'target.name must be a string, got undefined'],
  ['zoneHints', { length: 1e9 }, 'zoneHints must be an array, got an object'],
  ['zoneHints', null, 'zoneHints must be an array, got null'],
  ['zoneHints', sparse(4e9), 'zoneHints[0] must be a string, got undefined'],
  ['zoneHints', ['a', 5], 'zoneHints[1] must be a string, got 5'],
  ['nodeHints', 'n1', 'nodeHints must be an array, got "n1"'],
  ['nodeHints', [{}], 'nodeHints[0] must be a string, got an object'],
  ['nodeHints', revoked([]), 'nodeHints must be readable, got an error'],
];

function refusalOf(call: () => unknown): string {
  const start = performance.now();
  try {
    call();
  } catch (error) {
    const isClear = error instanceof TypeError || error instanceof RangeError;
    const seconds = (performance.now() - start) / 1000;
    return isClear && seconds < 10 ? error.message : `${seconds} s: ${String(error)}`;
  }
  return 'no refusal';
}

describe.each(takers)('$name with $path', ({ name, path, call }) => {
  test('takes endpoints as they are, frozen ones and such without what may be absent too', () => {
    const {
      nodeName: _node,
      cluster: _cluster,
      target: _target,
      zoneHints: _zones,
      nodeHints: _nodes,
      ...rest
    } = endpoint;
    expect(() => call(deepFreeze([endpoint, { ...rest, address: '10.0.0.2' }]))).not.toThrow();
    expect(() => call([])).not.toThrow();
  });

  // Not by test.each, which prints the values.
  for (const [what, list, refusal] of lists) {
    test(`refuses ${what} at once`, () => {
      expect(refusalOf(() => call(list as Endpoints))).toBe(`${name}: ${path}${refusal}`);
    });
  }

  for (const [field, value, refusal] of fields) {
    test(`refuses what says of an endpoint: ${refusal}`, () => {
      const list = [endpoint, { ...endpoint, [field]: value }];
      expect(refusalOf(() => call(list as Endpoints))).toBe(`${name}: ${path}[1].${refusal}`);
    });
  }

  test.each(Object.keys(endpoint))('refuses an endpoint whose %s throws when it is read', (field) => {
    const list = [endpoint, throwing(field)];
    expect(refusalOf(() => call(list as Endpoints))).toBe(
      `${name}: ${path}[1].${field} must be readable, got an error`,
    );
  });

  test('refuses an endpoint that is right only when it is looked at again', () => {
    let count = 0;
    const fickle = Object.defineProperty({ ...endpoint }, 'ready', { get: () => ++count > 1 || undefined });
    expect(refusalOf(() => call([fickle]))).toMatch(new RegExp(`^${name}: .* must be readable, got an error$`));
  });
});

describe('composeChanges', () => {
  test.each(['before', 'after'])('refuses an update of which %s is no endpoint', (side) => {
    const update = { before: endpoint, after: endpoint };
    const changes = (wrong: unknown) => [
      { servicePort: webHttp, added: [], removed: [], updated: [update, { ...update, [side]: wrong }] },
    ];
    const refusal = (wrong: unknown) => refusalOf(() => composeChanges(changes(wrong) as never, []));
    expect(refusal(endpoint)).toBe('no refusal');
    expect(refusal(null)).toBe(`composeChanges: first[0].updated[1].${side} must be an object, got null`);
    expect(refusal({ ...endpoint, port: '80' })).toBe(
      `composeChanges: first[0].updated[1].${side}.port must be a number, got "80"`,
    );
    expect(refusal(throwing('port'))).toBe(
      `composeChanges: first[0].updated[1].${side}.port must be readable, got an error`,
    );
  });
});

describe('endpoints of both families', () => {
  const mixed: Endpoints = [
    endpoint,
    { ...endpoint, address: '10.0.0.2' },
    { ...endpoint, address: 'fd00::1', addressType: 'IPv6' },
  ];

  test.each(takers.slice(0, 1))('are refused by $name, whose answer is for one family', ({ name, call }) => {
    const refusal = refusalOf(() => call(mixed));
    expect(refusal).toBe(
      `${name}: endpoints[2].addressType must be 'IPv4' as for the first endpoint (one family at a time), got "IPv6"`,
    );
    expect(() => call(mixed)).toThrow(RangeError);
    expect(refusalOf(() => call([...mixed].reverse()))).toContain("endpoints[1].addressType must be 'IPv6'");
    expect(refusalOf(() => call(mixed.slice(0, 2)))).toBe('no refusal');
    expect(refusalOf(() => call(mixed.slice(2)))).toBe('no refusal');
  });

  test('are taken by the functions that handle families', () => {
    expect(chooseForClient(mixed, {}).endpoints).toHaveLength(2);
    expect(groupByTarget(mixed)).toHaveLength(1);
  });
});

describe('what else route functions are told', () => {
  test.each([
    [{ traffic: null }, 'traffic must be an object, got null'],
    [{ traffic: { internalTrafficPolicy: 5 } }, 'traffic.internalTrafficPolicy must be a string, got 5'],
    [{ traffic: { externalTrafficPolicy: [] } }, 'traffic.externalTrafficPolicy must be a string, got an array'],
    [{ traffic: { isExternallyAccessible: 'no' } }, 'traffic.isExternallyAccessible must be a boolean, got "no"'],
    [{ from: undefined }, 'from must be an object, got undefined'],
    [{ from: { nodeName: 5 } }, 'from.nodeName must be a string, got 5'],
    [{ from: { zone: {} } }, 'from.zone must be a string, got an object'],
  ])('must be right: %j', (wrong, refusal) => {
    const input = { endpoints: [endpoint], traffic: {}, from: {}, ...wrong };
    expect(refusalOf(() => categorizeEndpoints(input as never))).toBe(`categorizeEndpoints: ${refusal}`);
  });

  test('may be absent or null', () => {
    const traffic = { internalTrafficPolicy: null, externalTrafficPolicy: null, isExternallyAccessible: null };
    const location = { nodeName: null, zone: null };
    expect(categorizeEndpoints({ endpoints: [endpoint], traffic, from: location })).toEqual(
      categorizeEndpoints({ endpoints: [endpoint], traffic: {}, from: {} }),
    );
    expect(categorizeEndpoints({ endpoints: [endpoint], traffic, from: location }).mode).toBe('None');
  });

  test('is a family by name', () => {
    expect(refusalOf(() => preferFamily([], 'FQDN' as never))).toBe(
      "preferFamily: family must be 'IPv4' or 'IPv6', got \"FQDN\"",
    );
    expect(refusalOf(() => preferFamily(sparse(4e9) as never, 'IPv4'))).toBe(
      'preferFamily: rows[0] must be an object, got undefined',
    );
    expect(refusalOf(() => preferFamily({ length: 1e9 } as never, 'IPv4'))).toBe(
      'preferFamily: rows must be an array, got an object',
    );
  });
});
