import type { PodLike, ServiceLike } from 'endpointslice';
import type { World } from '../../support/arbitraries/world.ts';
import { editByHand, type History, isMasked } from '../history.ts';
import type { OurAnswer } from './compare.ts';
import { outcomeOfPlan, outcomeOfReference } from './outcome.ts';

/** One Service over many syncs: pods come and go, ports, labels, families and nodes change, slices are edited by hand. */
export const reconcileHistory: History<World, OurAnswer> = {
  slicesOf: ({ slices }) => slices,
  writesOfOurs: ({ planned }) => outcomeOfPlan(planned),
  writesOfReference: (output) => outcomeOfReference(output),
  next: ({ current, other, what, mask, slices }) => {
    const world: World = { ...current, slices };
    if (what === 'workload') return { ...world, pods: changePods(current.pods, other.pods, mask) };
    if (what === 'ports') {
      const spec = { ...current.service.spec, ports: other.service.spec?.ports ?? [] };
      return { ...world, service: { ...current.service, spec } };
    }
    if (what === 'source') return { ...world, service: changeService(current.service, other.service, mask) };
    if (what === 'surroundings') {
      return { ...world, nodes: other.nodes, maxEndpointsPerSlice: other.maxEndpointsPerSlice };
    }
    if (what === 'hand edit') return { ...world, slices: editByHand(slices, other.slices, mask) };
    return world;
  },
};

/** Some of the pods go, some change for pods of the same name, some come. */
function changePods(pods: readonly PodLike[], others: readonly PodLike[], mask: number): readonly PodLike[] {
  const changed = new Map(others.filter((_, index) => isMasked(mask, index)).map((pod) => [pod.metadata?.name, pod]));
  const names = new Set(pods.map(({ metadata }) => metadata?.name));
  return [
    ...pods.flatMap((pod, index) => {
      const replaced = changed.get(pod.metadata?.name ?? undefined);
      if (replaced !== undefined) return [replaced];
      return isMasked(mask >> 3, index) && isMasked(mask >> 7, index) ? [] : [pod];
    }),
    ...[...changed.values()].filter(({ metadata }) => !names.has(metadata?.name)),
  ];
}

/** Another Service under the same name; now and then it was deleted and made again. */
function changeService(service: ServiceLike, other: ServiceLike, mask: number): ServiceLike {
  const { namespace, name, uid } = service.metadata ?? {};
  const anew = mask % 8 === 0 ? `${String(uid)}-${mask % 1000}` : uid;
  return { ...other, metadata: { ...other.metadata, namespace, name, uid: anew } };
}
