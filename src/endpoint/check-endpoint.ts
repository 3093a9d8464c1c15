import {
  expectArray,
  expectArrayOrAbsent,
  expectObject,
  expectTextMap,
  expectTextOrAbsent,
} from '../internal/expect.ts';
import { isAbsent, isFlagOrAbsent, isListOfText, isTextOrAbsent } from '../internal/field-types.ts';
import { type Path, wrongType } from '../internal/invariant.ts';
import type { EndpointLike } from '../model/endpoint-slice.ts';

/** Throws unless `endpoints` is a list of valid endpoints; absent means empty. Cost: O(endpoints). */
export function checkEndpoints(endpoints: readonly EndpointLike[] | null | undefined, path: Path): void {
  const list = expectArrayOrAbsent(endpoints, path);
  let index = 0;
  const endpointPath = (): Path => [...path, index];
  for (; index < list.length; index += 1) checkEndpoint(list[index] as EndpointLike, endpointPath);
}

/** Throws, naming the field, for an endpoint in which something that planning or printing reads is not of its type. */
export function checkEndpoint(endpoint: EndpointLike, path: () => Path): void {
  // Nearly all endpoints are well; only for the others is a path made.
  if (!isEndpoint(endpoint)) refuseEndpoint(endpoint, path());
}

function isEndpoint(endpoint: unknown): boolean {
  if (typeof endpoint !== 'object' || endpoint === null || Array.isArray(endpoint)) return false;
  const { addresses, conditions, hostname, targetRef, nodeName, zone, hints, deprecatedTopology } = endpoint as {
    readonly [Field in keyof EndpointLike]?: unknown;
  };
  return (
    (isListOfText(addresses) || isAbsent(addresses)) &&
    isTextOrAbsent(hostname) &&
    isTextOrAbsent(nodeName) &&
    isTextOrAbsent(zone) &&
    areConditions(conditions) &&
    isReference(targetRef) &&
    areHints(hints) &&
    isAbsent(deprecatedTopology)
  );
}

/** Throws unless conditions are flags or absent. */
export function checkConditions(conditions: EndpointLike['conditions'], path: Path): void {
  if (isAbsent(conditions)) return;
  expectObject(conditions, path);
  for (const field of ['ready', 'serving', 'terminating'] as const) {
    const value: unknown = conditions?.[field];
    if (!isFlagOrAbsent(value)) throw wrongType([...path, field], 'true or false', value);
  }
}

/** The same, slowly: with topology, which few endpoints have, and with an error for the first fault. */
function refuseEndpoint(endpoint: EndpointLike, path: Path): void {
  expectObject(endpoint, path);
  const { addresses, conditions, targetRef, hints } = endpoint;
  for (const [index, address] of expectArrayOrAbsent(addresses, [...path, 'addresses']).entries()) {
    if (typeof address !== 'string') throw wrongType([...path, 'addresses', index], 'a string', address);
  }
  for (const field of ['hostname', 'nodeName', 'zone'] as const) {
    expectTextOrAbsent(endpoint[field], [...path, field]);
  }
  checkConditions(conditions, [...path, 'conditions']);
  if (!isAbsent(targetRef)) {
    expectObject(targetRef, [...path, 'targetRef']);
    for (const field of ['kind', 'namespace', 'name', 'uid', 'apiVersion', 'fieldPath', 'resourceVersion'] as const) {
      expectTextOrAbsent(targetRef?.[field], [...path, 'targetRef', field]);
    }
  }
  expectTextMap(endpoint.deprecatedTopology, [...path, 'deprecatedTopology']);
  if (isAbsent(hints)) return;
  expectObject(hints, [...path, 'hints']);
  for (const field of ['forZones', 'forNodes'] as const) {
    for (const [index, hint] of expectArray(hints?.[field] ?? [], [...path, 'hints', field]).entries()) {
      const place = [...path, 'hints', field, index];
      expectObject(hint, place);
      if (typeof hint.name !== 'string') throw wrongType([...place, 'name'], 'a string', hint.name);
    }
  }
}

export function areConditions(value: unknown): boolean {
  if (isAbsent(value)) return true;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const { ready, serving, terminating } = value as { readonly [field: string]: unknown };
  return isFlagOrAbsent(ready) && isFlagOrAbsent(serving) && isFlagOrAbsent(terminating);
}

function areHints(value: unknown): boolean {
  if (isAbsent(value)) return true;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const { forZones, forNodes } = value as { readonly [field: string]: unknown };
  return (isAbsent(forZones) || isListOfNames(forZones)) && (isAbsent(forNodes) || isListOfNames(forNodes));
}

function isListOfNames(value: unknown): boolean {
  if (!Array.isArray(value)) return false;
  for (let index = 0; index < value.length; index += 1) {
    const entry: unknown = value[index];
    if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) return false;
    if (typeof (entry as { readonly name?: unknown }).name !== 'string') return false;
  }
  return true;
}

function isReference(value: unknown): boolean {
  if (isAbsent(value)) return true;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const { kind, namespace, name, uid, apiVersion, fieldPath, resourceVersion } = value as {
    readonly [field: string]: unknown;
  };
  return (
    isTextOrAbsent(kind) &&
    isTextOrAbsent(namespace) &&
    isTextOrAbsent(name) &&
    isTextOrAbsent(uid) &&
    isTextOrAbsent(apiVersion) &&
    isTextOrAbsent(fieldPath) &&
    isTextOrAbsent(resourceVersion)
  );
}
