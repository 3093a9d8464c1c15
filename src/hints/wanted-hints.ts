import type { EndpointHints, EndpointHintsLike, EndpointLike } from '../model/endpoint-slice.ts';
import { isHintable } from '../zones/ready-endpoints.ts';

/** The rule of a strategy: returns the hints of a ready endpoint, given the endpoint and its index in its slice. */
export type HintsRule = (endpoint: EndpointLike, index: number) => EndpointHints | undefined;

/**
 * Returns the hints that an endpoint should carry: none if it is not ready, else those of its strategy's rule. The answer
 * decides both whether a slice must be written and what is written.
 *
 * @see k8s.io/endpointslice/trafficdist, twice: in `needsUpdate` and in `update`; docs/rules.md 1.14.8
 */
export function wantedHints(endpoint: EndpointLike, index: number, rule: HintsRule): EndpointHints | undefined {
  return isHintable(endpoint) ? rule(endpoint, index) : undefined;
}

/** Returns hints for the endpoint's own zone (traffic distribution). An empty zone is taken as it is, as upstream. */
export function sameZoneHints({ zone }: EndpointLike): EndpointHints | undefined {
  return typeof zone === 'string' ? { forZones: [{ name: zone }] } : undefined;
}

/** Returns hints for the endpoint's own node, and for its own zone for consumers that do not know node hints. */
export function sameNodeHints(endpoint: EndpointLike): EndpointHints | undefined {
  const { nodeName } = endpoint;
  const hints = sameZoneHints(endpoint);
  return typeof nodeName === 'string' ? { ...hints, forNodes: [{ name: nodeName }] } : hints;
}

/**
 * Returns whether hints are exactly as wanted. An empty object differs from absent hints; an empty list equals an absent
 * one.
 */
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
