/**
 * For everyone. Whoever writes EndpointSlices plans, mirrors, prints and applies them with it; whoever reads them keeps a cache
 * and chooses endpoints. The other entry points add to it.
 *
 * @module endpointslice
 */

// Nouns
export type {
  AddressType,
  AddressTypeLike,
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

export type {
  ContainerLike,
  ContainerPortLike,
  CoreEndpointAddress,
  CoreEndpointAddressLike,
  CoreEndpointPort,
  CoreEndpoints,
  CoreEndpointsLike,
  CoreEndpointSubset,
  CoreEndpointSubsetLike,
  IntOrStringLike,
  LoadBalancerIngressLike,
  NodeLike,
  PodConditionLike,
  PodIPLike,
  PodLike,
  QuantityMapLike,
  ServiceLike,
  ServicePortLike,
} from './model/core.ts';
export type { DesiredGroup, EndpointReader } from './model/desired.ts';
export type {
  CreateReason,
  DeleteReason,
  NamedSlice,
  Plan,
  PlannedCreate,
  PlannedDelete,
  PlannedUpdate,
  PlannedWrite,
  Preconditions,
  UpdateReason,
  WrittenSlice,
} from './model/plan.ts';
export type {
  AddressesOfPorts,
  HintsDisabledCause,
  Notice,
  NoticeDetails,
  NoticedObject,
  NoticeReason,
  NotMirroredReason,
  StaleRemovalCause,
} from './model/notice.ts';

// Planning slices
export type { PlanServiceInput, ServiceHintsInput, ServicePlan } from './plan-service.ts';
export { planService } from './plan-service.ts';
export type { EndpointGroup, PlanSlicesInput, SlicesPlan } from './plan-slices.ts';
export { planSlices } from './plan-slices.ts';
export type { MirrorPlan, PlanMirrorInput } from './plan-mirror.ts';
export { planMirror } from './plan-mirror.ts';
export type { DistributeInput, Distribution } from './plan/distribute.ts';
export { distributeEndpoints } from './plan/distribute.ts';
export type { SliceTemplate } from './slice/slice-template.ts';
export { endpointReader } from './endpoint/endpoint-reader.ts';
export type { AddressTypeStatistics, PortMapStatistics } from './plan/statistics.ts';

// Reading and applying plans
export type { ApplyPlanInput } from './plan/apply-plan.ts';
export { applyPlan } from './plan/apply-plan.ts';
export { formatEndpoint, formatPlan, formatPort, formatSlice } from './plan/format-plan.ts';

// What planning is made of: a Service, its pods, its nodes
export type { EndpointFromPodInput } from './pods/endpoint-from-pod.ts';
export { endpointFromPod } from './pods/endpoint-from-pod.ts';
export { shouldPodBeInEndpoints } from './pods/eligible-pods.ts';
export { deriveConditions, isPodReady } from './conditions/derive-conditions.ts';
export type { InterpretedConditions } from './conditions/interpret-conditions.ts';
export { interpretConditions } from './conditions/interpret-conditions.ts';
export { matchesSelector } from './service/selector.ts';
export { isHeadless, listAddressTypes } from './service/ip-families.ts';
export type { NodeZones } from './pods/node-zones.ts';
export { readNodeZones } from './pods/node-zones.ts';
export type { PortMapKey } from './ports/port-map-key.ts';
export { portMapKey } from './ports/port-map-key.ts';
export type { ResolvedPorts } from './ports/resolve-ports.ts';
export { findPort, resolvePorts } from './ports/resolve-ports.ts';
export type { ParsedAddress } from './address/parse-address.ts';
export { parseAddress } from './address/parse-address.ts';
export { endpointsEqualBeyondIdentity } from './endpoint/endpoint-equality.ts';
export type { EndpointIdentity } from './endpoint/endpoint-identity.ts';
export { endpointIdentity } from './endpoint/endpoint-identity.ts';

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
  RoutableEndpointLike,
  ServicePortName,
  ServiceReference,
  SliceReference,
  UpdatedEndpoint,
} from './model/routable-endpoint.ts';
export { emptyCache } from './cache/cache.ts';
export type { EndpointSliceCache } from './cache/cache.ts';
export { applyWatchEvent } from './cache/apply-watch-event.ts';
export type { WatchEvent, WatchOptions, WatchUpdate } from './cache/apply-watch-event.ts';
export { setSlice } from './cache/set-slice.ts';
export type { CacheUpdate, SetSliceOptions } from './cache/set-slice.ts';
export { removeSlice } from './cache/remove-slice.ts';
export type { RemoveSliceOptions } from './cache/remove-slice.ts';
export type { CacheScope } from './cache/accept-bookmark.ts';
export { acceptBookmark } from './cache/accept-bookmark.ts';
export { replaceSlices } from './cache/replace-slices.ts';
export type { ReplaceSlicesOptions } from './cache/replace-slices.ts';
export {
  explainEndpoint,
  formatServicePort,
  listNotices,
  listEndpoints,
  listServicePorts,
} from './cache/list-endpoints.ts';
export type { ExplainedEndpoint, ListEndpointsOptions, ListServicePortsOptions } from './cache/list-endpoints.ts';
export { diffEndpoints } from './cache/diff-endpoints.ts';
export type { DiffEndpointsOptions } from './cache/diff-endpoints.ts';
export { composeChanges } from './cache/compose-changes.ts';
export { chooseEndpoints } from './choose-endpoints.ts';
export type { ChooseEndpointsQuestion, EndpointChoice } from './choose-endpoints.ts';
export type { ClientChoice } from './route/client-choice.ts';
export { categorizeEndpoints } from './route/categorize-endpoints.ts';
export type { CategorizedEndpoints, CategorizeEndpointsInput, EndpointTier } from './route/categorize-endpoints.ts';
export { readTraffic } from './route/service-traffic.ts';
export type { ServiceTraffic, TrafficQuestion } from './route/service-traffic.ts';
export type {
  RefusedMode,
  RoutingLocation,
  TopologyMode,
  TopologyRefusal,
  TopologyVerdict,
} from './route/topology-mode.ts';
export { groupByTarget, preferFamily } from './route/group-by-target.ts';
export type { TargetRow } from './route/group-by-target.ts';
export { countLocalReadyEndpoints } from './count-local-ready.ts';
export type { LocalReadyCount, LocalReadyQuestion } from './count-local-ready.ts';

// Mirroring Endpoints, and the way back
export type { BuildCoreEndpointsInput, BuiltCoreEndpoints } from './mirror/build-core-endpoints.ts';
export { buildCoreEndpoints } from './mirror/build-core-endpoints.ts';
export type {
  AddressFacts,
  CompareCoreEndpointsInput,
  EndpointsComparison,
  EndpointsDifference,
} from './mirror/compare-core-endpoints.ts';
export { compareCoreEndpoints } from './mirror/compare-core-endpoints.ts';
export type { MirroringDecision, MirroringObjects } from './mirror/decide-mirroring.ts';
export { decideMirroring } from './mirror/decide-mirroring.ts';
export { repackSubsets } from './mirror/repack-subsets.ts';
export type { MirroringRequest } from './mirror/mirroring-facts.ts';
