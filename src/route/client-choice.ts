import type { RoutableEndpoint } from '../model/routable-endpoint.ts';
import type { IPAddressType } from '../model/endpoint-slice.ts';
import { type EndpointTier, isServingAndTerminating } from './categorize-endpoints.ts';
import { targetKey } from './group-by-target.ts';
import { isForLocation, type RoutingLocation, type TopologyVerdict, verdictOf } from './topology-mode.ts';

/**
 * The endpoints that a client should balance over. The mode is that of the preferred family, if any of its endpoints is
 * usable.
 */
export interface ClientChoice extends TopologyVerdict {
  /** In the order of the given endpoints; of each target in one family only. */
  readonly endpoints: readonly RoutableEndpoint[];
  /** The share of each endpoint; all are equal and add up to 1. It is 0 if there is no endpoint. */
  readonly weight: number;
  /** The conditions of `endpoints`. */
  readonly tier: EndpointTier;
  /** Endpoints of either family that still serve but get no new requests: for existing connections. */
  readonly draining: readonly RoutableEndpoint[];
}

/**
 * Chooses the endpoints that a client at a location should use, among checked endpoints of both families: those that
 * kube-proxy would use for the Service's cluster IP there, with equal weights. A client with an unknown location gets all
 * ready ones.
 *
 * Each family is judged by its own hints, so that missing hints in one switch off nothing in the other. A target (as in
 * `groupByTarget`) that is usable in the preferred family is left to that family; any other, to the other family. So each
 * target is chosen at most once, and is missing only if the hints of its family leave it out. Usable are ready endpoints; if
 * there is none in either family, those that are terminating and serving. Cost: O(n).
 *
 * @see kubernetes pkg/proxy CategorizeEndpoints; docs/rules.md 4.4.3, 4.4.4
 */
export function chooseForClient(
  endpoints: readonly RoutableEndpoint[],
  location: RoutingLocation,
  { preferredFamily = 'IPv4' }: { readonly preferredFamily?: IPAddressType | undefined } = {},
): ClientChoice {
  const ready = endpoints.filter((endpoint) => endpoint.ready);
  const fallback = endpoints.filter(isServingAndTerminating);
  const usable = ready.length > 0 ? ready : fallback;
  const isPreferred = ({ addressType }: RoutableEndpoint): boolean => addressType === preferredFamily;
  const isPreferredThere = usable.some(isPreferred);
  // The family that leads: the preferred one, or the only one there is.
  const leads = (endpoint: RoutableEndpoint): boolean => isPreferred(endpoint) === isPreferredThere;
  const leading = usable.filter(leads);
  const others = leading.length === usable.length ? [] : usable.filter((endpoint) => !leads(endpoint));
  // Hints apply to ready endpoints only.
  const verdict = verdictOf(ready.length > 0 ? leading : [], location);
  const otherVerdict = verdictOf(ready.length > 0 ? others : [], location);
  const decided = new Set(others.length > 0 ? leading.map(targetKey) : []);
  const chosen = usable.filter((endpoint) => {
    if (leads(endpoint)) return isForLocation(endpoint, verdict.mode, location);
    if (endpoint.target !== undefined && decided.has(targetKey(endpoint))) return false;
    return isForLocation(endpoint, otherVerdict.mode, location);
  });
  return {
    ...verdict,
    endpoints: chosen,
    weight: chosen.length === 0 ? 0 : 1 / chosen.length,
    tier: ready.length > 0 ? 'ready' : fallback.length > 0 ? 'terminating' : 'none',
    draining: ready.length > 0 ? fallback : [],
  };
}
