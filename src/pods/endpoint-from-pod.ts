import { expectFamily } from '../address/address-types.ts';
import { enter } from '../internal/door.ts';
import { conditionsOfPod } from '../conditions/derive-conditions.ts';
import { expectObject, expectTextOrAbsent } from '../internal/expect.ts';
import type { PodLike, ServiceLike } from '../model/core.ts';
import type { AddressTypeLike, Endpoint } from '../model/endpoint-slice.ts';
import { checkPod, podMetadata } from './check-pod.ts';
import { podAddressesOfType } from './pod-addresses.ts';
import { hostnameOfPod, podEndpointReader } from './pod-endpoint.ts';

/** Input of `endpointFromPod`. */
export interface EndpointFromPodInput {
  readonly pod: PodLike;
  /** The Service that the pod is an endpoint of. */
  readonly service: ServiceLike;
  /** The pod's addresses of this family become those of the endpoint: `'IPv4'` or `'IPv6'`. */
  readonly addressType: AddressTypeLike;
  /** The zone of the pod's node; absent if the node is unknown or has none. */
  readonly zone?: string | null | undefined;
}

/**
 * Returns the endpoint of a pod in slices of one address type, or `undefined` if the pod has no address of that type.
 *
 * Does not check whether the pod should be an endpoint (`shouldPodBeInEndpoints`) or whether its node is known. The result
 * is new. Cost: O(1) for a pod of few addresses.
 *
 * @throws RangeError if `addressType` is neither `'IPv4'` nor `'IPv6'`
 * @see k8s.io/endpointslice podToEndpoint; docs/rules.md 1.4
 * @example
 * const pod = {
 *   metadata: { namespace: 'shop', name: 'web-1', uid: 'p1' },
 *   spec: { nodeName: 'n1' },
 *   status: { podIPs: [{ ip: '10.0.0.1' }] },
 * };
 * endpointFromPod({ pod, service: {}, addressType: 'IPv6' }) // => undefined
 * endpointFromPod({ pod, service: {}, addressType: 'IPv4', zone: 'a' })
 * // => {
 * //   addresses: ['10.0.0.1'],
 * //   conditions: { ready: false, serving: false, terminating: false },
 * //   targetRef: { kind: 'Pod', namespace: 'shop', name: 'web-1', uid: 'p1' },
 * //   nodeName: 'n1', zone: 'a',
 * // }
 */
export function endpointFromPod(input: EndpointFromPodInput): Endpoint | undefined {
  return enter('endpointFromPod', () => {
    const { pod, service, addressType, zone } = expectObject(input, ['input']);
    const metadata = podMetadata(pod, ['pod']);
    checkPod(pod, ['pod']);
    expectObject(service, ['service']);
    const addresses = podAddressesOfType(pod, expectFamily(addressType, ['addressType']));
    if (addresses === undefined) return undefined;
    const only = typeof addresses === 'string';
    return podEndpointReader.toEndpoint({
      metadata,
      address: only ? addresses : (addresses[0] ?? ''),
      addresses: only ? undefined : addresses,
      nodeName: pod.spec?.nodeName ?? '',
      zone: expectTextOrAbsent(zone, ['zone']),
      hostname: hostnameOfPod(pod, service.metadata?.namespace ?? '', service.metadata?.name ?? ''),
      ...conditionsOfPod(pod, service),
    });
  });
}
