import type { EndpointHints, EndpointHintsLike, EndpointLike } from '../model/endpoint-slice.ts';
import { isHintable } from '../zones/ready-endpoints.ts';

/** The hints that a ready endpoint should carry: the endpoint, and where it stands in its slice. */
export type HintsRule = (endpoint: EndpointLike, index: number) => EndpointHints | undefined;

/**
 * The hints that an endpoint should carry. The only place where this is decided, for "must this slice be written" as for
 * "what is written": an endpoint that is not ready carries none, any other what the rule of its strategy says.
 *
 * @see k8s.io/endpointslice/trafficdist, twice: in `needsUpdate` and in `update`; docs/rules.md 1.14.8
 */
export function wantedHints(endpoint: EndpointLike, index: number, rule: HintsRule): EndpointHints | undefined {
  return isHintable(endpoint) ? rule(endpoint, index) : undefined;
}

/** Traffic distribution to the endpoint's own zone. A zone that is there but empty is taken as it is, as upstream. */
export function sameZoneHints({ zone }: EndpointLike): EndpointHints | undefined {
  return typeof zone === 'string' ? { forZones: [{ name: zone }] } : undefined;
}

/** Traffic distribution to the endpoint's own node, and to its own zone for consumers that know no node hints. */
export function sameNodeHints(endpoint: EndpointLike): EndpointHints | undefined {
  const { nodeName } = endpoint;
  const hints = sameZoneHints(endpoint);
  return typeof nodeName === 'string' ? { ...hints, forNodes: [{ name: nodeName }] } : hints;
}

/** Whether hints are there exactly as wanted. An empty object is not the same as no hints; an empty list is. */
export function areHintsEqual(
  hints: EndpointHintsLike | null | undefined,
  wanted: EndpointHintsLike | null | undefined,
): boolean {
  if (hints === null || hints === undefined || wanted === null || wanted === undefined) {
    return (hints ?? undefined) === (wanted ?? undefined);
  }
  return areNamesEqual(hints.forZones, wanted.forZones) && areNamesEqual(hints.forNodes, wanted.forNodes);
}

type Names = EndpointHintsLike['forZones'];

function areNamesEqual(left: Names, right: Names): boolean {
  const leftCount = left?.length ?? 0;
  if (leftCount !== (right?.length ?? 0)) return false;
  for (let index = 0; index < leftCount; index += 1) {
    if (left?.[index]?.name !== right?.[index]?.name) return false;
  }
  return true;
}
