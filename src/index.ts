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

export type {
  ContainerLike,
  CoreEndpointAddress,
  CoreEndpointAddressLike,
  CoreEndpointPort,
  CoreEndpoints,
  CoreEndpointsLike,
  CoreEndpointSubset,
  CoreEndpointSubsetLike,
  IntOrStringLike,
  NodeLike,
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

// Well-known names and limits
export {
  ANNOTATION_LAST_APPLIED,
  ANNOTATION_LEADER,
  ANNOTATION_OVER_CAPACITY,
  ANNOTATION_TOPOLOGY_AWARE_HINTS,
  ANNOTATION_TOPOLOGY_MODE,
  ANNOTATION_TRIGGER_TIME,
  ENDPOINTS_CONTROLLER,
  ENDPOINTSLICE_CONTROLLER,
  LABEL_CONTROL_PLANE,
  LABEL_ENDPOINTS_MANAGED_BY,
  LABEL_HEADLESS,
  LABEL_HOSTNAME,
  LABEL_MANAGED_BY,
  LABEL_MASTER,
  LABEL_SERVICE_NAME,
  LABEL_SKIP_MIRROR,
  LABEL_ZONE,
  MIRRORING_CONTROLLER,
} from './model/labels.ts';
export {
  DEFAULT_ENDPOINTS_PER_SLICE,
  DEFAULT_MIRRORED_ADDRESSES_PER_SUBSET,
  MAX_CORE_ENDPOINTS_ADDRESSES,
  MAX_ENDPOINTS_PER_SLICE,
} from './model/limits.ts';

// Facts about addresses, ports, conditions and endpoints
export { addressTypesForService, isHeadless } from './service/ip-families.ts';
export { compareAddresses } from './address/compare-addresses.ts';
export type { ParsedAddress } from './address/parse-address.ts';
export { parseAddress } from './address/parse-address.ts';
export { deriveConditions, isPodReady } from './conditions/derive-conditions.ts';
export type { InterpretedConditions } from './conditions/interpret-conditions.ts';
export { interpretConditions } from './conditions/interpret-conditions.ts';
export { copyEndpoint } from './endpoint/copy-endpoint.ts';
export { endpointsEqualBeyondIdentity } from './endpoint/endpoint-equality.ts';
export type { EndpointIdentity } from './endpoint/endpoint-identity.ts';
export { endpointIdentity } from './endpoint/endpoint-identity.ts';
export { endpointReader } from './endpoint/endpoint-reader.ts';
export type { PortMapKey } from './ports/port-map-key.ts';
export { portMapKey, sortPorts } from './ports/port-map-key.ts';
export type { ResolvedPorts } from './ports/resolve-ports.ts';
export { findPort, resolvePorts } from './ports/resolve-ports.ts';

// From pods to desired endpoints
export type { EndpointFromPodInput } from './pods/endpoint-from-pod.ts';
export { endpointFromPod } from './pods/endpoint-from-pod.ts';
export type { NodeZones } from './pods/node-zones.ts';
export { zonesOfNodes } from './pods/node-zones.ts';
export { shouldPodBeInEndpoints } from './pods/eligible-pods.ts';
export { matchesSelector } from './service/selector.ts';

// Planning slices
export type { EndpointGroup, PlanSlicesInput, SlicesPlan } from './plan-slices.ts';
export { planSlices } from './plan-slices.ts';
export type { PlanServiceInput, ServiceHintsInput, ServicePlan } from './plan-service.ts';
export { planService } from './plan-service.ts';
export type { DistributeInput, Distribution } from './plan/distribute.ts';
export { distributeEndpoints } from './plan/distribute.ts';
export { isOwnedBy } from './slice/slice-owner.ts';
export type { SliceTemplate } from './slice/slice-template.ts';
export { sliceLabels } from './slice/slice-labels.ts';
export { generateNamePrefix } from './slice/slice-template.ts';
export type { AddressTypeStatistics, PortMapStatistics } from './plan/statistics.ts';

// What a controller remembers
export type { PodChange } from './tracker/affected-services.ts';
export { affectedServices, podChange } from './tracker/affected-services.ts';
export type { SliceSource, Staleness, StalenessReason } from './tracker/check-staleness.ts';
export { checkStaleness } from './tracker/check-staleness.ts';
export type { HandledSlice } from './tracker/slice-events.ts';
export { handleSliceDeletion, handleSliceUpdate, shouldSyncSlice } from './tracker/slice-events.ts';
export { expectSliceDeletion, forgetService, trackSlice } from './tracker/track-slice.ts';
export type { SliceTracker } from './tracker/tracked-slice.ts';
export { emptySliceTracker } from './tracker/tracked-slice.ts';
export type { ComputedTriggerTime, TriggerTimes } from './tracker/trigger-time.ts';
export { computeTriggerTime } from './tracker/trigger-time.ts';

// Reading and applying plans
export type { ApplyPlanInput } from './plan/apply-plan.ts';
export { applyPlan } from './plan/apply-plan.ts';
export { formatEndpoint, formatPlan, formatPort, formatSlice } from './plan/format-plan.ts';

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
export type { CacheScope } from './cache/accept-bookmark.ts';
export { acceptBookmark } from './cache/accept-bookmark.ts';
export { replaceSlices } from './cache/replace-slices.ts';
export type { ReplaceSlicesOptions } from './cache/replace-slices.ts';
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
export type { ChooseForClientOptions, ClientChoice } from './route/choose-for-client.ts';
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
export { compareResourceVersions } from './version/resource-version.ts';

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
export type { MirroringDecision } from './mirror/decide-mirroring.ts';
export { decideMirroring } from './mirror/decide-mirroring.ts';
export { repackSubsets } from './mirror/repack-subsets.ts';
export type { MirroringRequest } from './mirror/mirroring-facts.ts';
export type { MirrorEndpointsInput, MirrorPlan } from './plan-mirror.ts';
export { mirrorEndpoints } from './plan-mirror.ts';

// Hints
export { zoneCapacity } from './zones/zone-capacity.ts';
export type { CapacityProblem, ZoneCapacity, ZoneCapacityOptions, ZoneShare } from './zones/zone-capacity.ts';
export { requestedHints } from './hints/hints-strategy.ts';
export type {
  HintsFunction,
  HintsStrategy,
  HintsWorld,
  RequestedHints,
  RequestedHintsOptions,
} from './hints/hints-strategy.ts';
export { planHints } from './hints/plan-hints.ts';
export { stripHints } from './hints/strip-hints.ts';
export type { HintsInput, HintsResult } from './hints/plan-hints.ts';
export type { HintsOptions } from './hints/hints-options.ts';
export type { ZoneAllocation } from './zones/allocate-zones.ts';
export type {
  HintsEvent,
  HintsMemory,
  HintsReason,
  HintsStrategyName,
  HintsVerdict,
  HintsVerdictDetails,
  RememberedHints,
  ZoneVerdict,
} from './hints/verdict.ts';
export { hintsNotices } from './hints/hints-notices.ts';
export { overloadedServices } from './hints/overloaded-services.ts';
export type { OverloadedService, OverloadOptions, ServiceHints } from './hints/overloaded-services.ts';
export { nodeChangeMatters } from './zones/node-change.ts';
export type { NodeChange } from './zones/node-change.ts';
export { whatIfHints } from './hints/what-if-hints.ts';
export type { HintsChange, WhatIfAnswer, WhatIfInput } from './hints/what-if-hints.ts';

// What the API server does to a slice before it stores it
export { defaultSlice } from './request/defaults.ts';
export { prepareForCreate, prepareForUpdate } from './request/prepare.ts';
export type { RequestVersion, SliceUpdate } from './request/prepare.ts';
export { listWarnings } from './request/warnings.ts';
export type { SliceOperation } from './request/warnings.ts';

// v1beta1
export { convertFromV1beta1, convertToV1beta1 } from './version/v1beta1.ts';
export type {
  EndpointSliceV1beta1,
  EndpointSliceV1beta1Like,
  EndpointV1beta1,
  EndpointV1beta1Like,
} from './model/endpoint-slice-v1beta1.ts';

// Names
export { isDnsLabel, isDnsSubdomain, isLabelValue, isQualifiedName } from './internal/name-grammar.ts';
export { proposeGenerateName, proposeLabelValue, proposeName, serviceNameLabel } from './naming/propose-name.ts';
