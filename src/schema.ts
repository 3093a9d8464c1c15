/**
 * For whoever takes slices from strangers: a webhook, a linter, a form. It reads any value and lists everything that the API
 * server would refuse. Only this entry point needs the one dependency that users install.
 *
 * @module endpointslice/schema
 */

// Any value → a typed EndpointSlice, or every issue
export { parseEndpointSlice, validateEndpointSlice } from './schema/parse-endpoint-slice.ts';
export type { SliceParseOptions } from './schema/read-options.ts';
export type { ParseResult } from './schema/parse-result.ts';
export { formatIssue } from './schema/format-issue.ts';
export { toStatus } from './schema/to-status.ts';
export type { RefusedObject, Status, StatusCause } from './schema/to-status.ts';
export type { IssueType, ValidationIssue } from './decode/issue.ts';
export type { KubernetesRelease } from './model/limits.ts';

// Any value → the parts that are read of the objects around it
export { parseEndpoints, parseNode, parsePod, parseService } from './schema/parse-core.ts';
export type {
  ContainerLike,
  ContainerPortLike,
  CoreEndpointAddressLike,
  CoreEndpointSubsetLike,
  CoreEndpointsLike,
  IntOrStringLike,
  NodeLike,
  PodConditionLike,
  PodIPLike,
  PodLike,
  QuantityMapLike,
  ServiceLike,
  ServicePortLike,
} from './model/core.ts';
