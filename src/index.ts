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
