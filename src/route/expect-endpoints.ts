import { expectArray, expectObject } from '../internal/expect.ts';
import { outOfRange, type Path, wrongType } from '../internal/invariant.ts';
import { isPlainObject } from '../internal/plain-object.ts';
import type { EndpointTarget, RoutableEndpoint } from '../model/backend.ts';

/** An argument that must be a list of routable endpoints; only what is looked into is checked. */
export function expectEndpoints(
  endpoints: readonly RoutableEndpoint[],
  caller: string,
  path: Path,
): readonly RoutableEndpoint[] {
  expectArray(endpoints, caller, path);
  for (let index = 0; index < endpoints.length; index += 1) {
    const endpoint = endpoints[index] as RoutableEndpoint;
    if (!isWellFormed(endpoint)) explain(endpoint, caller, [...path, index]);
  }
  return endpoints;
}

/** The usual case, answered without making a path. */
function isWellFormed(endpoint: RoutableEndpoint): boolean {
  if (!isPlainObject(endpoint)) return false;
  const { address, addressType, target, zoneHints, nodeHints } = endpoint as RoutableEndpoint;
  return (
    typeof address === 'string' &&
    (addressType === 'IPv4' || addressType === 'IPv6') &&
    (target === undefined ||
      (isPlainObject(target) &&
        typeof target['kind'] === 'string' &&
        typeof target['namespace'] === 'string' &&
        typeof target['name'] === 'string')) &&
    (zoneHints === undefined || Array.isArray(zoneHints)) &&
    (nodeHints === undefined || Array.isArray(nodeHints))
  );
}

function explain(endpoint: RoutableEndpoint, caller: string, path: Path): void {
  const { address, addressType, target, zoneHints, nodeHints } = expectObject(endpoint, caller, path);
  if (typeof address !== 'string') throw wrongType(caller, [...path, 'address'], 'a string', address);
  if (addressType !== 'IPv4' && addressType !== 'IPv6') {
    throw outOfRange(caller, [...path, 'addressType'], "'IPv4' or 'IPv6'", addressType);
  }
  if (target !== undefined) expectTarget(target, caller, [...path, 'target']);
  if (zoneHints !== undefined) expectArray(zoneHints, caller, [...path, 'zoneHints']);
  if (nodeHints !== undefined) expectArray(nodeHints, caller, [...path, 'nodeHints']);
}

function expectTarget(target: EndpointTarget, caller: string, path: Path): void {
  const { kind, namespace, name } = expectObject(target, caller, path);
  for (const [field, value] of Object.entries({ kind, namespace, name })) {
    if (typeof value !== 'string') throw wrongType(caller, [...path, field], 'a string', value);
  }
}
