import { type PodLike, planService } from 'endpointslice';
import type { World } from '../test/support/arbitraries/world.ts';
import { namedWorld, type Scenario, scenarios, type WorldSize, worldSizes } from '../test/support/worlds.ts';
import type { BenchCase, BenchWork } from './measure.ts';

/** `planService` on worlds of several sizes, against a floor that only reads pods. */
export function planCases(sizeNames: readonly string[]): BenchCase[] {
  return sizeNames.flatMap((sizeName) => {
    const size = worldSizes[sizeName];
    if (size === undefined) throw new RangeError(`no world of size ${sizeName}`);
    return scenarios.map((scenario) => ({
      name: `plan ${scenario}`,
      unit: 'pod',
      size: size.podCount,
      make: () => planWork(size, scenario),
    }));
  });
}

function planWork(size: WorldSize, scenario: Scenario): BenchWork {
  // As if it had come from the API server: every object and text on its own.
  const world = JSON.parse(JSON.stringify(namedWorld(size, scenario))) as World;
  const { slices, ...rest } = world;
  return {
    unitCount: world.pods.length,
    run: () => planService(world),
    check: (result) => {
      const { plan } = result as ReturnType<typeof planService>;
      const writes = plan.writes.length;
      if ((writes === 0) !== (scenario === 'nothing-changed' || scenario === 'dual-stack-settled')) {
        throw new Error(`plan ${scenario}: ${writes} writes`);
      }
    },
    baseline: { name: 'floor', run: () => readPods(world.pods) },
    reference: { part: 'reconcile', input: { ...rest, existing: slices } },
  };
}

/** The floor: one pass that reads the fields that planning needs and fills a map with identity keys. */
function readPods(pods: readonly PodLike[]): Map<string, boolean> {
  const endpoints = new Map<string, boolean>();
  for (const { metadata, spec, status } of pods) {
    if (metadata?.labels?.['app'] !== 'web' || metadata.deletionTimestamp !== undefined) continue;
    const ready = status?.conditions?.find(({ type }) => type === 'Ready')?.status === 'True';
    const address = status?.podIPs?.[0]?.ip ?? '';
    endpoints.set(
      `${address}/${spec?.hostname ?? ''}/${metadata.namespace}/${metadata.name}`,
      ready && spec?.nodeName !== '',
    );
  }
  return endpoints;
}
