import type { PodLike, ServiceLike, ServicePortLike } from '../model/core.ts';
import type { EndpointPortLike } from '../model/endpoint-slice.ts';
import { keyOfPorts, type PortMapKey } from '../ports/port-map-key.ts';
import { portNumberOnPod, portsOnPod, targetOf } from '../ports/resolve-ports.ts';

/** The ports that some pods share. */
export interface PortSet {
  readonly key: PortMapKey;
  readonly ports: readonly EndpointPortLike[];
  /** The Service's ports that these pods lack. */
  readonly missing: readonly ServicePortLike[];
}

/**
 * Returns a function that finds the port set of a pod; pods with the same numbers get the same object.
 *
 * A Service with numeric targets has one set for all pods; only named targets are looked up pod by pod.
 */
export function createPortResolver(service: ServiceLike): (pod: PodLike) => PortSet {
  const named = (service.spec?.ports ?? []).filter((port) => typeof targetOf(port) === 'string');
  const sets = new Map<string, PortSet>();
  let last: PortSet | undefined;
  let lastNumbers = '';
  return (pod) => {
    let numbers = '';
    for (const port of named) numbers += `${portNumberOnPod(pod, port) ?? ''},`;
    if (last !== undefined && numbers === lastNumbers) return last;
    let set = sets.get(numbers);
    if (set === undefined) {
      const { ports, missing } = portsOnPod(service, pod);
      set = { key: keyOfPorts(ports), ports, missing };
      sets.set(numbers, set);
    }
    last = set;
    lastNumbers = numbers;
    return set;
  };
}
