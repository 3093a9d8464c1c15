/** Moves the topology of an endpoint between the forms of v1 and v1beta1. */

import { copyPlain, ownField, setField } from '../internal/plain-object.ts';
import type { Endpoint, EndpointLike } from '../model/endpoint-slice.ts';
import type { EndpointV1beta1, EndpointV1beta1Like } from '../model/endpoint-slice-v1beta1.ts';
import { LABEL_HOSTNAME, LABEL_ZONE } from '../model/labels.ts';
import type { StringMap } from '../model/meta.ts';

/** Returns the v1 form of one v1beta1 endpoint (rule 6.2). Shares with it everything except topology and zone. */
export function moveTopologyOut(endpoint: EndpointV1beta1Like): Endpoint {
  const { topology, ...rest } = endpoint as EndpointV1beta1;
  const moved: Endpoint = { ...rest };
  if (topology === undefined) return moved;
  const zone = ownField(topology, LABEL_ZONE);
  const hostname = ownField(topology, LABEL_HOSTNAME);
  const left: StringMap = {};
  for (const key of Object.keys(topology)) {
    if (key === LABEL_ZONE || (key === LABEL_HOSTNAME && hostname === moved.nodeName)) continue;
    setField(left, key, topology[key] as string);
  }
  if (Object.keys(left).length > 0) moved.deprecatedTopology = left;
  if (zone !== undefined) moved.zone = zone;
  return moved;
}

/** Returns the v1beta1 form of one v1 endpoint (rule 6.3). Shares with it everything except topology and zone. */
export function moveTopologyIn(endpoint: EndpointLike): EndpointV1beta1 {
  const { deprecatedTopology, zone, ...moved } = endpoint as Endpoint;
  const { nodeName } = moved;
  if (deprecatedTopology === undefined && zone === undefined && nodeName === undefined) return moved;
  const topology = copyPlain(deprecatedTopology ?? {}, ['slice', 'endpoints']) as StringMap;
  if (zone !== undefined) topology[LABEL_ZONE] = zone;
  if (nodeName !== undefined && (ownField(topology, LABEL_HOSTNAME) ?? '') === '') topology[LABEL_HOSTNAME] = nodeName;
  return { ...moved, topology };
}
