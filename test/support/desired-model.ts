import {
  type AddressType,
  listAddressTypes,
  type EndpointLike,
  type EndpointSliceLike,
  endpointFromPod,
  endpointIdentity,
  matchesSelector,
  type PodLike,
  portMapKey,
  resolvePorts,
  shouldPodBeInEndpoints,
  readNodeZones,
} from 'endpointslice';
import { ENDPOINTSLICE_CONTROLLER, LABEL_MANAGED_BY, LABEL_SERVICE_NAME } from 'endpointslice/well-known';
import { namesOwner } from '../../src/slice/slice-owner.ts';
import type { World } from './arbitraries/world.ts';

/** One desired endpoint as the plainest reading of the rules gives it; several where pods share an identity. */
export interface ModelEndpoint {
  readonly addressType: AddressType;
  readonly ports: EndpointSliceLike['ports'];
  readonly endpoint: EndpointLike;
}

/** What a world desires, pod by pod, by the plainest reading of rules 1.1 to 1.5. */
export function desiredOf(world: World): ModelEndpoint[] {
  const { service } = world;
  const zones = readNodeZones(world.nodes);
  return podsOf(world).flatMap((pod) => {
    const zone = zones.get(pod.spec?.nodeName ?? '');
    if (!shouldPodBeInEndpoints(pod)) return [];
    if (zone === undefined && service.spec?.publishNotReadyAddresses !== true) return [];
    return listAddressTypes(service).flatMap((addressType) => {
      const endpoint = endpointFromPod({ pod, service, addressType, zone: zone === '' ? undefined : zone });
      return endpoint === undefined ? [] : [{ addressType, ports: resolvePorts(service, pod).ports, endpoint }];
    });
  });
}

/** The pods that the Service chooses. */
export function podsOf({ service, pods }: World): PodLike[] {
  if (service.spec?.type === 'ExternalName') return [];
  return pods.filter(
    ({ metadata }) =>
      metadata?.namespace === service.metadata?.namespace && matchesSelector(service.spec?.selector, metadata?.labels),
  );
}

/** Whether the Service chooses pods at all. */
export function isSelecting({ service }: World): boolean {
  return service.spec?.type !== 'ExternalName' && (service.spec?.selector ?? undefined) !== undefined;
}

/** Whether the endpointslice controller plans this slice for the world's Service. */
export function isPlanned({ service }: World, { metadata }: EndpointSliceLike): boolean {
  return (
    metadata?.namespace === service.metadata?.namespace &&
    metadata?.labels?.[LABEL_SERVICE_NAME] === service.metadata?.name &&
    metadata?.labels?.[LABEL_MANAGED_BY] === ENDPOINTSLICE_CONTROLLER &&
    (metadata?.deletionTimestamp ?? undefined) === undefined
  );
}

/** Whether the world's Service owns the slice. */
export function isOwn({ service }: World, slice: EndpointSliceLike): boolean {
  const { name, uid } = service.metadata ?? {};
  return namesOwner(slice, { apiVersion: 'v1', kind: 'Service', name: name ?? '', uid: uid ?? '' });
}

/** Names the address type and port map of a slice or a desired endpoint. */
export function groupKey(thing: { readonly addressType: string; readonly ports?: EndpointSliceLike['ports'] }): string {
  return `${thing.addressType} ${portMapKey(thing.ports)}`;
}

/** `identity` of an endpoint together with the group it belongs to. */
export function placeKey(group: Parameters<typeof groupKey>[0], endpoint: EndpointLike): string {
  return `${groupKey(group)} ${endpointIdentity(endpoint)}`;
}
