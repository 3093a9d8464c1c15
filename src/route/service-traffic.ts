import { enter } from '../internal/door.ts';
import { outOfRange, type Path, wrongType } from '../internal/invariant.ts';
import { expectArrayOrAbsent, expectObject, expectObjects, expectTextOrAbsent } from '../internal/expect.ts';
import { parseAddress } from '../address/parse-address.ts';
import type { ServiceLike } from '../model/core.ts';
import type { IPAddressType } from '../model/endpoint-slice.ts';

/** What of a Service and one of its ports decides where traffic may go. All absent: traffic within the cluster only. */
export interface ServiceTraffic {
  /** `Cluster` or `Local`; absent is `Cluster`. */
  readonly internalTrafficPolicy?: string | null | undefined;
  /** `Cluster` or `Local`; absent is `Cluster`. Counts only when the port is externally accessible. */
  readonly externalTrafficPolicy?: string | null | undefined;
  /** Whether the port has a node port, a load balancer address or an external IP. */
  readonly isExternallyAccessible?: boolean | null | undefined;
}

/** Which port of a Service, and which family. */
export interface TrafficQuestion {
  /** The port's name; `''` for the only port, unnamed. */
  readonly port: string;
  readonly addressType: IPAddressType;
}

/**
 * The facts of a Service that `categorizeEndpoints` wants, for one of its ports and one family: the policies, and whether the
 * port has a node port, the Service an external IP, or its load balancer an address that nodes answer for (`ipMode` other
 * than `Proxy`). The external policy counts only for types NodePort and LoadBalancer, or with external IPs.
 *
 * @throws RangeError if the Service has no port of that name
 * @see kubernetes pkg/proxy BaseServicePortInfo, ExternallyAccessible; docs/rules.md 4.4.2
 * @example
 * const service = { spec: { type: 'NodePort', externalTrafficPolicy: 'Local', ports: [{ port: 80, nodePort: 30080 }] } };
 * readTraffic(service, { port: '', addressType: 'IPv4' })
 * // => { internalTrafficPolicy: 'Cluster', externalTrafficPolicy: 'Local', isExternallyAccessible: true }
 */
export function readTraffic(service: ServiceLike, question: TrafficQuestion): ServiceTraffic {
  return enter('readTraffic', () => {
    const { addressType } = expectObject(question, ['question']);
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
 * Returns the policy of a Service that counts for its traffic. The external one counts only for types NodePort and
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

/** An argument that must say what decides where traffic may go. */
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
