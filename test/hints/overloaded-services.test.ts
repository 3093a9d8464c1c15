import { node } from '../support/arbitraries/hints.ts';
import { nodes } from '../support/hint-text.ts';
import { type HintsMemory, findOverloadedServices, measureZoneCapacity } from 'endpointslice/hints';
import { describe, expect, test } from 'vitest';

type Counts = { readonly [zone: string]: number };

function memory(counts: Counts): HintsMemory {
  return { IPv4: { strategy: 'TopologyAware', reason: 'ZonesAllocated', endpointCountByZone: counts } };
}

/** The zones that each of some Services lacks endpoints for. */
function overloaded(
  services: { readonly [key: string]: HintsMemory },
  capacity = nodes({ a: 1, b: 1 }),
  hysteresis = 0,
): unknown[] {
  const list = Object.entries(services).map(([name, remembered]) => ({
    service: { namespace: 'ns', name },
    memory: remembered,
  }));
  return findOverloadedServices(list, measureZoneCapacity(capacity), { hysteresis }).map(
    ({ service, zone }) => `${service.name} ${zone}`,
  );
}

const s = { namespace: 'ns', name: 's' };

describe('findOverloadedServices', () => {
  test('lists Services with too few endpoints in a zone, by key (rule 1.15.14)', () => {
    expect(
      overloaded({ 'ns/z': memory({ a: 6, b: 4 }), 'ns/a': memory({ a: 4, b: 6 }), 'ns/m': memory({ a: 5, b: 5 }) }),
    ).toEqual(['ns/a a', 'ns/z b']);
  });

  test('lists a Service for a zone that it does not know yet (rule 1.15.14)', () => {
    expect(overloaded({ s: memory({ a: 5, b: 5 }) }, nodes({ a: 1, b: 1, c: 1 }))).toEqual(['s c']);
  });

  test('lists all when zones cannot be compared any more (rule 1.15.14)', () => {
    for (const capacity of [[], nodes({ a: 1 }), [node('x', '', '1')]]) {
      expect(overloaded({ s: memory({ a: 1 }), off: {} }, capacity)).toEqual(['s undefined']);
    }
  });

  test('passes over Services without hints by capacity (rule 1.15.14)', () => {
    const off: HintsMemory = { IPv4: { strategy: 'TopologyAware', reason: 'TooFewEndpoints' } };
    expect(overloaded({ off, none: {}, empty: memory({}) }, [])).toEqual([]);
  });

  test('says for which address type, and with what numbers', () => {
    const remembered = { ...memory({ a: 5, b: 5 }), IPv6: memory({ a: 9, b: 1 }).IPv4 };
    expect(
      findOverloadedServices([{ service: s, memory: remembered }], measureZoneCapacity(nodes({ a: 1, b: 1 }))),
    ).toEqual([{ service: s, addressType: 'IPv6', zone: 'b', endpointCount: 1, minimumEndpointCount: 5 }]);
  });

  test('says no more than it knows', () => {
    const service = { service: s, memory: { IPv6: memory({ a: 1 }).IPv4, IPv4: memory({ a: 1 }).IPv4 } };
    expect(findOverloadedServices([service], measureZoneCapacity([]))).toStrictEqual([
      { service: s, addressType: 'IPv4' },
      { service: s, addressType: 'IPv6' },
    ]);
  });

  test('lists a zone that was not there even if it needs none, but not one that has as many as it needs', () => {
    const zones = [
      { zone: 'a', nodeCount: 1, milliCPU: 1, ratio: 1 },
      { zone: 'b', nodeCount: 1, milliCPU: 0, ratio: 0 },
    ];
    const capacity = { zones, nodeCount: 2, ignoredNodes: [] };
    const ask = (counts: Counts): unknown[] =>
      findOverloadedServices([{ service: s, memory: memory(counts) }], capacity);
    expect(ask({ a: 6, b: 0 })).toEqual([]);
    expect(ask({ a: 6 })).toEqual([
      { service: s, addressType: 'IPv4', zone: 'b', endpointCount: 0, minimumEndpointCount: 0 },
    ]);
    expect(ask({ a: 5, b: 1 })).toEqual([]);
    expect(ask({ a: 4, b: 2 })).toEqual([
      { service: s, addressType: 'IPv4', zone: 'a', endpointCount: 4, minimumEndpointCount: 5 },
    ]);
  });

  test('takes what is remembered as nothing for nothing', () => {
    expect(overloaded({ s: { IPv4: undefined }, t: { IPv4: { strategy: 'None', reason: 'NotRequested' } } })).toEqual(
      [],
    );
  });

  test('is as tolerant as the hysteresis', () => {
    expect(overloaded({ s: memory({ a: 6, b: 4 }) }, undefined, 0.1)).toEqual([]);
    expect(overloaded({ s: memory({ a: 6, b: 4 }) }, undefined, 0)).toEqual(['s b']);
  });
});
