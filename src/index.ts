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

// Hints
export { zoneCapacity } from './hints/zone-capacity.ts';
export type { CapacityProblem, ZoneCapacity, ZoneCapacityOptions, ZoneShare } from './hints/zone-capacity.ts';
export { requestedHints } from './hints/hints-strategy.ts';
export type {
  HintsFunction,
  HintsStrategy,
  HintsWorld,
  RequestedHints,
  RequestedHintsOptions,
} from './hints/hints-strategy.ts';
export { planHints } from './hints/plan-hints.ts';
export type { HintsInput, HintsResult } from './hints/plan-hints.ts';
export type { ZoneAllocation } from './hints/allocate-zones.ts';
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
export { nodeChangeMatters } from './hints/node-change.ts';
export type { NodeChange } from './hints/node-change.ts';
export { whatIfHints } from './hints/what-if-hints.ts';
export type { HintsChange, WhatIfAnswer, WhatIfInput } from './hints/what-if-hints.ts';
