import { isPresent } from '../internal/field-types.ts';
import { setField } from '../internal/plain-object.ts';
import type { Endpoint, EndpointConditions, EndpointHints, EndpointLike } from '../model/endpoint-slice.ts';
import type { ObjectReference, StringMap, StringMapLike } from '../model/meta.ts';

/**
 * Returns a new endpoint with the known fields of another, which has been checked, in the order of the API's own encoding.
 * `null` and absent fields are left out; unknown fields are not copied. Shares nothing with the input.
 *
 * @see k8s.io/api/discovery/v1 Endpoint
 */
export function copyKnownFields(endpoint: EndpointLike): Endpoint {
  const copy: Endpoint = { addresses: [...(endpoint.addresses ?? [])] };
  if (isPresent(endpoint.conditions)) copy.conditions = copyConditions(endpoint.conditions);
  if (isPresent(endpoint.hostname)) copy.hostname = endpoint.hostname;
  if (isPresent(endpoint.targetRef)) copy.targetRef = copyObjectReference(endpoint.targetRef);
  if (isPresent(endpoint.deprecatedTopology)) copy.deprecatedTopology = copyStringMap(endpoint.deprecatedTopology);
  if (isPresent(endpoint.nodeName)) copy.nodeName = endpoint.nodeName;
  if (isPresent(endpoint.zone)) copy.zone = endpoint.zone;
  if (isPresent(endpoint.hints)) copy.hints = copyHints(endpoint.hints);
  return copy;
}

/** A new object reference with the known fields of another. */
export function copyObjectReference(reference: NonNullable<EndpointLike['targetRef']>): ObjectReference {
  const copy: ObjectReference = {};
  if (isPresent(reference.kind)) copy.kind = reference.kind;
  if (isPresent(reference.namespace)) copy.namespace = reference.namespace;
  if (isPresent(reference.name)) copy.name = reference.name;
  if (isPresent(reference.uid)) copy.uid = reference.uid;
  if (isPresent(reference.apiVersion)) copy.apiVersion = reference.apiVersion;
  if (isPresent(reference.resourceVersion)) copy.resourceVersion = reference.resourceVersion;
  if (isPresent(reference.fieldPath)) copy.fieldPath = reference.fieldPath;
  return copy;
}

/** A new map with the entries of another that have a value; a key `__proto__` is an entry like any other. */
export function copyStringMap(map: StringMapLike): StringMap {
  const copy: StringMap = {};
  for (const key of Object.keys(map)) {
    const value = map[key];
    if (isPresent(value)) setField(copy, key, value);
  }
  return copy;
}

function copyConditions(conditions: NonNullable<EndpointLike['conditions']>): EndpointConditions {
  const copy: EndpointConditions = {};
  if (isPresent(conditions.ready)) copy.ready = conditions.ready;
  if (isPresent(conditions.serving)) copy.serving = conditions.serving;
  if (isPresent(conditions.terminating)) copy.terminating = conditions.terminating;
  return copy;
}

function copyHints(hints: NonNullable<EndpointLike['hints']>): EndpointHints {
  const copy: EndpointHints = {};
  if (isPresent(hints.forZones)) copy.forZones = hints.forZones.map(({ name }) => ({ name }));
  if (isPresent(hints.forNodes)) copy.forNodes = hints.forNodes.map(({ name }) => ({ name }));
  return copy;
}
