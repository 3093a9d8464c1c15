import { enter } from '../../src/internal/door.ts';
import { faultOf } from '../support/fault-of.ts';
import { describe, expect, test } from 'vitest';
import { checkEndpoint, checkEndpoints } from '../../src/endpoint/check-endpoint.ts';
import { pathsIn, withValueAt } from '../support/value-paths.ts';

/** An endpoint in which every field that is known is there. */
const whole = {
  addresses: ['10.0.0.1', '10.0.0.2'],
  conditions: { ready: true, serving: false, terminating: false },
  hostname: 'h',
  targetRef: {
    kind: 'Pod',
    namespace: 'shop',
    name: 'web-1',
    uid: 'u',
    apiVersion: 'v1',
    fieldPath: 'spec',
    resourceVersion: '7',
  },
  deprecatedTopology: { rack: '1' },
  nodeName: 'n1',
  zone: 'a',
  hints: { forZones: [{ name: 'a' }, { name: 'b' }], forNodes: [{ name: 'n1' }, { name: 'n2' }] },
};

/** What the error says of an endpoint; nothing if there is none. */
function faultOfEndpoint(endpoint: unknown): string | undefined {
  return faultOf(() => checkEndpoint(endpoint as never, () => ['endpoints', 3]));
}

/** The path as it is printed. */
function printed(path: readonly (string | number)[]): string {
  return ['endpoints[3]', ...path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`))].join('');
}

/** What a value at a place of an endpoint must be, and the values of other kinds. */
function kindAt(value: unknown): { readonly name: string; readonly others: readonly unknown[] } {
  const all = [5, 'text', true, [], {}, () => undefined];
  if (Array.isArray(value)) return { name: 'an array', others: all.filter((other) => !Array.isArray(other)) };
  if (typeof value === 'string') return { name: 'a string', others: all.filter((other) => typeof other !== 'string') };
  if (typeof value === 'boolean')
    return { name: 'true or false', others: all.filter((other) => typeof other !== 'boolean') };
  return { name: 'an object', others: all.filter((other) => typeof other !== 'object' || Array.isArray(other)) };
}

describe('checkEndpoint', () => {
  test.each([
    [whole],
    [{ ...whole, deprecatedTopology: undefined }],
    [{ addresses: [] }],
    [{ addresses: [], conditions: {}, targetRef: {}, deprecatedTopology: {}, hints: {} }],
    [{ addresses: ['x'], hints: { forZones: [], forNodes: [] } }],
  ])('takes %j', (endpoint) => {
    expect(faultOfEndpoint(endpoint)).toBeUndefined();
  });

  const paths = pathsIn(whole);

  test.each(
    paths.filter((path) => typeof path.at(-1) === 'string' && path[0] !== 'addresses' && path.at(-1) !== 'name'),
  )('takes an absent %s %s %s', (...path) => {
    for (const absent of [undefined, null]) expect(faultOfEndpoint(withValueAt(whole, path, absent))).toBeUndefined();
  });

  test.each(paths.map((path) => ({ path, place: printed(path) })))(
    'says that $place is of another kind',
    ({ path }) => {
      let value: unknown = whole;
      for (const step of path) value = (value as { readonly [key: string]: unknown })[step];
      const { name, others } = kindAt(value);
      for (const other of others) {
        const fault = `caller: ${printed(path)} must be ${name}, got `;
        // With topology and without: most endpoints have none, and are looked at more quickly.
        for (const base of path[0] === 'deprecatedTopology'
          ? [whole]
          : [whole, { ...whole, deprecatedTopology: null }]) {
          expect(faultOfEndpoint(withValueAt(base, path, other))?.slice(0, fault.length)).toBe(fault);
        }
      }
    },
  );

  test.each([
    [undefined, 'endpoints[3] must be an object, got undefined'],
    [null, 'endpoints[3] must be an object, got null'],
    ['x', 'endpoints[3] must be an object, got "x"'],
    [[], 'endpoints[3] must be an object, got an array'],
    [{ addresses: {} }, 'endpoints[3].addresses must be an array, got an object'],
    [{ addresses: ['a', null] }, 'endpoints[3].addresses[1] must be a string, got null'],
    [{ addresses: [], hints: { forZones: [null] } }, 'endpoints[3].hints.forZones[0] must be an object, got null'],
    [
      { addresses: [], hints: { forNodes: [{}] } },
      'endpoints[3].hints.forNodes[0].name must be a string, got undefined',
    ],
  ])('says of %j what it lacks', (endpoint, fault) => {
    expect(faultOfEndpoint(endpoint)).toBe(`caller: ${fault}`);
  });

  test('makes no path for an endpoint that is well', () => {
    const usual = { ...whole, deprecatedTopology: undefined };
    const fields = ['hostname', 'nodeName', 'zone', 'conditions', 'targetRef', 'hints', 'deprecatedTopology'];
    for (const endpoint of [
      usual,
      ...[undefined, null].flatMap((absent) => fields.map((field) => ({ ...usual, [field]: absent }))),
    ]) {
      const makePath = (): never => {
        throw new Error(`a path was made for ${JSON.stringify(endpoint)}`);
      };
      expect(() => enter('caller', () => checkEndpoint(endpoint as never, makePath))).not.toThrow();
    }
  });
});

describe('checkEndpoints', () => {
  test('names the endpoint', () => {
    const check = (endpoints: unknown) => () =>
      enter('caller', () => checkEndpoints(endpoints as never, ['slice', 'endpoints']));
    for (const list of [undefined, null, [], [whole, whole]]) expect(check(list)).not.toThrow();
    expect(check({})).toThrow(new TypeError('caller: slice.endpoints must be an array, got an object'));
    expect(check([whole, whole, { addresses: 5 }])).toThrow(
      new TypeError('caller: slice.endpoints[2].addresses must be an array, got 5'),
    );
  });
});
