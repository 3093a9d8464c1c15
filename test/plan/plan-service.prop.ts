import fc from 'fast-check';
import { type World, worlds } from '../support/arbitraries/world.ts';
import { desiredOf, groupKey, isOwn, isPlanned, isSelecting, placeKey } from '../support/desired-model.ts';
import { assertLeavesInputsAlone, assertSharesNothing, shuffleSeeds, shuffleWorld } from '../support/laws.ts';
import { propertyRuns } from '../support/property-settings.ts';
import { createsOf, deletesOf, updatesOf } from '../support/writes.ts';
import {
  applyPlan,
  endpointIdentity,
  endpointsEqualBeyondIdentity,
  type EndpointSliceLike,
  formatPlan,
  parseAddress,
  planService,
  type ServicePlan,
} from 'endpointslice';
import {
  ENDPOINTSLICE_CONTROLLER,
  LABEL_HEADLESS,
  LABEL_MANAGED_BY,
  LABEL_SERVICE_NAME,
} from 'endpointslice/well-known';
import { describe, expect, test } from 'vitest';

const runs = { numRuns: propertyRuns(500) };

/** The slices of a world's namespace, each name once, as `applyPlan` wants them. */
function apply(world: World, { plan }: ServicePlan): EndpointSliceLike[] {
  const slices = world.slices.filter(({ metadata }) => metadata?.namespace === world.service.metadata?.namespace);
  return applyPlan({ slices, plan, nameSlice: (_, index) => `created-${index}` });
}

function isTerminating({ service }: World): boolean {
  return (service.metadata?.deletionTimestamp ?? undefined) !== undefined;
}

describe('planService keeps the law of', () => {
  test('conservation', () => {
    fc.assert(
      fc.property(worlds(), (world) => {
        fc.pre(isSelecting(world));
        const variants = new Map<string, ReturnType<typeof desiredOf>>();
        for (const desired of desiredOf(world)) {
          const key = placeKey(desired, desired.endpoint);
          variants.set(key, [...(variants.get(key) ?? []), desired]);
        }
        const found = new Set<string>();
        for (const slice of apply(world, planService(world)).filter((one) => isPlanned(world, one))) {
          for (const endpoint of slice.endpoints ?? []) {
            const key = placeKey(slice, endpoint);
            expect(found.has(key), `${key} is there twice`).toBe(false);
            found.add(key);
            const wanted = variants.get(key) ?? [];
            expect(
              wanted.some((one) => endpointsEqualBeyondIdentity(one.endpoint, endpoint)),
              `${key} is not as desired`,
            ).toBe(true);
          }
        }
        if (!isTerminating(world)) expect([...found].sort()).toEqual([...variants.keys()].sort());
      }),
      runs,
    );
  });

  test('capacity', () => {
    fc.assert(
      fc.property(worlds(), (world) => {
        const { plan } = planService(world);
        for (const { slice } of createsOf(plan)) {
          expect(slice.endpoints.length).toBeLessThanOrEqual(world.maxEndpointsPerSlice);
        }
        for (const { slice, before } of updatesOf(plan)) {
          const most = Math.max(world.maxEndpointsPerSlice, before.endpoints?.length ?? 0);
          expect(slice.endpoints.length).toBeLessThanOrEqual(most);
        }
      }),
      runs,
    );
  });

  test('convergence', () => {
    fc.assert(
      fc.property(worlds(), (world) => {
        const slices = apply(world, planService(world));
        expect(formatPlan({ ...planService({ ...world, slices }).plan, unchanged: [] })).toBe('');
      }),
      runs,
    );
  });

  test('order-freedom', () => {
    fc.assert(
      fc.property(worlds(), shuffleSeeds(), (world, seed) => {
        expect(JSON.stringify(planService(shuffleWorld(world, seed)))).toBe(JSON.stringify(planService(world)));
      }),
      runs,
    );
  });

  test('inputs untouched', () => {
    fc.assert(
      fc.property(worlds(), (world) => {
        const result = assertLeavesInputsAlone(world, planService);
        const written = [...createsOf(result.plan), ...updatesOf(result.plan)].map(({ slice }) => slice);
        assertSharesNothing(written, world);
        expect(planService(structuredClone(world))).toEqual(result);
      }),
      runs,
    );
  });

  test('ownership', () => {
    fc.assert(
      fc.property(worlds(), (world) => {
        const { plan } = planService(world);
        const touched = [...updatesOf(plan), ...deletesOf(plan)].map(({ before }) => before);
        for (const slice of touched) expect(isPlanned(world, slice)).toBe(true);
        for (const { before } of updatesOf(plan)) expect(isOwn(world, before)).toBe(true);
        const planned = world.slices.filter((slice) => isPlanned(world, slice));
        expect(new Set([...touched, ...plan.unchanged])).toEqual(new Set(planned));
        expect(touched.length + plan.unchanged.length).toBe(planned.length);
      }),
      runs,
    );
  });

  test('thrift', () => {
    fc.assert(
      fc.property(worlds(), (world) => {
        fc.pre(isSelecting(world) && !isTerminating(world));
        const { plan } = planService(world);
        const recycled = updatesOf(plan).filter(({ reasons }) => reasons.includes('Recycled'));
        const fresh = [...createsOf(plan), ...recycled]
          .map(({ slice }) => slice)
          .filter(({ endpoints }) => endpoints.length > 0);
        const touched = updatesOf(plan).filter(
          ({ reasons }) => !reasons.includes('Recycled') && reasons.join() !== 'HintsChanged',
        );
        const isClean = ({ reasons }: (typeof touched)[number]): boolean =>
          reasons.every((reason) => reason === 'EndpointsAdded' || reason === 'HintsChanged');
        const dirty = touched.filter((planned) => !isClean(planned));
        for (const { before, slice } of dirty) expect(saysSomethingWrong(before, slice)).toBe(true);

        const room = new Map<string, number>();
        for (const { before, slice } of dirty) {
          const free = world.maxEndpointsPerSlice - keptCount(before, slice);
          room.set(groupKey(slice), (room.get(groupKey(slice)) ?? 0) + Math.max(0, free));
        }
        const more = new Map<string, number>();
        for (const slice of [...fresh, ...touched.filter(isClean).map((planned) => planned.slice)]) {
          more.set(groupKey(slice), (more.get(groupKey(slice)) ?? 0) + 1);
        }
        for (const [key, newcomers] of newcomersByGroup(world)) {
          const least = Math.ceil(Math.max(0, newcomers - (room.get(key) ?? 0)) / world.maxEndpointsPerSlice);
          expect(more.get(key) ?? 0, key).toBe(least);
          more.delete(key);
        }
        expect([...more.keys()]).toEqual([]);

        const reusable = deletesOf(plan).filter(({ before }) => isOwn(world, before));
        for (const { slice } of createsOf(plan)) {
          expect(reusable.some(({ before }) => before.addressType === slice.addressType)).toBe(false);
        }
      }),
      runs,
    );
  });

  test('placement', () => {
    fc.assert(
      fc.property(worlds(), (world) => {
        const wanted = new Set(desiredOf(world).map((desired) => placeKey(desired, desired.endpoint)));
        const { plan } = planService(world);
        const taken = new Set<string>();
        const after = new Map(updatesOf(plan).map(({ before, slice }) => [before, slice]));
        const reused = new Set(
          updatesOf(plan)
            .filter(({ reasons }) => reasons.includes('Recycled'))
            .map(({ before }) => before),
        );
        for (const before of ownSlicesByName(world)) {
          const keys = (before.endpoints ?? []).map((endpoint) => placeKey(before, endpoint));
          const kept = keys.filter((key) => wanted.has(key) && !taken.has(key) && taken.add(key));
          const slice = after.get(before);
          if (slice === undefined || reused.has(before)) {
            if (kept.length > 0) expect(plan.unchanged).toContain(before);
            continue;
          }
          const now = slice.endpoints.map((endpoint) => placeKey(slice, endpoint));
          expect(now.slice(0, kept.length)).toEqual(kept);
        }
      }),
      runs,
    );
  });

  test('validity', () => {
    fc.assert(
      fc.property(worlds(), (world) => {
        const { plan } = planService(world);
        const { name, uid } = world.service.metadata ?? {};
        for (const { slice } of [...createsOf(plan), ...updatesOf(plan)]) {
          expect(slice.metadata.labels).toMatchObject({
            [LABEL_SERVICE_NAME]: name,
            [LABEL_MANAGED_BY]: ENDPOINTSLICE_CONTROLLER,
          });
          const headless = ['', 'None'].includes(world.service.spec?.clusterIP ?? '');
          expect(slice.metadata.labels?.[LABEL_HEADLESS]).toBe(headless ? '' : undefined);
          expect(slice.metadata.ownerReferences).toContainEqual(
            expect.objectContaining({ apiVersion: 'v1', kind: 'Service', name, uid }),
          );
          for (const endpoint of slice.endpoints) {
            expect(endpoint.addresses.length).toBeGreaterThan(0);
            for (const address of endpoint.addresses) {
              expect(parseAddress(address)).toEqual({ family: slice.addressType, text: address });
            }
            expect(Object.keys(endpoint.conditions ?? {})).toEqual(['ready', 'serving', 'terminating']);
            expect(endpoint.hints).toBeUndefined();
          }
        }
      }),
      runs,
    );
  });

  test('determinism', () => {
    fc.assert(
      fc.property(worlds(), (world) => {
        const once = planService(world);
        expect(JSON.stringify(planService(world))).toBe(JSON.stringify(once));
      }),
      { numRuns: propertyRuns(200) },
    );
  });
});

/** In the order in which duplicates among them are decided. */
function ownSlicesByName(world: World): EndpointSliceLike[] {
  return world.slices
    .filter((slice) => isPlanned(world, slice) && isOwn(world, slice))
    .sort((left, right) => ((left.metadata?.name ?? '') < (right.metadata?.name ?? '') ? -1 : 1));
}

/** Desired endpoints that are in none of the Service's own slices, by address type and port map. */
function newcomersByGroup(world: World): Map<string, number> {
  const present = new Set(
    ownSlicesByName(world).flatMap((slice) => (slice.endpoints ?? []).map((endpoint) => placeKey(slice, endpoint))),
  );
  const newcomers = new Map<string, Set<string>>();
  for (const desired of desiredOf(world)) {
    const key = placeKey(desired, desired.endpoint);
    if (present.has(key)) continue;
    newcomers.set(groupKey(desired), (newcomers.get(groupKey(desired)) ?? new Set()).add(key));
  }
  return new Map([...newcomers].map(([key, endpoints]) => [key, endpoints.size]));
}

function keptCount(before: EndpointSliceLike, after: EndpointSliceLike): number {
  const known = new Set((before.endpoints ?? []).map(endpointIdentity));
  return (after.endpoints ?? []).filter((endpoint) => known.has(endpointIdentity(endpoint))).length;
}

/** Whether a slice had to be written whatever is added to it: labels, a lost endpoint, or one that moved on. */
function saysSomethingWrong(before: EndpointSliceLike, after: EndpointSliceLike): boolean {
  const labels = (slice: EndpointSliceLike): string =>
    JSON.stringify(Object.entries(slice.metadata?.labels ?? {}).sort(([left], [right]) => (left < right ? -1 : 1)));
  if (labels(before) !== labels(after)) return true;
  if (keptCount(before, after) < (before.endpoints?.length ?? 0)) return true;
  return (before.endpoints ?? []).some((endpoint, index) => {
    const now = after.endpoints?.[index];
    return now === undefined || !endpointsEqualBeyondIdentity(endpoint, now);
  });
}
