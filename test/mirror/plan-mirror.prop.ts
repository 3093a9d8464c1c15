import fc from 'fast-check';
import { endpointsArbitrary, subsetsArbitrary, tame, wild } from '../support/arbitraries/core-endpoints.ts';
import { mirrorWorlds } from '../support/arbitraries/mirror-world.ts';
import { deepFreeze } from '../support/deep-freeze.ts';
import { service, slicesAfter } from '../support/mirror-world.ts';
import { propertyRuns } from '../support/property-settings.ts';
import { createsOf, deletesOf, updatesOf } from '../support/writes.ts';
import {
  buildCoreEndpoints,
  compareCoreEndpoints,
  type CoreEndpointSubsetLike,
  type EndpointPortLike,
  type EndpointSliceLike,
  formatPlan,
  planMirror,
  type PlanMirrorInput,
  parseAddress,
  repackSubsets,
} from 'endpointslice';
import { LABEL_MANAGED_BY, MIRRORING_CONTROLLER } from 'endpointslice/well-known';
import { describe, expect, test } from 'vitest';

/** The mirrored slices after a plan. */
function mirroredAfter(world: PlanMirrorInput): EndpointSliceLike[] {
  return slicesAfter(world.slices, planMirror(world).plan).filter(
    ({ metadata }) => metadata?.labels?.[LABEL_MANAGED_BY] === MIRRORING_CONTROLLER,
  );
}

function portText({ name, protocol, port, appProtocol }: EndpointPortLike): string {
  return `${name ?? ''}/${protocol || 'TCP'}/${port}/${appProtocol ?? '-'}`;
}

/** The real ports of a subset or slice; `''` stands for none. */
function portTexts(ports: readonly EndpointPortLike[] | null | undefined): string[] {
  const real = (ports ?? []).filter(({ port }) => (port ?? 0) > 0).map(portText);
  return real.length > 0 ? real : [''];
}

/** Everything that Endpoints say, address by address and port by port: the readiness of each listing, in order. */
function listings(subsets: readonly CoreEndpointSubsetLike[] | null | undefined): Map<string, boolean[]> {
  const found = new Map<string, boolean[]>();
  for (const { addresses, notReadyAddresses, ports } of subsets ?? []) {
    const texts =
      (ports ?? []).length === 0 ? [''] : (ports ?? []).map((port) => ((port.port ?? 0) > 0 ? portText(port) : ''));
    for (const [list, ready] of [
      [addresses, true],
      [notReadyAddresses, false],
    ] as const) {
      for (const { ip } of list ?? []) {
        const address = parseAddress(ip)?.text;
        if (address === undefined) continue;
        for (const text of texts) {
          const key = `${text} ${address}`;
          found.set(key, [...(found.get(key) ?? []), ready]);
        }
      }
    }
  }
  return found;
}

/** The same of slices. */
function sliceListings(slices: readonly EndpointSliceLike[]): Map<string, boolean[]> {
  return listings(
    slices.map(({ endpoints, ports }) => ({
      addresses: (endpoints ?? [])
        .filter(({ conditions }) => conditions?.ready === true)
        .map(({ addresses }) => ({ ip: addresses?.[0] ?? '' })),
      notReadyAddresses: (endpoints ?? [])
        .filter(({ conditions }) => conditions?.ready === false)
        .map(({ addresses }) => ({ ip: addresses?.[0] ?? '' })),
      ports,
    })),
  );
}

/** A portless address set that also has ports keeps only the ports (rule 3.2.4), so that portless ones may vanish. */
function withPorts(keys: Iterable<string>): string[] {
  return [...keys].filter((key) => !key.startsWith(' ')).sort();
}

describe('mirroring', () => {
  test('puts every address of every port into a slice or a notice: conservation', () => {
    fc.assert(
      fc.property(mirrorWorlds(wild), (world) => {
        const { notices } = planMirror(world);
        const wanted = listings(world.endpoints?.subsets);
        const got = sliceListings(mirroredAfter(world));
        for (const notice of notices) {
          if (notice.reason !== 'TooManyAddressesToMirror') continue;
          for (const { ports, addresses } of notice.skipped) {
            for (const text of portTexts(ports)) {
              for (const ip of addresses) got.set(`${text} ${parseAddress(ip)?.text}`, []);
            }
          }
        }
        for (const key of got.keys()) if (key.endsWith(' undefined')) got.delete(key);
        expect(withPorts(got.keys())).toEqual(withPorts(wanted.keys()));
        for (const key of got.keys()) expect(wanted.has(key), key).toBe(true);
      }),
      { numRuns: propertyRuns(150) },
    );
  });

  test('names as many addresses as it leaves out: accounting', () => {
    fc.assert(
      fc.property(mirrorWorlds(wild), (world) => {
        const packed = repackSubsets(world.endpoints?.subsets);
        const total = packed.reduce(
          (sum, { addresses, notReadyAddresses }) => sum + (addresses?.length ?? 0) + (notReadyAddresses?.length ?? 0),
          0,
        );
        const mirrored = mirroredAfter(world).reduce((sum, { endpoints }) => sum + (endpoints?.length ?? 0), 0);
        const named = planMirror(world).notices.reduce((sum, notice) => {
          if (notice.reason === 'DuplicateEndpoint') return sum + 1;
          if (notice.reason !== 'InvalidIPAddress' && notice.reason !== 'TooManyAddressesToMirror') return sum;
          return sum + notice.skipped.reduce((count, { addresses }) => count + addresses.length, 0);
        }, 0);
        expect(mirrored + named).toBe(total);
      }),
      { numRuns: propertyRuns(150) },
    );
  });

  test('takes no more addresses of a subset than it may, and mirrors all when asked to: cap', () => {
    fc.assert(
      fc.property(mirrorWorlds(wild), (world) => {
        const max = world.maxAddressesPerSubset ?? 1000;
        const countByPorts = new Map<string, number>();
        const before = new Map(world.slices.map(({ metadata, endpoints }) => [metadata?.name, endpoints?.length ?? 0]));
        for (const { metadata, endpoints, ports } of mirroredAfter(world)) {
          const count = endpoints?.length ?? 0;
          const wasOver = world.mirrorAllAddresses === true ? (before.get(metadata?.name) ?? 0) : 0;
          expect(count).toBeLessThanOrEqual(Math.max(max, wasOver));
          const key = portTexts(ports).sort().join();
          countByPorts.set(key, (countByPorts.get(key) ?? 0) + count);
        }
        if (world.mirrorAllAddresses === true) {
          expect(planMirror(world).notices.map(({ reason }) => reason)).not.toContain('TooManyAddressesToMirror');
        } else {
          for (const count of countByPorts.values()) expect(count).toBeLessThanOrEqual(max);
        }
      }),
      { numRuns: propertyRuns(100) },
    );
  });

  test('keeps the families apart: family split', () => {
    fc.assert(
      fc.property(mirrorWorlds(wild), (world) => {
        for (const { addressType, endpoints } of mirroredAfter(world)) {
          for (const { addresses } of endpoints ?? []) {
            const address = addresses?.[0] ?? '';
            expect(parseAddress(address)).toEqual({ family: addressType, text: address });
          }
        }
      }),
      { numRuns: propertyRuns(100) },
    );
  });

  test('says of an address what the Endpoints say, where they agree with themselves: readiness', () => {
    fc.assert(
      fc.property(mirrorWorlds(wild), (world) => {
        const wanted = listings(world.endpoints?.subsets);
        for (const [key, readiness] of sliceListings(mirroredAfter(world))) {
          const said = wanted.get(key) ?? [];
          if (new Set(said).size === 1) for (const ready of readiness) expect(ready, key).toBe(said[0]);
        }
      }),
      { numRuns: propertyRuns(100) },
    );
  });

  test('gives the same text whatever the order of slices, subsets, addresses and ports: order-freedom', () => {
    const shuffled = <Item>(items: readonly Item[] | null | undefined): fc.Arbitrary<Item[]> =>
      fc.shuffledSubarray([...(items ?? [])], { minLength: items?.length ?? 0, maxLength: items?.length ?? 0 });
    const pairs = fc.oneof(mirrorWorlds(wild), mirrorWorlds(tame)).chain((world) => {
      const subsets = (world.endpoints?.subsets ?? []).map(({ addresses, notReadyAddresses, ports }) =>
        fc.record({
          addresses: shuffled(addresses),
          notReadyAddresses: shuffled(notReadyAddresses),
          ports: shuffled(ports),
        }),
      );
      return fc
        .record({ slices: shuffled(world.slices), subsets: fc.tuple(...subsets).chain(shuffled) })
        .map(({ slices, subsets: mixed }) => ({
          world,
          mixed: deepFreeze({ ...world, slices, endpoints: { ...world.endpoints, subsets: mixed } }),
        }));
    });
    fc.assert(
      fc.property(pairs, ({ world, mixed }) => {
        const plan = planMirror(world);
        const other = planMirror(mixed);
        expect(formatPlan(other.plan)).toBe(formatPlan(plan.plan));
        expect(createsOf(other.plan)).toEqual(createsOf(plan.plan));
        expect(updatesOf(other.plan).map(({ slice }) => slice)).toEqual(updatesOf(plan.plan).map(({ slice }) => slice));
        expect(other.notices).toEqual(plan.notices);
        expect(repackSubsets(mixed.endpoints.subsets)).toEqual(repackSubsets(world.endpoints?.subsets));
      }),
      { numRuns: propertyRuns(300) },
    );
  });

  test('writes nothing after its own writes: convergence', () => {
    fc.assert(
      fc.property(mirrorWorlds(wild), (world) => {
        const slices = slicesAfter(world.slices, planMirror(world).plan);
        const { plan } = planMirror({ ...world, slices });
        expect([createsOf(plan), updatesOf(plan), deletesOf(plan)]).toEqual([[], [], []]);
      }),
      { numRuns: propertyRuns(150) },
    );
  });

  test('does not change what it is given, nor share it: inputs untouched', () => {
    fc.assert(
      fc.property(mirrorWorlds(wild), (world) => {
        const { plan, notices } = planMirror(world);
        for (const { slice } of [...createsOf(plan), ...updatesOf(plan)]) expect(isThawed(slice)).toBe(true);
        expect(isThawed(notices)).toBe(true);
        for (const { before } of [...updatesOf(plan), ...deletesOf(plan)]) expect(world.slices).toContain(before);
        for (const slice of plan.unchanged) expect(world.slices).toContain(slice);
      }),
      { numRuns: propertyRuns(100) },
    );
  });

  test('plans each of its own slices once, and no other: ownership', () => {
    fc.assert(
      fc.property(mirrorWorlds(wild), (world) => {
        const { plan } = planMirror(world);
        const planned = [
          ...updatesOf(plan).map(({ before }) => before),
          ...deletesOf(plan).map(({ before }) => before),
          ...plan.unchanged,
        ];
        const own = world.slices.filter(
          ({ metadata }) => metadata?.labels?.[LABEL_MANAGED_BY] === MIRRORING_CONTROLLER,
        );
        expect(new Set(planned)).toEqual(new Set(own));
        expect(planned).toHaveLength(own.length);
      }),
      { numRuns: propertyRuns(100) },
    );
  });

  test('leaves an endpoint that stays in the slice where it is, when all are mirrored: stable placement', () => {
    const pairs = fc.record({
      earlier: endpointsArbitrary(tame),
      later: endpointsArbitrary(tame),
      max: fc.constantFrom(1, 2, 3),
    });
    fc.assert(
      fc.property(pairs, ({ earlier, later, max }) => {
        const options = { service, maxAddressesPerSubset: max, mirrorAllAddresses: true };
        const slices = slicesAfter([], planMirror({ ...options, endpoints: earlier, slices: [] }).plan);
        const next = slicesAfter(slices, planMirror({ ...options, endpoints: later, slices }).plan);
        const before = placesOf(slices);
        const now = placesOf(next);
        for (const [endpoint, name] of before) {
          const place = now.get(endpoint);
          if (place !== undefined) expect(place, endpoint).toBe(name);
        }
      }),
      { numRuns: propertyRuns(100) },
    );
  });
});

describe('Endpoints to slices and back', () => {
  test('is the canonical form of the start: round trip', () => {
    fc.assert(
      fc.property(
        endpointsArbitrary(tame),
        fc.boolean(),
        fc.constantFrom(2, 1000),
        (endpoints, explicitConditions, max) => {
          const { plan } = planMirror({
            endpoints: deepFreeze(endpoints),
            service,
            slices: [],
            explicitConditions,
            mirrorAllAddresses: max === 2,
            maxAddressesPerSubset: max,
          });
          const built = buildCoreEndpoints({ service, slices: slicesAfter([], plan) });
          expect(built.endpoints.subsets ?? []).toEqual(repackSubsets(endpoints.subsets));
          expect(built.notices).toEqual([]);
        },
      ),
      { numRuns: propertyRuns(150) },
    );
  });

  test('compares equal after mirroring, and differs by exactly what was left out: comparison', () => {
    fc.assert(
      fc.property(endpointsArbitrary(tame), fc.constantFrom(1, 2, 1000), (given, max) => {
        // Without ports an address is compared only where it is not listed with ports too.
        const endpoints = { ...given, subsets: given.subsets?.filter(({ ports }) => (ports?.length ?? 0) > 0) };
        const mirrored = planMirror({ endpoints, service, slices: [], maxAddressesPerSubset: max });
        const { equal, differences } = compareCoreEndpoints({
          endpoints,
          service,
          slices: slicesAfter([], mirrored.plan),
        });
        const skipped = mirrored.notices.flatMap((notice) =>
          notice.reason === 'TooManyAddressesToMirror'
            ? notice.skipped.flatMap(({ ports, addresses }) =>
                addresses.flatMap((ip) => portTexts(ports).map((text) => `${text} ${ip}`)),
              )
            : [],
        );
        const missing = differences.map(
          ({ kind, address, port }) =>
            `${port === undefined ? '' : portText(port)} ${address}${kind === 'OnlyInEndpoints' ? '' : ` ${kind}`}`,
        );
        expect(missing.sort()).toEqual(skipped.sort());
        expect(equal).toBe(skipped.length === 0);
      }),
      { numRuns: propertyRuns(100) },
    );
  });

  test('gives canonical subsets that stay as they are: idempotence', () => {
    fc.assert(
      fc.property(subsetsArbitrary(wild), (subsets) => {
        const packed = deepFreeze(repackSubsets(deepFreeze(subsets)));
        expect(repackSubsets(packed)).toEqual(packed);
      }),
      { numRuns: propertyRuns(150) },
    );
  });
});

/** Whether nothing in a value is frozen, as everything of a world is. */
function isThawed(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return !Object.isFrozen(value) && Object.values(value).every(isThawed);
}

function placesOf(slices: readonly EndpointSliceLike[]): Map<string, string | null | undefined> {
  return new Map(
    slices.flatMap(({ metadata, addressType, ports, endpoints }) =>
      (endpoints ?? []).map(
        ({ addresses, targetRef }) =>
          [
            `${addressType} ${portTexts(ports).sort().join()} ${addresses?.[0]} ${targetRef?.name ?? ''}`,
            metadata?.name,
          ] as const,
      ),
    ),
  );
}
