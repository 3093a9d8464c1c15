import {
  type ParseResult,
  parseEndpointSlice,
  parseEndpoints,
  parseNode,
  parsePod,
  parseService,
  validateEndpointSlice,
} from 'endpointslice/schema';
import { parseUpdate, validateUpdate } from '../support/slice-update.ts';
import { describe, expect, test } from 'vitest';
import { hostileValue } from '../support/arbitraries/hostile.ts';
import { sliceWith, sliceWithEndpoint, sliceWithMetadata } from '../support/issues-of.ts';
import { propertyRuns } from '../support/property-settings.ts';

/** Everything that takes a value of unknown type; issues, or nothing for a value that was accepted. */
const ways: readonly ((value: unknown) => readonly unknown[] | undefined)[] = [
  (value) => issuesIn(parseEndpointSlice(value)),
  (value) => issuesIn(parseEndpointSlice(value, { strict: true, mode: 'object', kubernetes: '1.36' })),
  (value) => issuesIn(parseUpdate({ input: value, before: sliceWith() })),
  (value) => issuesIn(parseUpdate({ input: sliceWith(), before: value })),
  (value) => issuesIn(parseService(value)),
  (value) => issuesIn(parsePod(value)),
  (value) => issuesIn(parseNode(value)),
  (value) => issuesIn(parseEndpoints(value)),
  (value) => [...validateEndpointSlice(value), 'done'],
  (value) => [...validateUpdate({ input: value, before: value }), 'done'],
];

function issuesIn(result: ParseResult<unknown>): readonly unknown[] | undefined {
  return result.ok ? undefined : result.issues;
}

function parseIn(way: number, value: unknown): void {
  if (ways[way % ways.length]?.(value)?.length === 0) throw new Error('refused without an issue');
}

function parseInEveryWay(value: unknown): void {
  for (let way = 0; way < ways.length; way += 1) parseIn(way, value);
}

/** How long something takes, in milliseconds. Limits are far above what it takes, and far below what a hang would. */
function timeOf(action: () => unknown): number {
  const start = performance.now();
  action();
  return performance.now() - start;
}

describe('validation', () => {
  test('returns data and pollutes nothing, whatever it is given: resistance', { timeout: 3_600_000 }, () => {
    const caseCount = propertyRuns(2000);
    for (let seed = 0; seed < caseCount; seed += 1) {
      try {
        parseIn(0, hostileValue(seed));
        parseIn(seed, hostileValue(seed));
      } catch (error) {
        throw new Error(`hostile value ${seed}`, { cause: error });
      }
    }
    expect(Object.keys(Object.prototype)).toEqual([]);
    expect(({} as { addressType?: unknown }).addressType).toBeUndefined();
    expect(Object.keys(Array.prototype)).toEqual([]);
  });

  test('takes lists that claim to be endless for what they are', () => {
    const endless: unknown[] = [];
    endless.length = 2 ** 32 - 1;
    const many = Array.from({ length: 1000 }, () => ({ addresses: endless }));
    for (const value of [
      sliceWith({ endpoints: endless }),
      sliceWith({ ports: endless }),
      sliceWith({ endpoints: many }),
      sliceWithMetadata({ finalizers: endless, managedFields: endless }),
    ]) {
      expect(timeOf(() => parseInEveryWay(value))).toBeLessThan(30_000);
    }
  });

  test('takes values that hold themselves many times over', () => {
    let shared: unknown = { a: 'x' };
    for (let depth = 0; depth < 60; depth += 1) shared = { left: shared, right: shared };
    const value = sliceWithMetadata({ managedFields: [{ operation: 'Apply', fieldsV1: shared }] });
    expect(timeOf(() => parseIn(0, value))).toBeLessThan(30_000);
  });

  test('is linear in the length of texts, in every field that has a grammar', { timeout: 600_000 }, () => {
    const odd = ['a', 'a.', '0:', 'é', '\u0000'];
    const build = (text: string): unknown[] => [
      sliceWithMetadata({ name: text, generateName: text, namespace: text }),
      sliceWithMetadata({ labels: { [text]: text }, annotations: { [text]: '' }, finalizers: [text] }),
      sliceWithMetadata({ creationTimestamp: text, managedFields: [{ manager: text, operation: text, time: text }] }),
      sliceWithMetadata({ ownerReferences: [{ apiVersion: text, kind: text, name: text, uid: text }] }),
      sliceWithEndpoint({ addresses: [text], nodeName: text, hostname: text, hints: { forZones: [{ name: text }] } }),
      sliceWith({ addressType: 'FQDN', endpoints: [{ addresses: [text] }] }),
      sliceWith({
        addressType: 'IPv6',
        endpoints: [{ addresses: [text] }],
        ports: [{ name: text, protocol: text, appProtocol: text }],
      }),
      sliceWith({ addressType: text, apiVersion: text, kind: text, [text]: text }),
    ];
    const timeAll = (text: string): number =>
      timeOf(() => build(text).map((value) => validateEndpointSlice(value, { strict: true })));
    for (const unit of odd) {
      // A megabyte; anything worse than linear takes minutes for it.
      expect(timeAll(unit.repeat(Math.ceil(2 ** 20 / unit.length))), JSON.stringify(unit)).toBeLessThan(30_000);
    }
  });
});
