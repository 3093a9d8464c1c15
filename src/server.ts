/**
 * For whoever does what the API server does to a slice before it stores it: an admission webhook, a fake server, a form.
 * Defaults, warnings, `v1beta1`, and names that the server accepts.
 *
 * @module endpointslice/server
 */

// What the API server does to a slice before it stores it
export { defaultSlice } from './request/default-slice.ts';
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
export { compareResourceVersions } from './version/resource-version.ts';
