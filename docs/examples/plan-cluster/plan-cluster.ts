import {
  type EndpointSliceLike,
  type ObjectMetaLike,
  type PodLike,
  planService,
  type ServiceLike,
  type ServicePlan,
  readNodeZones,
} from 'endpointslice';
import { measureZoneCapacity } from 'endpointslice/hints';
import { explainError } from './bad-input.ts';
import type { Cluster } from './read-cluster.ts';

/** What to plan, and how. */
export interface PlanClusterOptions {
  /** Named in errors. */
  readonly file: string;
  /** `namespace/name` of the only Service to plan, its Endpoints included; all when absent. */
  readonly service?: string | undefined;
  readonly maxEndpointsPerSlice: number;
  /** Plan as if there were no slices yet. */
  readonly fromScratch: boolean;
}

/** One Service of the cluster with its plan. */
export interface PlannedService {
  /** `namespace/name`. */
  readonly key: string;
  readonly service: ServiceLike;
  readonly result: ServicePlan;
}

/** Plans every Service with a selector, in order of their names. */
export function planCluster(cluster: Cluster, options: PlanClusterOptions): PlannedService[] {
  const { file } = options;
  const nameNode = (list: string, index: number): string | undefined =>
    list === 'nodes' ? `Node ${cluster.nodes[index]?.metadata?.name}` : undefined;
  const nodes = attempt(() => readNodeZones(cluster.nodes), file, nameNode);
  const hints = { capacity: attempt(() => measureZoneCapacity(cluster.nodes), file, nameNode) };
  const { maxEndpointsPerSlice } = options;
  const podsByNamespace = groupByNamespace(cluster.pods);
  const slicesByNamespace = groupByNamespace(cluster.slices);
  const services = cluster.services
    .filter((service) => hasSelector(service) && (options.service === undefined || keyOf(service) === options.service))
    .sort((left, right) => (keyOf(left) < keyOf(right) ? -1 : 1));
  return services.map((service) => {
    const namespace = service.metadata?.namespace ?? '';
    const pods: readonly PodLike[] = podsByNamespace.get(namespace) ?? [];
    const slices: readonly EndpointSliceLike[] = options.fromScratch ? [] : (slicesByNamespace.get(namespace) ?? []);
    const result = attempt(
      () => planService({ service, pods, nodes, slices, maxEndpointsPerSlice, hints }),
      file,
      (list, index) => {
        if (list === 'service') return `Service ${keyOf(service)}`;
        if (list === 'pods') return `Pod ${keyOf(pods[index] ?? {})}`;
        return list === 'slices' ? `EndpointSlice ${keyOf(slices[index] ?? {})}` : undefined;
      },
    );
    return { key: keyOf(service), service, result };
  });
}

/** `namespace/name` of an object. */
export function keyOf(object: { readonly metadata?: ObjectMetaLike | null | undefined }): string {
  return `${object.metadata?.namespace}/${object.metadata?.name}`;
}

function hasSelector({ spec }: ServiceLike): boolean {
  return spec?.selector !== undefined && spec.selector !== null && spec.type !== 'ExternalName';
}

/** Runs a call of the library; its complaints become bad input that names the object. */
export function attempt<Value>(
  run: () => Value,
  file: string,
  nameObject: (list: string, index: number) => string | undefined,
): Value {
  try {
    return run();
  } catch (error) {
    throw explainError(error, file, nameObject);
  }
}

/** The objects of each namespace, in the order of the input. */
export function groupByNamespace<Item extends { readonly metadata?: ObjectMetaLike | null | undefined }>(
  items: readonly Item[],
): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const namespace = item.metadata?.namespace ?? '';
    const group = groups.get(namespace);
    if (group === undefined) groups.set(namespace, [item]);
    else group.push(item);
  }
  return groups;
}
