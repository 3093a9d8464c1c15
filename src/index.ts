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
  CoreEndpointAddressLike,
  CoreEndpointsLike,
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
  Plan,
  PlannedCreate,
  PlannedDelete,
  PlannedUpdate,
  UpdateReason,
} from './model/plan.ts';
export type { Notice, NoticeDetails, NoticedObject, NoticeReason } from './model/notice.ts';

// Well-known names and limits
export {
  ANNOTATION_LAST_APPLIED,
  ANNOTATION_LEADER,
  ANNOTATION_OVER_CAPACITY,
  ANNOTATION_TOPOLOGY_AWARE_HINTS,
  ANNOTATION_TOPOLOGY_MODE,
  ANNOTATION_TRIGGER_TIME,
  ENDPOINTSLICE_CONTROLLER,
  LABEL_CONTROL_PLANE,
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
  MAX_ENDPOINTS_PER_SLICE,
} from './model/limits.ts';

// Facts about addresses, ports, conditions and endpoints
export { addressTypesForService, isHeadless } from './address/address-types.ts';
export { compareAddresses } from './address/compare.ts';
export type { ParsedAddress } from './address/parse.ts';
export { parseAddress } from './address/parse.ts';
export { deriveConditions, isPodReady } from './conditions/derive.ts';
export type { InterpretedConditions } from './conditions/interpret.ts';
export { interpretConditions } from './conditions/interpret.ts';
export { copyEndpoint } from './endpoint/copy.ts';
export { endpointsEqualBeyondIdentity } from './endpoint/equality.ts';
export type { EndpointIdentity } from './endpoint/identity.ts';
export { endpointIdentity } from './endpoint/identity.ts';
export { endpointReader } from './endpoint/reader.ts';
export type { PortMapKey } from './ports/port-map-key.ts';
export { portMapKey, sortPorts } from './ports/port-map-key.ts';
export type { ResolvedPorts } from './ports/resolve-ports.ts';
export { findPort, resolvePorts } from './ports/resolve-ports.ts';

// From pods to desired endpoints
export type { EndpointFromPodInput } from './desired/endpoint-from-pod.ts';
export { endpointFromPod } from './desired/endpoint-from-pod.ts';
export type { NodeZones } from './desired/node-zones.ts';
export { zonesOfNodes } from './desired/node-zones.ts';
export { shouldPodBeInEndpoints } from './desired/select-pods.ts';
export { matchesSelector } from './service/selector.ts';

// Planning slices
export type { EndpointGroup, PlanSlicesInput, SlicesPlan } from './plan-slices.ts';
export { planSlices } from './plan-slices.ts';
export type { PlanServiceInput, ServicePlan } from './plan-service.ts';
export { planService } from './plan-service.ts';
export type { DistributeInput, Distribution } from './plan/distribute.ts';
export { distributeEndpoints } from './plan/distribute.ts';
export { isOwnedBy } from './plan/owner.ts';
export { recycleSlices } from './plan/recycle.ts';
export type { SliceTemplate } from './plan/slice-template.ts';
export { generateNamePrefix, sliceLabels } from './plan/slice-template.ts';
export type { AddressTypeStatistics, PortMapStatistics } from './plan/statistics.ts';
export { stripHints } from './hints/strip-hints.ts';

// What a controller remembers
export type { PodChange } from './controller/affected-services.ts';
export { affectedServices, podChange } from './controller/affected-services.ts';
export type { SliceTracker, Staleness, StalenessReason } from './controller/slice-tracker.ts';
export {
  checkStaleness,
  emptySliceTracker,
  expectSliceDeletion,
  forgetService,
  handleSliceDeletion,
  shouldSyncSlice,
  trackSlice,
} from './controller/slice-tracker.ts';
export type { ComputedTriggerTime, TriggerTimes } from './controller/trigger-time.ts';
export { computeTriggerTime } from './controller/trigger-time.ts';

// Reading and applying plans
export type { ApplyPlanInput } from './plan/apply.ts';
export { applyPlan } from './plan/apply.ts';
export { formatEndpoint, formatPlan, formatPort, formatSlice } from './plan/format.ts';

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
