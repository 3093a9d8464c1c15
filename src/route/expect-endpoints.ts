import { expectArray, expectName, expectObject } from '../internal/expect.ts';
import { outOfRange, type Path, wrongType } from '../internal/invariant.ts';
import type { EndpointTarget, RoutableEndpoint } from '../model/backend.ts';

/** An argument that must be a list of routable endpoints; only what is looked into is checked. */
export function expectEndpoints(
  endpoints: readonly RoutableEndpoint[],
  caller: string,
  path: Path,
): readonly RoutableEndpoint[] {
  expectArray(endpoints, caller, path);
  for (let index = 0; index < endpoints.length; index += 1) {
    const { address, addressType, target, zoneHints, nodeHints } = expectObject(
      endpoints[index] as RoutableEndpoint,
      caller,
      [...path, index],
    );
    expectName(address, caller, [...path, index, 'address']);
    if (addressType !== 'IPv4' && addressType !== 'IPv6') {
      throw outOfRange(caller, [...path, index, 'addressType'], "'IPv4' or 'IPv6'", addressType);
    }
    if (target !== undefined) expectTarget(target, caller, [...path, index, 'target']);
    if (zoneHints !== undefined) expectArray(zoneHints, caller, [...path, index, 'zoneHints']);
    if (nodeHints !== undefined) expectArray(nodeHints, caller, [...path, index, 'nodeHints']);
  }
  return endpoints;
}

function expectTarget(target: EndpointTarget, caller: string, path: Path): void {
  const { kind, namespace, name } = expectObject(target, caller, path);
  for (const [field, value] of Object.entries({ kind, namespace, name })) {
    if (typeof value !== 'string') throw wrongType(caller, [...path, field], 'a string', value);
  }
}
