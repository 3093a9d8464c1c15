import { enter } from '../internal/door.ts';
import { expectRoutableEndpoints } from '../endpoint/expect-routable-endpoints.ts';
import { expectArray, expectObjects } from '../internal/expect.ts';
import { outOfRange } from '../internal/invariant.ts';
import type { EndpointTarget, RoutableEndpoint, RoutableEndpointLike } from '../model/routable-endpoint.ts';
import type { AddressTypeLike } from '../model/endpoint-slice.ts';

/** One target, most often a Pod, with its endpoints in either family. */
export interface TargetRow {
  /** Absent for an endpoint without a target, which is a row of its own. */
  readonly target?: EndpointTarget;
  /** The cluster of the target, if slices were set for clusters. */
  readonly cluster?: string;
  readonly IPv4: readonly RoutableEndpoint[];
  readonly IPv6: readonly RoutableEndpoint[];
}

/**
 * Groups endpoints into one row for each target: pairs the IPv4 and the IPv6 endpoints of a Pod, by cluster, kind, namespace
 * and name of the target.
 *
 * Endpoints without a target cannot be paired: each is a row of its own. Rows are in the order of their first endpoints, and
 * so are the endpoints within them. If uids differ, the first is used. Cost: O(n).
 *
 * @see docs/laws.md no family preference loses a target
 * @example
 * const target = { kind: 'Pod', namespace: 'shop', name: 'web-0' };
 * const conditions = { ready: true, serving: true, terminating: false };
 * const rows = groupByTarget([
 *   { address: '10.0.0.1', addressType: 'IPv4', port: 80, ...conditions, target },
 *   { address: 'fd00::1', addressType: 'IPv6', port: 80, ...conditions, target },
 * ]);
 * rows.map(({ IPv4, IPv6 }) => IPv4.length + IPv6.length) // => [2]
 */
export function groupByTarget(endpoints: readonly RoutableEndpointLike[]): TargetRow[] {
  return enter('groupByTarget', () => {
    const rows: { target?: EndpointTarget; cluster?: string; IPv4: RoutableEndpoint[]; IPv6: RoutableEndpoint[] }[] =
      [];
    const byTarget = new Map<string, (typeof rows)[number]>();
    for (const endpoint of expectRoutableEndpoints(endpoints, ['endpoints'])) {
      const { target, cluster } = endpoint;
      const key = targetKey(endpoint);
      let row = key === undefined ? undefined : byTarget.get(key);
      if (row === undefined) {
        row = { ...(target && { target }), ...(cluster !== undefined && { cluster }), IPv4: [], IPv6: [] };
        rows.push(row);
        if (key !== undefined) byTarget.set(key, row);
      }
      row[endpoint.addressType].push(endpoint);
    }
    return rows;
  });
}

/** Returns the key of an endpoint's target, whatever its uid; `undefined` if the endpoint has no target. */
export function targetKey({ target, cluster }: RoutableEndpoint): string | undefined {
  return target && JSON.stringify([cluster ?? '', target.kind, target.namespace, target.name]);
}

/**
 * Returns the endpoints of each target in the preferred family, and in the other if it has none in that. Every target keeps
 * at least one endpoint, so that there are as many targets as rows.
 *
 * @see docs/laws.md no family preference loses a target; docs/rules.md 9.11
 * @example
 * const endpoint = { address: '10.0.0.1', addressType: 'IPv4', port: 80, ready: true, serving: true, terminating: false } as const;
 * preferFamily(groupByTarget([endpoint]), 'IPv6').map(({ address }) => address) // => ['10.0.0.1']
 */
export function preferFamily(rows: readonly TargetRow[], family: AddressTypeLike): RoutableEndpoint[] {
  return enter('preferFamily', () => {
    if (family !== 'IPv4' && family !== 'IPv6') throw outOfRange(['family'], "'IPv4' or 'IPv6'", family);
    const [preferredFamily, other] = family === 'IPv4' ? (['IPv4', 'IPv6'] as const) : (['IPv6', 'IPv4'] as const);
    return expectObjects(expectArray(rows, ['rows']), ['rows']).flatMap((row, index) => {
      const preferred = expectRoutableEndpoints(row[preferredFamily], ['rows', index, preferredFamily]);
      const others = expectRoutableEndpoints(row[other], ['rows', index, other]);
      return preferred.length > 0 ? preferred : others;
    });
  });
}
