/** Converts slices between v1 and v1beta1. */

import { enter } from '../internal/door.ts';
import { copySlice } from '../slice/copy-slice.ts';
import type { EndpointSlice, EndpointSliceLike } from '../model/endpoint-slice.ts';
import type { EndpointSliceV1beta1, EndpointSliceV1beta1Like } from '../model/endpoint-slice-v1beta1.ts';
import { moveTopologyIn, moveTopologyOut } from '../endpoint/endpoint-topology.ts';

/**
 * Returns the v1 form of a v1beta1 slice as a new object; only the topology of the endpoints changes.
 *
 * The zone moves from the topology map to its own field. The hostname key is removed if `nodeName` has the same value. The
 * rest becomes `deprecatedTopology`; an empty map becomes no map. `nodeName` is never derived from the topology.
 *
 * @throws TypeError if a field that is read has another type; the error names it
 * @see kubernetes pkg/apis/discovery/v1beta1 Convert_v1beta1_Endpoint_To_discovery_Endpoint; docs/rules.md 6.2
 * @example
 * convertFromV1beta1({
 *   addressType: 'IPv4',
 *   endpoints: [{ addresses: ['10.0.0.1'], topology: { 'topology.kubernetes.io/zone': 'a', rack: '7' } }],
 * }).endpoints // => [{ addresses: ['10.0.0.1'], deprecatedTopology: { rack: '7' }, zone: 'a' }]
 */
export function convertFromV1beta1(slice: EndpointSliceV1beta1Like): EndpointSlice {
  return enter('convertFromV1beta1', () => {
    const copy = copySlice(slice);
    return { ...copy, endpoints: copy.endpoints.map(moveTopologyOut) };
  });
}

/**
 * Returns the v1beta1 form of a v1 slice as a new object; only the topology of the endpoints changes.
 *
 * Zone and node name are written into the topology map, the node name only if the map has no hostname. `nodeName` is kept
 * too. An endpoint with none of the three gets no map.
 *
 * @throws TypeError if a field that is read has another type; the error names it
 * @see kubernetes pkg/apis/discovery/v1beta1 Convert_discovery_Endpoint_To_v1beta1_Endpoint; docs/rules.md 6.3
 * @example
 * convertToV1beta1({ addressType: 'IPv4', endpoints: [{ addresses: ['10.0.0.1'], zone: 'a' }] }).endpoints
 * // => [{ addresses: ['10.0.0.1'], topology: { 'topology.kubernetes.io/zone': 'a' } }]
 */
export function convertToV1beta1(slice: EndpointSliceLike): EndpointSliceV1beta1 {
  return enter('convertToV1beta1', () => {
    const copy = copySlice(slice);
    return { ...copy, apiVersion: 'discovery.k8s.io/v1beta1', endpoints: copy.endpoints.map(moveTopologyIn) };
  });
}
