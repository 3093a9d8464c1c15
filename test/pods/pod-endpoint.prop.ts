import { enter } from '../../src/internal/door.ts';
import fc from 'fast-check';
import { endpointReader, readNodeZones } from 'endpointslice';
import { describe, expect, test } from 'vitest';
import { groupPods } from '../../src/pods/group-pods.ts';
import { podEndpointReader } from '../../src/pods/pod-endpoint.ts';
import { readService } from '../../src/service/service-facts.ts';
import { worlds } from '../support/arbitraries/world.ts';
import { propertyRuns } from '../support/property-settings.ts';

describe('podEndpointReader keeps the law that', () => {
  test('readers agree', () => {
    fc.assert(
      fc.property(worlds(), (world) => {
        const facts = enter('test', () => readService(world.service));
        const { groups } = enter('test', () => groupPods(facts, world.pods, readNodeZones(world.nodes)));
        const existing = world.slices.flatMap((slice) => slice.endpoints ?? []).slice(0, 20);
        for (const item of groups.flatMap((group) => group.items).slice(0, 20)) {
          const endpoint = podEndpointReader.toEndpoint(item);
          expect(podEndpointReader.address(item)).toBe(endpointReader.address(endpoint));
          for (const other of [...existing, endpoint]) {
            expect(podEndpointReader.isSame(item, other)).toBe(endpointReader.isSame(endpoint, other));
            expect(podEndpointReader.isUpToDate(item, other)).toBe(endpointReader.isUpToDate(endpoint, other));
          }
        }
      }),
      { numRuns: propertyRuns(300) },
    );
  });
});
