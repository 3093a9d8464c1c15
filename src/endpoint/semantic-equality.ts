import equal from 'fast-deep-equal';
import { compareText } from '../internal/compare.ts';
import type { EndpointLike, EndpointPortLike } from '../model/endpoint-slice.ts';
import type { StringMapLike } from '../model/meta.ts';
import { copyEndpoint, copyStringMap } from './copy.ts';

/**
 * Whether an update changes nothing about endpoints, as the API server means it: absent and empty lists and maps are the
 * same; absent and empty objects and texts are not, but where the API has no way to tell them apart.
 *
 * For the one comparison that an update needs, not for a hot path.
 *
 * @see apimachinery Semantic.DeepEqual; semantics 0.2.1
 */
export function areSameEndpoints(left: readonly EndpointLike[], right: readonly EndpointLike[]): boolean {
  return left.length === right.length && equal(left.map(comparableEndpoint), right.map(comparableEndpoint));
}

/** Whether two lists hold the same ports in the same order. */
export function areSamePorts(left: readonly EndpointPortLike[], right: readonly EndpointPortLike[]): boolean {
  return equal(left.map(comparablePort), right.map(comparablePort));
}

/** Whether two maps have the same entries; an absent map has none. */
export function isSameMap(left: StringMapLike | null | undefined, right: StringMapLike | null | undefined): boolean {
  return equal(sortedEntries(left), sortedEntries(right));
}

function comparableEndpoint(endpoint: EndpointLike): object {
  const { conditions, targetRef, deprecatedTopology, hints, ...texts } = copyEndpoint(endpoint);
  return {
    ...texts,
    conditions: { ...conditions },
    // The API's reference has no absent texts.
    targetRef: targetRef && sortedEntries({ ...targetRef }).filter(([, text]) => text !== ''),
    deprecatedTopology: sortedEntries(deprecatedTopology),
    hints: hints && { forZones: hints.forZones ?? [], forNodes: hints.forNodes ?? [] },
  };
}

function comparablePort({ name, protocol, port, appProtocol }: EndpointPortLike): readonly unknown[] {
  return [name ?? null, protocol ?? null, port ?? null, appProtocol ?? null];
}

/** The entries of a map as a list: a key such as `valueOf` must not be taken for a method when comparing. */
function sortedEntries(map: StringMapLike | null | undefined): [string, string][] {
  return Object.entries(copyStringMap(map ?? {})).sort(([left], [right]) => compareText(left, right));
}
