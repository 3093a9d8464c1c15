// Nouns
export type {
  AddressType,
  Endpoint,
  EndpointConditions,
  EndpointConditionsLike,
  EndpointHints,
  EndpointHintsLike,
  EndpointLike,
  EndpointPort,
  EndpointPortLike,
  EndpointSlice,
  EndpointSliceLike,
  IPAddressType,
  Protocol,
} from './model/endpoint-slice.ts';
export type {
  ObjectMeta,
  ObjectMetaLike,
  ObjectReference,
  ObjectReferenceLike,
  OwnerReference,
  OwnerReferenceLike,
  StringMap,
  StringMapLike,
  TimeLike,
} from './model/meta.ts';

// Facts about one address, port list, endpoint
export { parseAddress } from './address/parse.ts';
export type { ParsedAddress } from './address/parse.ts';
export { interpretConditions } from './conditions/interpret.ts';
export type { InterpretedConditions } from './conditions/interpret.ts';
export { portMapKey, sortPorts } from './ports/port-map-key.ts';
export type { PortMapKey } from './ports/port-map-key.ts';
export { copyEndpoint } from './endpoint/copy.ts';
export { endpointIdentity } from './endpoint/identity.ts';
export type { EndpointIdentity } from './endpoint/identity.ts';
export { endpointsEqualBeyondIdentity } from './endpoint/equality.ts';

// Consumer's side: a cache of slices, the endpoints of a service port, and the choice among them
export type {
  DuplicatePolicy,
  EndpointChanges,
  EndpointTarget,
  LosingEndpoint,
  LosingReason,
  RoutableEndpoint,
  ServicePortChanges,
  ServicePortEndpoints,
  ServicePortKey,
  SliceReference,
  UpdatedEndpoint,
} from './model/backend.ts';
export { emptyCache } from './cache/cache.ts';
export type { EndpointSliceCache } from './cache/cache.ts';
export { setSlice } from './cache/set-slice.ts';
export type { CacheUpdate, SetSliceOptions } from './cache/set-slice.ts';
export { removeSlice } from './cache/remove-slice.ts';
export type { RemoveSliceOptions } from './cache/remove-slice.ts';
export { acceptBookmark, replaceSlices } from './cache/replace-slices.ts';
export type { CacheScope, ReplaceSlicesOptions } from './cache/replace-slices.ts';
export {
  explainEndpoint,
  formatServicePort,
  listCacheNotices,
  listEndpoints,
  listServicePorts,
} from './cache/list-endpoints.ts';
export type { ExplainedEndpoint, ListEndpointsOptions } from './cache/list-endpoints.ts';
export { diffEndpoints } from './cache/diff-endpoints.ts';
export type { DiffEndpointsOptions } from './cache/diff-endpoints.ts';
export { composeChanges } from './cache/compose-changes.ts';
export { chooseEndpoints } from './route/choose-endpoints.ts';
export type { ChooseEndpointsInput, EndpointChoice, EndpointTier } from './route/choose-endpoints.ts';
export { chooseForClient } from './route/choose-for-client.ts';
export type { ClientChoice } from './route/choose-for-client.ts';
export { countLocalReadyAddresses } from './route/count-local-ready.ts';
export { findTopologyMode } from './route/topology-mode.ts';
export type {
  RefusedMode,
  RoutingLocation,
  TopologyMode,
  TopologyRefusal,
  TopologyVerdict,
} from './route/topology-mode.ts';
export { groupByTarget, preferFamily } from './route/group-by-target.ts';
export type { TargetRow } from './route/group-by-target.ts';
export { readServicePortTraffic } from './route/service-port-traffic.ts';
export type { ServicePortTraffic } from './route/service-port-traffic.ts';
export { chooseServiceEndpoints, countLocalReadyEndpoints, listTargets } from './service-endpoints.ts';
export type { ChooseServiceEndpointsInput, LocalReadyCount, ServiceEndpointChoice } from './service-endpoints.ts';
