import { expectFields } from '../internal/expect-fields.ts';
import { expectArrayOrAbsent } from '../internal/expect.ts';
import { type Every, isWhole } from '../internal/field-table.ts';
import { isAbsent, isFlagOrAbsent, isListOfText, isTextOrAbsent } from '../internal/field-types.ts';
import type { Path } from '../internal/invariant.ts';
import type { EndpointConditionsLike, EndpointHintsLike, EndpointLike } from '../model/endpoint-slice.ts';
import { ENDPOINT_FIELDS } from '../model/fields.ts';
import { isReferenceOrAbsent } from './object-reference.ts';

/** Throws unless `endpoints` is a list of valid endpoints, or absent. Cost: O(n) for n endpoints. */
export function checkEndpoints(endpoints: readonly EndpointLike[] | null | undefined, path: Path): void {
  const list = expectArrayOrAbsent(endpoints, path);
  let index = 0;
  const endpointPath = (): Path => [...path, index];
  for (; index < list.length; index += 1) checkEndpoint(list[index] as EndpointLike, endpointPath);
}

/** Throws if a field of an endpoint that planning or printing reads is not of its type; the error names the field. */
export function checkEndpoint(endpoint: EndpointLike, path: () => Path): void {
  // Fast path: only endpoints that fail the quick check, or have topology, are checked field by field.
  if (!isEndpoint(endpoint)) expectFields(endpoint, ENDPOINT_FIELDS, path());
}

/** Returns whether a value is an endpoint without topology whose fields have their types. */
function isEndpoint(endpoint: unknown): boolean {
  if (typeof endpoint !== 'object' || endpoint === null || Array.isArray(endpoint)) return false;
  const { addresses, conditions, hostname, targetRef, deprecatedTopology, nodeName, zone, hints } = endpoint as Every<
    EndpointLike,
    unknown
  >;
  return (
    areAddresses(addresses) &&
    isTextOrAbsent(hostname) &&
    isTextOrAbsent(nodeName) &&
    isTextOrAbsent(zone) &&
    areConditions(conditions) &&
    isReferenceOrAbsent(targetRef) &&
    areHints(hints) &&
    isAbsent(deprecatedTopology) &&
    isWhole<EndpointLike>({ addresses, conditions, hostname, targetRef, deprecatedTopology, nodeName, zone, hints })
  );
}

/** Returns whether a value is a list of texts, or absent. */
export function areAddresses(value: unknown): value is EndpointLike['addresses'] {
  return isListOfText(value) || isAbsent(value);
}

/** Returns whether a value is conditions with boolean values, or absent. */
export function areConditions(value: unknown): value is EndpointLike['conditions'] {
  if (isAbsent(value)) return true;
  if (typeof value !== 'object' || Array.isArray(value)) return false;
  const { ready, serving, terminating } = value as Every<EndpointConditionsLike, unknown>;
  return (
    isFlagOrAbsent(ready) &&
    isFlagOrAbsent(serving) &&
    isFlagOrAbsent(terminating) &&
    isWhole<EndpointConditionsLike>({ ready, serving, terminating })
  );
}

function areHints(value: unknown): value is EndpointLike['hints'] {
  if (isAbsent(value)) return true;
  if (typeof value !== 'object' || Array.isArray(value)) return false;
  const { forZones, forNodes } = value as Every<EndpointHintsLike, unknown>;
  return areNames(forZones) && areNames(forNodes) && isWhole<EndpointHintsLike>({ forZones, forNodes });
}

function areNames(value: unknown): value is EndpointHintsLike['forZones'] {
  if (isAbsent(value)) return true;
  if (!Array.isArray(value)) return false;
  for (let index = 0; index < value.length; index += 1) {
    const entry: unknown = value[index];
    if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) return false;
    if (typeof (entry as { readonly name?: unknown }).name !== 'string') return false;
  }
  return true;
}
