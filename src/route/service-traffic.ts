/** Reads from a Service where the traffic of a port may go. */

import { enter } from '../internal/door.ts';
import { outOfRange, type Path, wrongType } from '../internal/invariant.ts';
import { expectArrayOrAbsent, expectObject, expectObjects, expectTextOrAbsent } from '../internal/expect.ts';
import { expectFamily } from '../address/address-types.ts';
import { parseAddress } from '../address/parse-address.ts';
import type { ServiceLike } from '../model/core.ts';
import type { AddressTypeLike } from '../model/endpoint-slice.ts';

/**
 * The facts of a Service and one of its ports that decide where traffic may go. If all are absent, traffic stays within the
 * cluster.
 */
export interface ServiceTraffic {
  /** `Cluster` or `Local`; absent means `Cluster`. */
  readonly internalTrafficPolicy?: string | null | undefined;
  /** `Cluster` or `Local`; absent means `Cluster`. Applies only if the port is externally accessible. */
  readonly externalTrafficPolicy?: string | null | undefined;
  /** Whether the port has a node port, a load balancer address or an external IP; default false. */
  readonly isExternallyAccessible?: boolean | null | undefined;
}

/** Input of `readTraffic`: a port of a Service, and a family. */
export interface TrafficQuestion {
  /** The port's name; `''` for a port without one. */
  readonly port: string;
  /** `'IPv4'` or `'IPv6'`. */
  readonly addressType: AddressTypeLike;
}

/**
 * Reads the facts of a Service that `categorizeEndpoints` needs, for one of its ports and one family: the policies, and
 * whether the port is externally accessible. It is if it has a node port, or if the Service has an external IP or a load
 * balancer with an address that nodes answer for (`ipMode` other than `Proxy`). The external policy applies only to types
 * NodePort and LoadBalancer, or with external IPs.
 *
 * @throws RangeError if the Service has no port of that name, or the question asks for another family than IPv4 or IPv6
 * @see kubernetes pkg/proxy BaseServicePortInfo, ExternallyAccessible; docs/rules.md 4.4.2
 * @example
 * const service = { spec: { type: 'NodePort', externalTrafficPolicy: 'Local', ports: [{ port: 80, nodePort: 30080 }] } };
 * readTraffic(service, { port: '', addressType: 'IPv4' })
 * // => { internalTrafficPolicy: 'Cluster', externalTrafficPolicy: 'Local', isExternallyAccessible: true }
 */
export function readTraffic(service: ServiceLike, question: TrafficQuestion): ServiceTraffic {
  return enter('readTraffic', () => {
    const addressType = expectFamily(expectObject(question, ['question']).addressType, ['question', 'addressType']);
    const spec = expectObject(expectObject(service, ['service']).spec ?? {}, ['service', 'spec']);
    const ports = expectObjects(spec.ports, ['service', 'spec', 'ports']);
    const port = ports.find((candidate) => (candidate.name ?? '') === question.port);
    if (port === undefined) {
      throw outOfRange(['question', 'port'], 'the name of a port of the Service', question.port);
    }
    const isOfFamily = (address: string | null | undefined): boolean =>
      typeof address === 'string' && parseAddress(address)?.family === addressType;
    const { internal, external } = readPolicies(spec, ['service']);
    const externalIPs = spec.externalIPs ?? [];
    const ingress = expectObjects(service.status?.loadBalancer?.ingress, [
      'service',
      'status',
      'loadBalancer',
      'ingress',
    ]);
    return {
      internalTrafficPolicy: internal,
      externalTrafficPolicy: external,
      isExternallyAccessible:
        (port.nodePort ?? 0) !== 0 ||
        externalIPs.some(isOfFamily) ||
        ingress.some(({ ip, ipMode }) => ipMode !== 'Proxy' && isOfFamily(ip)),
    };
  });
}

/**
 * Returns the policy of a Service that applies to its traffic. The external one applies only to types NodePort and
 * LoadBalancer, or with external IPs.
 */
export function policyOfTraffic(
  service: ServiceLike,
  traffic: 'internal' | 'external',
  path: Path,
): 'Cluster' | 'Local' {
  const { internal, external } = readPolicies(expectObject(service.spec ?? {}, [...path, 'spec']), path);
  return (traffic === 'internal' ? internal : external) === 'Local' ? 'Local' : 'Cluster';
}

function readPolicies(
  spec: NonNullable<ServiceLike['spec']>,
  path: Path,
): { readonly internal: string; readonly external: string } {
  const externalIPs = expectArrayOrAbsent(spec.externalIPs, [...path, 'spec', 'externalIPs']);
  for (const field of ['type', 'internalTrafficPolicy', 'externalTrafficPolicy'] as const) {
    expectTextOrAbsent(spec[field], [...path, 'spec', field]);
  }
  const isExternal = spec.type === 'NodePort' || spec.type === 'LoadBalancer' || externalIPs.length > 0;
  return {
    internal: spec.internalTrafficPolicy ?? 'Cluster',
    external: isExternal ? (spec.externalTrafficPolicy ?? 'Cluster') : 'Cluster',
  };
}

/** Throws unless `traffic` has the fields of `ServiceTraffic`; returns it. */
export function expectTraffic(traffic: ServiceTraffic, path: Path): ServiceTraffic {
  const { internalTrafficPolicy, externalTrafficPolicy, isExternallyAccessible } = expectObject(traffic, path);
  for (const [field, value] of Object.entries({ internalTrafficPolicy, externalTrafficPolicy })) {
    const isText = value === undefined || value === null || typeof value === 'string';
    if (!isText) throw wrongType([...path, field], 'a string', value);
  }
  const isFlag =
    isExternallyAccessible === undefined ||
    isExternallyAccessible === null ||
    typeof isExternallyAccessible === 'boolean';
  if (!isFlag) throw wrongType([...path, 'isExternallyAccessible'], 'a boolean', isExternallyAccessible);
  return traffic;
}
