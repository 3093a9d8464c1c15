import { compareText } from '../internal/compare-text.ts';
import { enter } from '../internal/door.ts';
import { expectArray, expectName, expectObject } from '../internal/expect.ts';
import { ownField } from '../internal/plain-object.ts';
import type { AddressType } from '../model/endpoint-slice.ts';
import { minimumEndpointCount } from '../zones/allocate-zones.ts';
import { checkProportion } from '../zones/check-proportion.ts';
import type { ZoneCapacity } from '../zones/zone-capacity.ts';
import { checkCapacity, checkMemory } from './check-hints-input.ts';
import type { HintsMemory } from './verdict.ts';
import type { ServiceReference } from '../model/routable-endpoint.ts';

/** A Service, and the memory of its last plan. */
export interface ServiceHints {
  readonly service: ServiceReference;
  readonly memory: HintsMemory;
}

/** An address type of a Service whose hints no longer fit the zones. */
export interface OverloadedService {
  readonly service: ServiceReference;
  readonly addressType: AddressType;
  /** The first zone, by name, with fewer endpoints than it needs. Absent if the zones can no longer be compared. */
  readonly zone?: string;
  /** Ready endpoints that were hinted for the zone. */
  readonly endpointCount?: number;
  /** Endpoints that the zone needs now. */
  readonly minimumEndpointCount?: number;
}

/** Options of `findOverloadedServices`. */
export interface OverloadOptions {
  /** The value that `planHints` is given; default 0. */
  readonly hysteresis?: number | undefined;
}

/**
 * Finds the Services to plan again after nodes were added, removed or changed: those with hints by capacity of which a zone
 * now has fewer endpoints than it needs, or all of them if zones can no longer be compared.
 *
 * Returns one entry for each address type, in order of namespace, name and address type. Services without hints by capacity
 * are never returned: they use the new capacity when they are planned next. Cost: O(s z) for s Services and z zones.
 *
 * @throws TypeError or RangeError if an argument is invalid; the error names the field
 * @see k8s.io/endpointslice/topologycache GetOverloadedServices; docs/rules.md 1.15.14, 2.9
 * @example
 * const node = (name: string, zone: string, cpu: string) => ({
 *   metadata: { name, labels: { 'topology.kubernetes.io/zone': zone } },
 *   status: { allocatable: { cpu }, conditions: [{ type: 'Ready', status: 'True' }] },
 * });
 * const memory: HintsMemory = { IPv4: { strategy: 'TopologyAware', reason: 'ZonesAllocated', endpointCountByZone: { a: 5, b: 5 } } };
 * findOverloadedServices([{ service: { namespace: 'shop', name: 'web' }, memory }], measureZoneCapacity([node('n1', 'a', '1'), node('n2', 'b', '3')]))
 * // => [{ service: { namespace: 'shop', name: 'web' }, addressType: 'IPv4', zone: 'b', endpointCount: 5, minimumEndpointCount: 7 }]
 */
export function findOverloadedServices(
  services: readonly ServiceHints[],
  capacity: ZoneCapacity,
  options: OverloadOptions = {},
): OverloadedService[] {
  return enter('findOverloadedServices', () => {
    checkCapacity(capacity, ['capacity']);
    checkProportion(expectObject(options, ['options']).hysteresis, ['options', 'hysteresis']);
    for (const [index, service] of expectArray(services, ['services']).entries()) {
      const path = ['services', index];
      const { namespace, name } = expectObject(expectObject(service, path).service, [...path, 'service']);
      expectName(namespace, [...path, 'service', 'namespace']);
      expectName(name, [...path, 'service', 'name']);
      checkMemory(service.memory, [...path, 'memory']);
    }
    return [...services]
      .sort(
        ({ service: left }, { service: right }) =>
          compareText(left.namespace, right.namespace) || compareText(left.name, right.name),
      )
      .flatMap(({ service: { namespace, name }, memory }) =>
        (Object.keys(memory) as AddressType[]).sort(compareText).flatMap((addressType) => {
          const counts = memory[addressType]?.endpointCountByZone;
          const overload = counts === undefined ? undefined : findOverload(counts, capacity, options.hysteresis ?? 0);
          return overload === undefined ? [] : [{ service: { namespace, name }, addressType, ...overload }];
        }),
      );
  });
}

type Overload = Pick<OverloadedService, 'zone' | 'endpointCount' | 'minimumEndpointCount'>;

function findOverload(
  counts: { readonly [zone: string]: number },
  capacity: ZoneCapacity,
  tolerance: number,
): Overload | undefined {
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  if (Object.keys(counts).length === 0) return undefined;
  if (capacity.problem !== undefined) return {};
  for (const { zone, ratio } of capacity.zones) {
    const count = ownField(counts, zone);
    const minimum = minimumEndpointCount(total * ratio, tolerance);
    if (count === undefined || count < minimum) {
      return { zone, endpointCount: count ?? 0, minimumEndpointCount: minimum };
    }
  }
  return undefined;
}
