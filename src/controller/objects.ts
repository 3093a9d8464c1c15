/** Finds objects from one another: the pods of a Service, the Services of a pod, the slices of a Service. */

import equal from 'fast-deep-equal';
import { ownField } from '../internal/plain-object.ts';
import {
  type SortedMap,
  sortedMapDelete,
  sortedMapForEach,
  sortedMapForEachWithPrefix,
  sortedMapGet,
  sortedMapSet,
} from '../internal/sorted-map.ts';
import type { NodeLike, PodLike, ServiceLike } from '../model/core.ts';
import type { EndpointSliceLike } from '../model/endpoint-slice.ts';
import { LABEL_MANAGED_BY, LABEL_SERVICE_NAME, LABEL_ZONE } from '../model/labels.ts';
import { compilePodTest } from '../service/selector.ts';
import type { CachedObject } from './kind-cache.ts';
import { keyOf } from './read-event.ts';
import { namesOfChoosing, type ServiceIndex } from './service-index.ts';
import { isPresent } from '../internal/field-types.ts';

/** Groups of items by key, such as the pods of each Service. No group is empty. */
export type Grouped<Item> = SortedMap<SortedMap<Item>>;

/** Returns the groups with an item set in one of them. O(log n). */
export function putInto<Item>(groups: Grouped<Item>, group: string, key: string, item: Item): Grouped<Item> {
  return sortedMapSet(groups, group, sortedMapSet(sortedMapGet(groups, group), key, item));
}

/** Returns the groups with an item removed from one of them. O(log n). */
export function takeFrom<Item>(groups: Grouped<Item>, group: string, key: string): Grouped<Item> {
  const inner = sortedMapDelete(sortedMapGet(groups, group), key);
  return inner === undefined ? sortedMapDelete(groups, group) : sortedMapSet(groups, group, inner);
}

/** Returns the keys of the Services that choose a pod. */
export function serviceKeysOfPod(index: ServiceIndex, pod: PodLike | undefined): string[] {
  const { namespace, labels } = pod?.metadata ?? {};
  if (namespace === null || namespace === undefined) return [];
  return namesOfChoosing(index, namespace, labels ?? {}).map((name) => keyOf(namespace, name));
}

/** Returns the pods that a Service chooses, by key. O(n) for n pods of its namespace. */
export function podsOfService(pods: SortedMap<PodLike>, service: ServiceLike): SortedMap<PodLike> {
  const chooses = compilePodTest(service);
  let chosen: SortedMap<PodLike>;
  if (chooses === undefined) return chosen;
  sortedMapForEachWithPrefix(pods, `${service.metadata?.namespace}/`, (pod, key) => {
    if (chooses(pod.metadata ?? {})) chosen = sortedMapSet(chosen, key, pod);
  });
  return chosen;
}

/** Returns whether two Services choose the same pods, whatever pods exist. */
export function choosesSame(before: ServiceLike, after: ServiceLike): boolean {
  const [old, now] = [before.spec, after.spec];
  return equal(old?.selector ?? null, now?.selector ?? null) && isExternalName(before) === isExternalName(after);
}

function isExternalName({ spec }: ServiceLike): boolean {
  return spec?.type === 'ExternalName';
}

/** Returns whether two states of a pod give the same plan. */
export function isUnchangedPod(before: PodLike, after: PodLike): boolean {
  const [old, now] = [before.metadata, after.metadata];
  return (
    equal(before.status, after.status) &&
    equal(before.spec, after.spec) &&
    equal(old?.labels ?? {}, now?.labels ?? {}) &&
    (old?.uid ?? '') === (now?.uid ?? '') &&
    isTerminating(before) === isTerminating(after)
  );
}

/** Returns whether an object is being deleted. */
export function isTerminating({ metadata }: CachedObject): boolean {
  return isPresent(metadata?.deletionTimestamp);
}

/** Returns the zone of a node; `''` if it has none, `undefined` without a node. */
export function zoneOfNode(node: NodeLike | undefined): string | undefined {
  return node === undefined ? undefined : (ownField(node.metadata?.labels ?? {}, LABEL_ZONE) ?? '');
}

/** Returns the zones of the nodes that some pods run on, by node name. O(p) for p pods. */
export function zonesOfPods(nodes: SortedMap<NodeLike>, pods: readonly PodLike[]): Map<string, string> {
  const zones = new Map<string, string>();
  for (const pod of pods) {
    const name = pod.spec?.nodeName ?? '';
    if (zones.has(name)) continue;
    const zone = zoneOfNode(sortedMapGet(nodes, name));
    if (zone !== undefined) zones.set(name, zone);
  }
  return zones;
}

/** Returns the key of the Service that a slice's label names; `undefined` without such a label. */
export function serviceKeyOfSlice({ metadata }: EndpointSliceLike): string | undefined {
  const name = ownField(metadata?.labels ?? {}, LABEL_SERVICE_NAME) ?? '';
  return name === '' ? undefined : keyOf(metadata?.namespace ?? '', name);
}

/** Returns the `managed-by` label of a slice; `''` without it. */
export function managerOfSlice({ metadata }: EndpointSliceLike): string {
  return ownField(metadata?.labels ?? {}, LABEL_MANAGED_BY) ?? '';
}

/** Returns the slices of each Service, by their labels. O(n log n). */
export function groupSlices(slices: SortedMap<EndpointSliceLike>): Grouped<EndpointSliceLike> {
  let groups: Grouped<EndpointSliceLike>;
  sortedMapForEach(slices, (slice, key) => {
    const group = serviceKeyOfSlice(slice);
    if (group !== undefined) groups = putInto(groups, group, key, slice);
  });
  return groups;
}
