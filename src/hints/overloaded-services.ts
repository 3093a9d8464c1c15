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

/** A Service, and what its last plan remembered. */
export interface ServiceHints {
  readonly service: ServiceReference;
  readonly memory: HintsMemory;
}

/** An address type of a Service whose hints no longer fit the zones. */
export interface OverloadedService {
  readonly service: ServiceReference;
  readonly addressType: AddressType;
  /** The first zone, by name, with fewer endpoints than it needs. Absent when the zones cannot be compared any more. */
  readonly zone?: string;
  /** Ready endpoints that were hinted for the zone. */
  readonly endpointCount?: number;
  /** How many it needs now. */
  readonly minimumEndpointCount?: number;
}

/** How strictly zones are judged. */
export interface OverloadOptions {
  /** The same as is given to `planHints`. */
  readonly hysteresis?: number | undefined;
}

/**
 * The Services to plan again after nodes came, went or changed: those with hints by capacity of which a zone now has fewer
 * endpoints than it needs, or all of them when zones cannot be compared any more.
 *
 * One entry an address type, in order of namespace, name and address type. Services without hints by capacity are never
 * among them: those learn of new capacity when they are planned next. Cost: O(s z) for s Services and z zones.
 *
 * @throws TypeError or RangeError naming the field, if an argument is not what it should be
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
