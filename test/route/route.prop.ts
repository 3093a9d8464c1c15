import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareText } from '../../src/internal/compare-text.ts';
import {
  categorizeEndpoints,
  type ClientChoice,
  groupByTarget,
  preferFamily,
  readTraffic,
  type RoutableEndpoint,
} from 'endpointslice';
import { chooseForClient } from '../../src/route/client-choice.ts';
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
    traffic: readTraffic(service, { port: 'http', addressType: family }),
    from: { nodeName, zone },
  });
}

describe('the choice', () => {
  test('is part of what was given, in its order, and not empty where something could be used: choice is a usable subset', () => {
    fc.assert(
      fc.property(categorizeCases, (one) => {
        const input = inputOf(one);
        const { cluster, local, allReachable, hasAny } = categorizeEndpoints(input);
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
        const forwards = categorizeEndpoints(input);
        const backwards = categorizeEndpoints({ ...input, endpoints: [...input.endpoints].reverse() });
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

const names = fc.option(fc.subarray(['a', 'b', ''], { minLength: 1 }), { nil: undefined, freq: 4 });
const flags = fc.oneof(
  fc.constantFrom(
    { ready: true, serving: true, terminating: false },
    { ready: false, serving: true, terminating: true },
    { ready: false, serving: false, terminating: false },
  ),
  fc.record({ ready: fc.boolean(), serving: fc.boolean(), terminating: fc.boolean() }),
);

/** Endpoints of both families; targets have one or both, with the same to say in both or something else in each. */
const mixedEndpoints = fc
  .array(
    fc.record({
      address: fc.integer({ min: 1, max: 12 }),
      addressType: fc.constantFrom('IPv4' as const, 'IPv6' as const),
      name: fc.option(fc.constantFrom('p', 'q', 'r', 's', ''), { freq: 6 }),
      kind: fc.constantFrom('Pod', 'Pod', 'Pod', 'VirtualMachine'),
      cluster: fc.constantFrom(undefined, undefined, 'west'),
      nodeName: fc.constantFrom('n1', 'n2', '', undefined),
      conditions: flags,
      zoneHints: names,
      nodeHints: fc.option(fc.subarray(['n1', 'n2'], { minLength: 1 }), { nil: undefined, freq: 2 }),
    }),
    { maxLength: 12, size: 'max' },
  )
  .map((list) =>
    list.map(({ address, name, kind, cluster, nodeName, conditions, zoneHints, nodeHints, addressType }) => {
      const endpoint: RoutableEndpoint = {
        address: addressType === 'IPv4' ? `10.0.0.${address}` : `fd00::${address}`,
        addressType,
        port: 80,
        ...conditions,
        ...(name !== null && { target: { kind, namespace: 'shop', name } }),
        ...(cluster !== undefined && { cluster }),
        ...(nodeName !== undefined && { nodeName }),
        ...(zoneHints && { zoneHints }),
        ...(nodeHints && { nodeHints }),
      };
      return endpoint;
    }),
  );

const locations = fc.record({
  nodeName: fc.constantFrom('n1', 'n3', undefined),
  zone: fc.constantFrom('a', 'b', 'c', undefined),
});
const families = ['IPv4', 'IPv6'] as const;

function identityOf({ cluster, target }: RoutableEndpoint, index: number): string {
  return target === undefined ? `${index}` : [cluster, target.kind, target.namespace, target.name].join('|');
}

describe('the choice for a client', () => {
  test('over both families is the choice of each by itself, a target in the first family that has it usable: families choose apart', () => {
    let mixed = 0;
    fc.assert(
      fc.property(mixedEndpoints, locations, fc.constantFrom(...families), (given, location, preferredFamily) => {
        const endpoints = deepFreeze(given);
        const choice = chooseForClient(endpoints, location, { preferredFamily });
        const alone = families.map((family) =>
          chooseForClient(
            endpoints.filter(({ addressType }) => addressType === family),
            location,
          ),
        );
        const isUsable = ({ ready, serving, terminating }: RoutableEndpoint): boolean =>
          choice.tier === 'ready' ? ready : choice.tier === 'terminating' && serving && terminating;
        const ofPreferred = new Set(
          endpoints.flatMap((one, index) =>
            isUsable(one) && one.addressType === preferredFamily ? [identityOf(one, index)] : [],
          ),
        );
        const wanted = endpoints.filter(
          (one, index) =>
            isUsable(one) &&
            alone.some((part) => part.tier === choice.tier && part.endpoints.includes(one)) &&
            (one.addressType === preferredFamily || !ofPreferred.has(identityOf(one, index))),
        );
        expect(choice.endpoints).toEqual(wanted);
        expect(choice.tier).toBe(
          (['ready', 'terminating'] as const).find((tier) => alone.some((part) => part.tier === tier)) ?? 'none',
        );
        const leading = ofPreferred.size > 0 === (preferredFamily === 'IPv4') ? alone[0] : alone[1];
        const { mode, notStricter } = choice.tier === 'none' ? choice : (leading as ClientChoice);
        expect({ mode: choice.mode, notStricter: choice.notStricter }).toEqual({ mode, notStricter });
        if (new Set(wanted.map(({ addressType }) => addressType)).size === 2) mixed += 1;
      }),
      { numRuns: propertyRuns(500) },
    );
    expect(mixed).toBeGreaterThan(20);
  });

  test('has every usable target once, where hints take none away: no target of a client is lost', () => {
    fc.assert(
      fc.property(mixedEndpoints, fc.constantFrom(...families), (given, preferredFamily) => {
        const endpoints = given.map(({ zoneHints: _zones, nodeHints: _nodes, ...rest }) => rest);
        const { endpoints: chosen, tier } = chooseForClient(endpoints, {}, { preferredFamily });
        const usable = endpoints.filter(({ ready, serving, terminating }) =>
          tier === 'ready' ? ready : serving && terminating,
        );
        const rows = groupByTarget(chosen);
        const namesIn = (list: typeof rows) => list.map(({ target }) => target?.name ?? 'none').sort(compareText);
        expect(namesIn(rows)).toEqual(namesIn(groupByTarget(usable)));
        for (const { IPv4, IPv6 } of rows) expect(Math.min(IPv4.length, IPv6.length)).toBe(0);
        expect(new Set(preferFamily(groupByTarget(usable), preferredFamily))).toEqual(new Set(chosen));
      }),
      { numRuns: propertyRuns(300) },
    );
  });

  test('over one family is what kube-proxy would use there', () => {
    fc.assert(
      fc.property(mixedEndpoints, locations, fc.constantFrom(...families), (given, location, family) => {
        const endpoints = given.filter(({ addressType }) => addressType === family);
        const wanted = categorizeEndpoints({ endpoints, traffic: {}, from: location });
        for (const preferredFamily of families) {
          const { weight, ...choice } = chooseForClient(endpoints, location, { preferredFamily });
          expect(choice).toEqual({
            endpoints: wanted.cluster,
            tier: wanted.clusterTier,
            mode: wanted.mode,
            notStricter: wanted.notStricter,
            draining: wanted.draining,
          });
          expect(weight * choice.endpoints.length).toBeCloseTo(choice.endpoints.length === 0 ? 0 : 1);
        }
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
