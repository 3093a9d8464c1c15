import { enter } from '../internal/door.ts';
import { outOfRange, type Path, wrongType } from '../internal/invariant.ts';
import { expectArrayOrAbsent, expectObject, expectObjects, expectTextOrAbsent } from '../internal/expect.ts';
import { parseAddress } from '../address/parse-address.ts';
import type { ServiceLike } from '../model/core.ts';
import type { IPAddressType } from '../model/endpoint-slice.ts';

/** What of a Service and one of its ports decides where traffic may go. All absent: traffic within the cluster only. */
export interface ServicePortTraffic {
  /** `Cluster` or `Local`; absent is `Cluster`. */
  readonly internalTrafficPolicy?: string | null | undefined;
  /** `Cluster` or `Local`; absent is `Cluster`. Counts only when the port is externally accessible. */
  readonly externalTrafficPolicy?: string | null | undefined;
  /** Whether the port has a node port, a load balancer address or an external IP. */
  readonly isExternallyAccessible?: boolean | null | undefined;
}

/**
 * The facts of a Service that `chooseEndpoints` wants, for one of its ports and one family: the policies, and whether the
 * port has a node port, the Service an external IP, or its load balancer an address that nodes answer for (`ipMode` other
 * than `Proxy`). The external policy counts only for types NodePort and LoadBalancer, or with external IPs.
 *
 * @throws RangeError if the Service has no port of that name
 * @see kubernetes pkg/proxy BaseServicePortInfo, ExternallyAccessible; docs/rules.md 4.4.2
 * @example
 * const service = { spec: { type: 'NodePort', externalTrafficPolicy: 'Local', ports: [{ port: 80, nodePort: 30080 }] } };
 * readServicePortTraffic(service, { portName: '', addressType: 'IPv4' })
 * // => { internalTrafficPolicy: 'Cluster', externalTrafficPolicy: 'Local', isExternallyAccessible: true }
 */
export function readServicePortTraffic(
  service: ServiceLike,
  question: { readonly portName: string; readonly addressType: IPAddressType },
): ServicePortTraffic {
  return enter('readServicePortTraffic', () => {
    const { portName, addressType } = expectObject(question, ['question']);
    const spec = expectObject(expectObject(service, ['service']).spec ?? {}, ['service', 'spec']);
    const ports = expectObjects(spec.ports, ['service', 'spec', 'ports']);
    const port = ports.find((candidate) => (candidate.name ?? '') === portName);
    if (port === undefined) {
      throw outOfRange(['question', 'portName'], 'the name of a port of the Service', portName);
    }
    const isOfFamily = (address: string | null | undefined): boolean =>
      typeof address === 'string' && parseAddress(address)?.family === addressType;
    const externalIPs = expectArrayOrAbsent(spec.externalIPs, ['service', 'spec', 'externalIPs']);
    const isPolicyOfType = spec.type === 'NodePort' || spec.type === 'LoadBalancer' || externalIPs.length > 0;
    const ingress = expectObjects(service.status?.loadBalancer?.ingress, [
      'service',
      'status',
      'loadBalancer',
      'ingress',
    ]);
    for (const field of ['internalTrafficPolicy', 'externalTrafficPolicy'] as const) {
      expectTextOrAbsent(spec[field], ['service', 'spec', field]);
    }
    return {
      internalTrafficPolicy: spec.internalTrafficPolicy ?? 'Cluster',
      externalTrafficPolicy: isPolicyOfType ? (spec.externalTrafficPolicy ?? 'Cluster') : 'Cluster',
      isExternallyAccessible:
        (port.nodePort ?? 0) !== 0 ||
        externalIPs.some(isOfFamily) ||
        ingress.some(({ ip, ipMode }) => ipMode !== 'Proxy' && isOfFamily(ip)),
    };
  });
}

/** An argument that must say what decides where traffic may go. */
export function expectTraffic(traffic: ServicePortTraffic, path: Path): ServicePortTraffic {
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
