/** Resolves the ports of a Service to the numbers that a pod serves. */

import { enter } from '../internal/door.ts';
import { expectObject } from '../internal/expect.ts';
import type { ContainerLike, PodLike, ServiceLike, ServicePortLike } from '../model/core.ts';
import type { EndpointPort, Protocol } from '../model/endpoint-slice.ts';
import { checkContainers } from './check-containers.ts';
import { checkServicePort, checkServicePorts } from './check-ports.ts';

/** The ports of a Service on one pod. */
export interface ResolvedPorts {
  /** In the order of the Service. */
  readonly ports: EndpointPort[];
  /** The Service's ports whose named target this pod lacks. */
  readonly missing: readonly ServicePortLike[];
}

/**
 * Returns the ports of a Service as one pod serves them: name, protocol and appProtocol are the Service's, the number the
 * pod's.
 *
 * A port whose named target the pod lacks is left out and listed as missing. A Service without ports gives an empty list.
 * The API server's defaults for absent fields apply here too: protocol TCP, and the port as its own target. A target of 0 or
 * `''` and a protocol `''` count as absent.
 *
 * @see k8s.io/endpointslice getEndpointPorts; docs/rules.md 1.3.1, 1.3.2, 1.3.5
 * @example
 * const pod = { spec: { containers: [{ ports: [{ name: 'web', containerPort: 8080, protocol: 'TCP' }] }] } };
 * resolvePorts({ spec: { ports: [{ name: 'http', protocol: 'TCP', port: 80, targetPort: 'web' }] } }, pod).ports
 * // => [{ name: 'http', protocol: 'TCP', port: 8080 }]
 */
export function resolvePorts(service: ServiceLike, pod: PodLike): ResolvedPorts {
  return enter('resolvePorts', () => {
    const { spec } = expectObject(service, ['service']);
    checkServicePorts(expectObject(spec ?? {}, ['service', 'spec']).ports);
    checkContainers(expectObject(pod, ['pod']), ['pod']);
    return portsOnPod(service, pod);
  });
}

/** Returns what `resolvePorts` returns, for a Service and a pod that were checked before. */
export function portsOnPod(service: ServiceLike, pod: PodLike): ResolvedPorts {
  const ports: EndpointPort[] = [];
  const missing: ServicePortLike[] = [];
  for (const servicePort of service.spec?.ports ?? []) {
    const number = portNumberOnPod(pod, servicePort);
    if (number === undefined) missing.push(servicePort);
    else ports.push(endpointPort(servicePort, number));
  }
  return { ports, missing };
}

/**
 * Returns the number of a Service port on a pod, or `undefined` if the pod has no such port.
 *
 * A numeric target is the number itself; without a target, or with 0 or `''`, it is the Service port's own. A name is looked
 * up, with the Service port's protocol, in the containers in order, then in init containers that restart always (sidecars).
 * A name made of digits is still a name.
 *
 * @see k8s.io/endpointslice FindPort; docs/rules.md 1.3.3, 1.3.4
 * @example
 * findPort({ spec: { containers: [] } }, { port: 80, targetPort: 8080 }) // => 8080
 * findPort({ spec: { containers: [] } }, { port: 80, targetPort: 'web' }) // => undefined
 */
export function findPort(pod: PodLike, servicePort: ServicePortLike): number | undefined {
  return enter('findPort', () => {
    checkContainers(expectObject(pod, ['pod']), ['pod']);
    checkServicePort(expectObject(servicePort, ['servicePort']), ['servicePort']);
    return portNumberOnPod(pod, servicePort);
  });
}

/** Returns what `findPort` returns, for a pod and a port that were checked before. */
export function portNumberOnPod(pod: PodLike, servicePort: ServicePortLike): number | undefined {
  const target = targetOf(servicePort);
  if (typeof target === 'number') return target;
  const protocol = protocolOf(servicePort);
  return (
    findContainerPort(pod.spec?.containers ?? [], target, protocol, isAnyContainer) ??
    findContainerPort(pod.spec?.initContainers ?? [], target, protocol, isSidecar)
  );
}

/**
 * Returns the target of a Service port: a number, or the name of a container port. With 0 and `''` the port itself is the
 * target.
 */
export function targetOf(servicePort: ServicePortLike): number | string {
  const { targetPort } = servicePort;
  const target = typeof targetPort === 'object' ? targetPort?.value : targetPort;
  return target === undefined || target === 0 || target === '' ? servicePort.port : target;
}

/** Returns the protocol of a Service or container port; an empty one counts as absent, which means `TCP`. */
export function protocolOf(port: { readonly protocol?: string | null | undefined }): string {
  const protocol = port.protocol ?? '';
  return protocol === '' ? 'TCP' : protocol;
}

/** Returns one port of a slice: a Service port with the number that it has on some pods. */
function endpointPort(servicePort: ServicePortLike, number: number): EndpointPort {
  const port: EndpointPort = {
    name: servicePort.name ?? '',
    protocol: protocolOf(servicePort) as Protocol,
    port: number,
  };
  if (servicePort.appProtocol !== null && servicePort.appProtocol !== undefined) {
    port.appProtocol = servicePort.appProtocol;
  }
  return port;
}

function isAnyContainer(): boolean {
  return true;
}

function isSidecar(container: ContainerLike): boolean {
  return container.restartPolicy === 'Always';
}

function findContainerPort(
  containers: readonly ContainerLike[],
  name: string,
  protocol: string,
  counts: (container: ContainerLike) => boolean,
): number | undefined {
  for (const container of containers) {
    if (!counts(container)) continue;
    for (const port of container.ports ?? []) {
      if ((port.name ?? '') === name && protocolOf(port) === protocol) return port.containerPort;
    }
  }
  return undefined;
}
