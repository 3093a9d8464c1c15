import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RoutableEndpoint } from '../../src/model/backend.ts';
import { chooseEndpoints } from '../../src/route/choose-endpoints.ts';
import { groupByTarget, preferFamily } from '../../src/route/group-by-target.ts';
import { readServicePortTraffic } from '../../src/route/service-port-traffic.ts';
import { type CategorizeCase, categorizeCases } from '../support/arbitraries/proxy-cases.ts';
import { deepFreeze } from '../support/deep-freeze.ts';
import { propertyRuns } from '../support/property-settings.ts';

function inputOf({ endpoints, service, family, nodeName, zone }: CategorizeCase) {
  return deepFreeze({
    endpoints: endpoints.map(
      ({ ip, nodeName: node, ...rest }): RoutableEndpoint => ({
        address: ip,
        addressType: family,
        port: 80,
        ...(node !== undefined && { nodeName: node }),
        ...rest,
      }),
    ),
    traffic: readServicePortTraffic(service, { portName: 'http', addressType: family }),
    location: { nodeName, zone },
  });
}

describe('the choice', () => {
  test('is part of what was given, in its order, and not empty where something could be used: choice is a usable subset', () => {
    fc.assert(
      fc.property(categorizeCases, (one) => {
        const input = inputOf(one);
        const { cluster, local, allReachable, hasAny } = chooseEndpoints(input);
        const usable = input.endpoints.filter(({ ready, serving, terminating }) => ready || (serving && terminating));
        expect(hasAny).toBe(usable.length > 0);
        if (cluster !== undefined) expect(cluster.length > 0).toBe(hasAny);
        for (const list of [cluster ?? [], local ?? [], allReachable]) {
          expect(list).toEqual(usable.filter((endpoint) => list.includes(endpoint)));
        }
        expect(new Set(allReachable)).toEqual(new Set([...(cluster ?? []), ...(local ?? [])]));
      }),
      { numRuns: propertyRuns(300) },
    );
  });

  test('is the same for the same endpoints in another order: choice is order-free', () => {
    fc.assert(
      fc.property(categorizeCases, (one) => {
        const input = inputOf(one);
        const forwards = chooseEndpoints(input);
        const backwards = chooseEndpoints({ ...input, endpoints: [...input.endpoints].reverse() });
        expect(backwards.allReachable).toEqual([...forwards.allReachable].reverse());
        expect(backwards.local ?? []).toEqual([...(forwards.local ?? [])].reverse());
        expect({ ...backwards, cluster: 0, local: 0, allReachable: 0, draining: 0 }).toEqual({
          ...forwards,
          cluster: 0,
          local: 0,
          allReachable: 0,
          draining: 0,
        });
      }),
      { numRuns: propertyRuns(300) },
    );
  });
});

const dualStack = fc.array(
  fc
    .record({
      name: fc.option(fc.constantFrom('p', 'q', 'r', 's')),
      addressType: fc.constantFrom('IPv4' as const, 'IPv6' as const),
      octet: fc.integer({ min: 1, max: 9 }),
    })
    .map(
      ({ name, addressType, octet }): RoutableEndpoint => ({
        address: addressType === 'IPv4' ? `10.0.0.${octet}` : `fd00::${octet}`,
        addressType,
        port: 80,
        ready: true,
        serving: true,
        terminating: false,
        ...(name !== null && { target: { kind: 'Pod', namespace: 'shop', name } }),
      }),
    ),
  { maxLength: 12 },
);

describe('the view by target', () => {
  test('has every endpoint once, and no preference loses a target: no family preference loses a target', () => {
    fc.assert(
      fc.property(dualStack, fc.constantFrom('IPv4', 'IPv6'), (endpoints, family) => {
        const rows = groupByTarget(endpoints);
        const listed = rows.flatMap(({ IPv4, IPv6 }) => [...IPv4, ...IPv6]);
        expect(new Set(listed)).toEqual(new Set(endpoints));
        expect(listed).toHaveLength(endpoints.length);
        const preferred = preferFamily(rows, family);
        expect(groupByTarget(preferred)).toHaveLength(rows.length);
      }),
      { numRuns: propertyRuns(300) },
    );
  });
});
