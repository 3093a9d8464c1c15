import {
  planMirror,
  planService,
  planSlices,
  type CoreEndpointsLike,
  type EndpointSliceLike,
  type NodeLike,
  type PlannedWrite,
  type PodLike,
  type ServiceLike,
} from 'endpointslice';
import type { HintsMemory } from 'endpointslice/hints';
import type { EndpointSourceLike } from 'endpointslice/controller';

/** The manager of the slices whose endpoints come from elsewhere. */
export const SOURCE_MANAGER = 'vms.example.com';

/** Everything that the slices of one Service depend on. */
export interface ServiceWorld {
  readonly namespace: string;
  readonly name: string;
  readonly service: ServiceLike | undefined;
  readonly endpoints: CoreEndpointsLike | undefined;
  readonly source: EndpointSourceLike | undefined;
  readonly pods: readonly PodLike[];
  readonly nodes: readonly NodeLike[];
  readonly slices: readonly EndpointSliceLike[];
  readonly maxEndpointsPerSlice: number;
  readonly hints?: HintsMemory | undefined;
}

/** What each of the three producers would write now. */
export function writesOf(world: ServiceWorld): readonly PlannedWrite[] {
  const { namespace, name, service, endpoints, source, pods, nodes, slices, maxEndpointsPerSlice } = world;
  const writes: PlannedWrite[] = [];
  if (service !== undefined) {
    writes.push(...planService({ service, pods, nodes, slices, maxEndpointsPerSlice }).plan.writes);
  }
  writes.push(...planMirror({ endpoints, service, namespace, name, slices }).plan.writes);
  if (source !== undefined) {
    const { owner, groups, managedBy } = source;
    const planned = planSlices({
      service: { namespace, name },
      managedBy,
      owner,
      groups,
      slices,
      maxEndpointsPerSlice,
    });
    writes.push(...planned.plan.writes);
  } else {
    for (const before of slices) {
      const { labels, deletionTimestamp } = before.metadata ?? {};
      if (labels?.['endpointslice.kubernetes.io/managed-by'] !== SOURCE_MANAGER || deletionTimestamp) continue;
      writes.push({
        verb: 'delete',
        namespace,
        name: before.metadata?.name ?? '',
        before,
        preconditions: {},
        reasons: ['SourceNotWanted'],
      });
    }
  }
  return writes;
}

/** The ready endpoints that some slices list: each address of a target for each port. */
export function readyEndpoints(slices: Iterable<EndpointSliceLike>): Set<string> {
  const ready = new Set<string>();
  for (const { endpoints, ports } of slices) {
    for (const { addresses, conditions, targetRef } of endpoints ?? []) {
      if (conditions?.ready !== true || conditions.terminating === true) continue;
      for (const address of addresses ?? []) {
        for (const { name, protocol, port } of ports ?? []) {
          ready.add(`${address} of ${targetRef?.name}/${targetRef?.uid} for ${name}/${protocol}/${port}`);
        }
      }
    }
  }
  return ready;
}

/** The ready endpoints that a Service wants, whatever slices there are: those of its pods. */
export function wantedEndpoints(world: Pick<ServiceWorld, 'service' | 'pods' | 'nodes'>): Set<string> {
  const { service, pods, nodes } = world;
  if (service === undefined) return new Set();
  const { plan } = planService({ service, pods, nodes, slices: [] });
  return readyEndpoints(plan.writes.flatMap((write) => (write.verb === 'delete' ? [] : [write.slice])));
}
