import fc from 'fast-check';
import { listAddressTypes, type EndpointGroup, isHeadless, type Plan, planService, planSlices } from 'endpointslice';
import { ENDPOINTSLICE_CONTROLLER } from 'endpointslice/well-known';
import { describe, expect, test } from 'vitest';
import { type World, worlds } from '../support/arbitraries/world.ts';
import { desiredOf, groupKey, isOwn, isPlanned, isSelecting } from '../support/desired-model.ts';
import { assertLeavesInputsAlone, shuffle, shuffleSeeds } from '../support/laws.ts';
import { propertyRuns } from '../support/property-settings.ts';
import { deletesOf, updatesOf } from '../support/writes.ts';

const runs = { numRuns: propertyRuns(300) };

/** The world as a producer of its own endpoints would put it, slices of other owners left out. */
function asSlicesInput(world: World): Parameters<typeof planSlices>[0] {
  const { metadata } = world.service;
  const groups = new Map<string, EndpointGroup & { endpoints: EndpointGroup['endpoints'][number][] }>();
  for (const { addressType, ports, endpoint } of desiredOf(world)) {
    const key = groupKey({ addressType, ports });
    const group = groups.get(key) ?? { addressType, ports: ports ?? [], endpoints: [] };
    group.endpoints.push(endpoint);
    groups.set(key, group);
  }
  return {
    service: { namespace: metadata?.namespace ?? '', name: metadata?.name ?? '' },
    managedBy: ENDPOINTSLICE_CONTROLLER,
    owner: { apiVersion: 'v1', kind: 'Service', name: metadata?.name ?? '', uid: metadata?.uid ?? '' },
    groups: [...groups.values()],
    slices: world.slices,
    maxEndpointsPerSlice: world.maxEndpointsPerSlice,
    labels: metadata?.labels,
    headless: isHeadless(world.service),
    placeholders: listAddressTypes(world.service),
    ownerTerminating: (metadata?.deletionTimestamp ?? undefined) !== undefined,
    triggerTime: world.triggerTime,
  };
}

/** Whether every group of the Service has an endpoint; groups of pods without one exist for `planService` alone (1.2.3). */
function hasNoEmptyGroup(world: World): boolean {
  const groups = new Set(desiredOf(world).map(groupKey));
  return world.slices.every((slice) => (slice.endpoints?.length ?? 0) > 0 || groups.has(groupKey(slice)));
}

function withoutDeleteReasons({ writes, unchanged }: Plan): object {
  return { unchanged, writes: writes.map((write) => (write.verb === 'delete' ? write.before : write)) };
}

describe('planSlices keeps the law of', () => {
  test('any origin', () => {
    fc.assert(
      fc.property(worlds(), (world) => {
        fc.pre(isSelecting(world) && hasNoEmptyGroup(world));
        const slices = world.slices.filter((slice) => !isPlanned(world, slice) || isOwn(world, slice));
        const { plan } = planSlices(asSlicesInput({ ...world, slices }));
        // Only the reason of a delete may differ: a pod without an address still makes its port map known (1.2.3).
        expect(withoutDeleteReasons(plan)).toEqual(withoutDeleteReasons(planService({ ...world, slices }).plan));
      }),
      runs,
    );
  });

  test('ownership: slices of other owners are left alone', () => {
    fc.assert(
      fc.property(worlds(), (world) => {
        const { plan } = planSlices(asSlicesInput(world));
        for (const { before } of [...updatesOf(plan), ...deletesOf(plan)]) {
          expect(isPlanned(world, before) && isOwn(world, before)).toBe(true);
        }
      }),
      runs,
    );
  });

  test('order-freedom', () => {
    fc.assert(
      fc.property(worlds(), shuffleSeeds(), (world, seed) => {
        const input = asSlicesInput(world);
        const groups = shuffle(input.groups, seed).map((group) => ({
          ...group,
          endpoints: shuffle(group.endpoints, seed),
          ports: shuffle(group.ports, seed),
        }));
        const shuffled = { ...input, groups, slices: shuffle(input.slices, seed) };
        expect(JSON.stringify(planSlices(shuffled))).toBe(JSON.stringify(planSlices(input)));
      }),
      runs,
    );
  });

  test('inputs untouched', () => {
    fc.assert(
      fc.property(worlds(), (world) => void assertLeavesInputsAlone(asSlicesInput(world), planSlices)),
      runs,
    );
  });
});
