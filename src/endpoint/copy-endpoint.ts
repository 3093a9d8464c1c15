import { fieldNames, isWhole } from '../internal/field-table.ts';
import { isPresent } from '../internal/field-types.ts';
import { setField } from '../internal/plain-object.ts';
import type {
  Endpoint,
  EndpointConditions,
  EndpointConditionsLike,
  EndpointHints,
  EndpointHintsLike,
  EndpointLike,
} from '../model/endpoint-slice.ts';
import { ENDPOINT_HINTS_FIELDS } from '../model/fields.ts';
import type { StringMap, StringMapLike } from '../model/meta.ts';
import { copyObjectReference } from './object-reference.ts';

/**
 * Returns a new endpoint with the known fields of a checked one, in the order of the API's own encoding. Leaves out unknown
 * fields and those that are `null` or absent. Shares nothing with the input.
 *
 * @see k8s.io/api/discovery/v1 Endpoint
 */
export function copyKnownFields(endpoint: EndpointLike): Endpoint {
  const { addresses, conditions, hostname, targetRef, deprecatedTopology, nodeName, zone, hints } = endpoint;
  isWhole<EndpointLike>({ addresses, conditions, hostname, targetRef, deprecatedTopology, nodeName, zone, hints });
  const copy: Endpoint = { addresses: [...(addresses ?? [])] };
  if (isPresent(conditions)) copy.conditions = copyConditions(conditions);
  if (isPresent(hostname)) copy.hostname = hostname;
  if (isPresent(targetRef)) copy.targetRef = copyObjectReference(targetRef);
  if (isPresent(deprecatedTopology)) copy.deprecatedTopology = copyStringMap(deprecatedTopology);
  if (isPresent(nodeName)) copy.nodeName = nodeName;
  if (isPresent(zone)) copy.zone = zone;
  if (isPresent(hints)) copy.hints = copyHints(hints);
  return copy;
}

/** Returns a new map with the entries of another that have a value; a key `__proto__` is an entry like any other. */
export function copyStringMap(map: StringMapLike): StringMap {
  const copy: StringMap = {};
  for (const key of Object.keys(map)) {
    const value = map[key];
    if (isPresent(value)) setField(copy, key, value);
  }
  return copy;
}

function copyConditions(conditions: EndpointConditionsLike): EndpointConditions {
  const { ready, serving, terminating } = conditions;
  isWhole<EndpointConditionsLike>({ ready, serving, terminating });
  const copy: EndpointConditions = {};
  if (isPresent(ready)) copy.ready = ready;
  if (isPresent(serving)) copy.serving = serving;
  if (isPresent(terminating)) copy.terminating = terminating;
  return copy;
}

function copyHints(hints: EndpointHintsLike): EndpointHints {
  const copy: EndpointHints = {};
  for (const field of HINTS_FIELDS) {
    const names = hints[field];
    if (isPresent(names)) copy[field] = names.map(({ name }) => ({ name }));
  }
  return copy;
}

const HINTS_FIELDS = fieldNames(ENDPOINT_HINTS_FIELDS);
