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
