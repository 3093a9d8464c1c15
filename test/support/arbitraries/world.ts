import fc from 'fast-check';
import type { EndpointSliceLike, NodeLike, PodLike, ServiceLike } from 'endpointslice';
import { nodes } from './node.ts';
import { makePod, podGenes } from './pod.ts';
import { services } from './service.ts';
import { makeSlices, type SliceGene, sliceGenes } from './slice.ts';
import { rarely, weighted } from './weighted.ts';

/** A Service and everything that planning it depends on. */
export interface World {
  readonly service: ServiceLike;
  readonly pods: readonly PodLike[];
  readonly nodes: readonly NodeLike[];
  readonly slices: readonly EndpointSliceLike[];
  readonly maxEndpointsPerSlice: number;
  readonly triggerTime?: string;
}

/** Maximums from 1 to 1000, mostly so small that slices fill up. */
export function maximums(): fc.Arbitrary<number> {
  return weighted(
    [14, 3],
    [10, 1],
    [12, 2],
    [12, 4],
    [10, 5],
    [8, 6],
    [8, 8],
    [8, 10],
    [4, 20],
    [6, 100],
    [2, 999],
    [2, 1000],
  );
}

/**
 * Whole worlds: existing slices are made from the pods and have then fallen behind in every way there is, so that all
 * branches of planning are reached. One in about fifty is a crowd of up to a thousand pods.
 */
export function worlds(): fc.Arbitrary<World> {
  return fc
    .record({
      service: services(),
      nodes: nodes(),
      podGenes: fc.oneof(
        { weight: 6, arbitrary: fc.array(podGenes(), { maxLength: 10 }) },
        { weight: 3, arbitrary: fc.array(podGenes(), { maxLength: 24 }) },
      ),
      crowd: weighted([98, 1], [1, 6], [1, 40]),
      sliceGenes: fc.array(sliceGenes(), { maxLength: 7 }),
      // Little but a placeholder: rare otherwise, since so much else must be absent.
      deserted: rarely(4),
      maxEndpointsPerSlice: maximums(),
      triggerTime: weighted<string | undefined>(
        [60, undefined],
        [20, '2026-03-01T12:00:00Z'],
        [10, '2026-03-01T12:00:00.12Z'],
        [10, '2026-03-01T14:00:00.123456789+02:00'],
      ),
    })
    .map(({ crowd, triggerTime, deserted, ...genes }) => {
      const everyGene =
        crowd === 1 || deserted
          ? genes.podGenes.slice(0, deserted ? 0 : undefined)
          : genes.podGenes.flatMap((gene) => Array.from({ length: crowd }, () => gene));
      const { service, maxEndpointsPerSlice } = genes;
      const pods = everyGene.map(makePod);
      const slices = makeSlices({
        service,
        pods,
        podGenes: everyGene,
        nodes: genes.nodes,
        genes: deserted ? genes.sliceGenes.slice(0, 2).map(asPlaceholder) : genes.sliceGenes,
      });
      const world: World = { service, pods, nodes: genes.nodes, slices, maxEndpointsPerSlice };
      return triggerTime === undefined ? world : { ...world, triggerTime };
    });
}

function asPlaceholder(gene: SliceGene): SliceGene {
  return { ...gene, type: 'first', ports: 98, strangers: 0, owner: gene.name < 9 ? 'earlier' : gene.owner };
}
