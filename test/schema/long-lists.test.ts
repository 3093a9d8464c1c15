import {
  parseEndpointSlice,
  parseEndpoints,
  parseNode,
  parsePod,
  parseService,
  validateEndpointSlice,
} from 'endpointslice/schema';
import { parseUpdate, validateUpdate } from '../support/slice-update.ts';
import { describe, expect, test } from 'vitest';
import { issuesOf, sliceWith, sliceWithEndpoint, sliceWithMetadata } from '../support/issues-of.ts';

/** So many that a step for each pair of items would take minutes, and few enough for every run of the tests. */
const MANY = 100_000;

function repeated(item: unknown): unknown[] {
  return Array.from({ length: MANY }, () => item);
}

/** A map of so many entries, whose keys are no names. */
function mapOf(count: number, value: unknown): object {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`_${index}`, value]));
}

function sparse(length: number): unknown[] {
  const list: unknown[] = [];
  list.length = length;
  return list;
}

/** A list that is one item longer each time somebody asks. */
function growing(item: unknown): unknown {
  let length = 0;
  return new Proxy([], {
    get: (target, key) => {
      if (key === 'length') {
        length += 1;
        return length;
      }
      return typeof key === 'string' && /^\d+$/.test(key) ? item : (Reflect.get(target, key) as unknown);
    },
  });
}

function answerInEveryWay(value: unknown): void {
  parseEndpointSlice(value, { strict: true });
  validateEndpointSlice(value);
  parseUpdate({ input: value, before: value });
  validateUpdate({ input: value, before: value });
  const { metadata, endpoints, ports } = value as { readonly [field: string]: unknown };
  parseService({ metadata, spec: { ports, externalIPs: endpoints } });
  parsePod({ metadata, spec: { containers: endpoints }, status: { conditions: ports } });
  parseNode({ metadata, status: { allocatable: endpoints } });
  parseEndpoints({ metadata, subsets: endpoints });
}

function secondsOf(action: () => void): number {
  const start = performance.now();
  action();
  return (performance.now() - start) / 1000;
}

/** Far above what it takes, far below what a step that is not linear takes. */
const MAX_SECONDS = 20;

describe('a list of 100,000', () => {
  test.each<readonly [string, () => unknown]>([
    ['endpoints', () => sliceWith({ endpoints: repeated({ addresses: ['10.0.0.1'], targetRef: { name: 'p' } }) })],
    ['endpoints that are null', () => sliceWith({ endpoints: repeated(null) })],
    ['endpoints that are text', () => sliceWith({ endpoints: repeated('x') })],
    ['ports', () => sliceWith({ ports: repeated({ name: 'a' }) })],
    ['addresses', () => sliceWithEndpoint({ addresses: repeated('x') })],
    [
      'addresses in another form',
      () => sliceWith({ addressType: 'IPv6', endpoints: [{ addresses: repeated('0::1') }] }),
    ],
    ['topology keys', () => sliceWithEndpoint({ deprecatedTopology: mapOf(MANY, '_') })],
    ['owners', () => sliceWithMetadata({ ownerReferences: repeated({ controller: true }) })],
    ['finalizers', () => sliceWithMetadata({ finalizers: repeated('_') })],
    ['managers', () => sliceWithMetadata({ managedFields: repeated({ manager: '\u0000' }) })],
  ])('%s is read in time that grows with its length', { timeout: 120_000 }, (_, make) => {
    const value = make();
    expect(secondsOf(() => answerInEveryWay(value))).toBeLessThan(MAX_SECONDS);
  });
});

describe('what only looks like a list or a map', () => {
  test.each<readonly [string, unknown]>([
    ['an array-like', { length: 1e9 }],
    ['a typed array', new Uint8Array(5e7)],
    ['a sparse array', sparse(2 ** 32 - 1)],
    ['a Map', new Map(Array.from({ length: 1000 }, (_, index) => [index, index]))],
    ['a Set', new Set([1, 2, 3])],
    ['a boxed text', new String('x'.repeat(1e7))],
  ])('is refused at once: %s', (_, value) => {
    for (const slice of [
      sliceWith({ endpoints: value }),
      sliceWith({ ports: value }),
      sliceWithEndpoint({ addresses: value }),
      sliceWithEndpoint({ hints: { forZones: value } }),
      sliceWithMetadata({ finalizers: value }),
      sliceWithMetadata({ ownerReferences: value }),
      sliceWithMetadata({ managedFields: value }),
    ]) {
      expect(secondsOf(() => expect(validateEndpointSlice(slice)).toHaveLength(1))).toBeLessThan(1);
      expect(secondsOf(() => answerInEveryWay(slice))).toBeLessThan(2);
    }
  });

  test.each<readonly [string, unknown]>([
    ['a typed array', new Uint8Array(5e7)],
    ['a Map', new Map([['app', 'web']])],
    ['a Set', new Set(['app'])],
    ['a boxed text', new String('x'.repeat(1e7))],
  ])('is no object with fields: %s', (_, value) => {
    for (const [slice, path] of [
      [sliceWithMetadata({ labels: value }), 'metadata.labels'],
      [sliceWithMetadata({ annotations: value }), 'metadata.annotations'],
      [sliceWith({ metadata: value }), 'metadata'],
      [sliceWith({ endpoints: [value] }), 'endpoints[0]'],
      [sliceWith({ ports: [value] }), 'ports[0]'],
      [sliceWithEndpoint({ targetRef: value }), 'endpoints[0].targetRef'],
      [sliceWithEndpoint({ conditions: value }), 'endpoints[0].conditions'],
      [sliceWithEndpoint({ hints: value }), 'endpoints[0].hints'],
      [sliceWithEndpoint({ hints: { forNodes: [value] } }), 'endpoints[0].hints.forNodes[0]'],
      [sliceWithEndpoint({ deprecatedTopology: value }), 'endpoints[0].deprecatedTopology'],
      [value, ''],
    ] as const) {
      for (const strict of [true, false]) {
        expect(issuesOf(slice, { strict })[0]).toBe(
          `TypeInvalid ${path}: Invalid value: must be an object, got a value that cannot be read`,
        );
      }
      expect(secondsOf(() => answerInEveryWay(slice))).toBeLessThan(2);
    }
    const raw = sliceWithMetadata({ managedFields: [{ operation: 'Apply', fieldsV1: value }] });
    expect(issuesOf(raw)).toEqual([
      'TypeInvalid metadata.managedFields[0].fieldsV1: Invalid value: must be JSON, got a value that cannot be read',
    ]);
  });

  test('ends, when it grows as it is read', () => {
    for (const slice of [
      sliceWith({ endpoints: growing({ addresses: ['10.0.0.1'] }) }),
      sliceWith({ ports: growing({ name: 'a' }) }),
      sliceWithEndpoint({ addresses: growing('10.0.0.1') }),
      sliceWithEndpoint({ hints: { forZones: growing({ name: 'a' }) } }),
      sliceWithMetadata({ finalizers: growing('a/b') }),
      sliceWithMetadata({ managedFields: [{ operation: 'Apply', fieldsV1: growing(1) }] }),
    ]) {
      expect(secondsOf(() => answerInEveryWay(slice))).toBeLessThan(2);
    }
  });
});
