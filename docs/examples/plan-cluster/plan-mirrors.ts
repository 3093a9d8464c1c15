import { type EndpointSliceLike, type MirrorPlan, planMirror } from 'endpointslice';
import { LABEL_MANAGED_BY, LABEL_SERVICE_NAME, MIRRORING_CONTROLLER } from 'endpointslice/well-known';
import { attempt, groupByNamespace, keyOf, type PlanClusterOptions } from './plan-cluster.ts';
import type { Cluster } from './read-cluster.ts';

/** One Endpoints object of the cluster with the plan that mirrors it. */
export interface PlannedMirror {
  /** `namespace/name`. */
  readonly key: string;
  readonly result: MirrorPlan;
}

/**
 * Plans every Endpoints object that is mirrored, in order of their names, and those that are not (any more) but have left
 * slices behind.
 */
export function planMirrors(cluster: Cluster, options: PlanClusterOptions): PlannedMirror[] {
  const endpointsByKey = new Map(cluster.endpoints.map((endpoints) => [keyOf(endpoints), endpoints]));
  const servicesByKey = new Map(cluster.services.map((service) => [keyOf(service), service]));
  const slicesByNamespace = groupByNamespace(cluster.slices);
  const keys = [...new Set([...endpointsByKey.keys(), ...cluster.slices.flatMap(mirroredKey)])]
    .filter((key) => options.service === undefined || key === options.service)
    .sort();
  return keys.flatMap((key): PlannedMirror[] => {
    const [namespace = '', name = ''] = key.split('/');
    const slices = options.fromScratch ? [] : (slicesByNamespace.get(namespace) ?? []);
    const result = attempt(
      () =>
        planMirror({
          namespace,
          name,
          endpoints: endpointsByKey.get(key),
          service: servicesByKey.get(key),
          slices,
        }),
      options.file,
      (list, index) => {
        if (list === 'endpoints') return `Endpoints ${key}`;
        if (list === 'service') return `Service ${key}`;
        return list === 'slices' ? `EndpointSlice ${keyOf(slices[index] ?? {})}` : undefined;
      },
    );
    return result.decision.mirrored || result.plan.writes.length > 0 ? [{ key, result }] : [];
  });
}

/** The Endpoints that a slice says it mirrors. */
function mirroredKey({ metadata }: EndpointSliceLike): string[] {
  const { [LABEL_MANAGED_BY]: managedBy, [LABEL_SERVICE_NAME]: name = '' } = metadata?.labels ?? {};
  return managedBy === MIRRORING_CONTROLLER && name !== '' ? [`${metadata?.namespace}/${name}`] : [];
}
