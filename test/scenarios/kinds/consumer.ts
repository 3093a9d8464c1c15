import {
  applyWatchEvent,
  categorizeEndpoints,
  type CacheUpdate,
  type DuplicatePolicy,
  diffEndpoints,
  type EndpointSliceCache,
  type EndpointSliceLike,
  emptyCache,
  formatEndpoint,
  formatServicePort,
  listEndpoints,
  listServicePorts,
  type Notice,
  type RoutableEndpoint,
  type RoutingLocation,
  replaceSlices,
  type ServiceTraffic,
  type WatchEvent,
} from 'endpointslice';
import { linesOf, noticeLine, type ScenarioKind } from './kind.ts';

interface ConsumerOptions {
  /** Where the client is. */
  readonly location?: RoutingLocation;
  /** What the Service says of its port. */
  readonly traffic?: ServiceTraffic;
  readonly policy?: DuplicatePolicy;
}

/** An event of a watch, or `LIST` with a list of slices. */
interface ConsumerEvent {
  readonly type: 'LIST' | 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK';
  readonly object: EndpointSliceLike & { readonly items?: readonly EndpointSliceLike[] };
}

/** Events of slices, what each of them changes, what is listed in the end, and what a client at a location uses. */
export const consumer: ScenarioKind = {
  given: ['options', 'events'],
  answered: ['changes', 'endpoints', 'choice'],
  answer({ options, events }) {
    const { location = {}, traffic = {}, policy } = (options ?? {}) as ConsumerOptions;
    let cache = emptyCache;
    const changes = (events as readonly ConsumerEvent[]).flatMap((event, index) => {
      const update = applyEvent(cache, event);
      const lines = changeLines(cache, update.cache, policy);
      cache = update.cache;
      const name = event.object.metadata?.name;
      return [
        `${index + 1} ${event.type}${name === undefined ? '' : ` ${name}`}`,
        ...noticesAndChanges(update.notices, lines),
      ];
    });
    const servicePorts = listServicePorts(cache);
    const listed = servicePorts.flatMap((servicePort) => {
      const { endpoints, losers } = listEndpoints(cache, servicePort, { policy });
      return [
        formatServicePort(servicePort),
        ...endpoints.map((endpoint) => `  ${endpointText(endpoint)}`),
        ...losers.map(
          ({ endpoint, slice, reason }) => `  lost (${reason}) in ${slice.name}: ${endpointText(endpoint)}`,
        ),
      ];
    });
    const choice = servicePorts.flatMap((servicePort) =>
      (['IPv4', 'IPv6'] as const).flatMap((addressType) => {
        const { endpoints: ofFamily } = listEndpoints(cache, servicePort, { addressType, policy });
        if (ofFamily.length === 0) return [];
        const chosen = categorizeEndpoints({ endpoints: ofFamily, traffic, from: location });
        const refused = chosen.notStricter.map(({ mode, reason }) => `${mode}: ${reason}`).join(', ');
        return [
          `${formatServicePort(servicePort)} ${addressType}, mode ${chosen.mode}${refused === '' ? '' : ` (not ${refused})`}`,
          ...chosenLine('cluster', chosen.cluster, chosen.clusterTier),
          ...chosenLine('local', chosen.local, chosen.localTier),
          ...(chosen.draining.length === 0 ? [] : [`  draining: ${addressesText(chosen.draining)}`]),
        ];
      }),
    );
    return { changes: linesOf(changes), endpoints: linesOf(listed), choice: linesOf(choice) };
  },
};

/** Hands an event to the function that docs/consumer.md names for it. */
function applyEvent(cache: EndpointSliceCache, event: ConsumerEvent): CacheUpdate {
  if (event.type !== 'LIST') return applyWatchEvent(cache, event as WatchEvent);
  const { items = [], metadata } = event.object;
  return replaceSlices(cache, items, { resourceVersion: metadata?.resourceVersion ?? '' });
}

function changeLines(
  before: EndpointSliceCache,
  after: EndpointSliceCache,
  policy: DuplicatePolicy | undefined,
): string[] {
  return diffEndpoints(before, after, { policy }).flatMap(({ servicePort, added, removed, updated }) => [
    `  ${formatServicePort(servicePort)}`,
    ...added.map((endpoint) => `    + ${endpointText(endpoint)}`),
    ...removed.map((endpoint) => `    - ${endpointText(endpoint)}`),
    ...updated.map((endpoint) => `    ~ ${endpointText(endpoint.after)}`),
  ]);
}

function noticesAndChanges(notices: readonly Notice[], changes: readonly string[]): string[] {
  return [...notices.map((notice) => `  ${noticeLine(notice)}`), ...(changes.length === 0 ? ['  no change'] : changes)];
}

function chosenLine(name: string, endpoints: readonly RoutableEndpoint[] | undefined, tier: string): string[] {
  if (endpoints === undefined) return [];
  return [`  ${name}: ${endpoints.length === 0 ? 'no endpoint' : `${addressesText(endpoints)} (${tier})`}`];
}

/** An endpoint in one line, as plans show it, with its port. */
function endpointText(endpoint: RoutableEndpoint): string {
  const { address, ready, serving, terminating, target, zoneHints = [], nodeHints = [], nodeName, zone } = endpoint;
  const text = formatEndpoint({
    addresses: [address],
    conditions: { ready, serving, terminating },
    targetRef: target,
    nodeName,
    zone,
    hints: { forZones: zoneHints.map((name) => ({ name })), forNodes: nodeHints.map((name) => ({ name })) },
  });
  return `${addressText(endpoint)}${text.slice(address.length)}`;
}

function addressText({ address, addressType, port }: RoutableEndpoint): string {
  return addressType === 'IPv6' ? `[${address}]:${port}` : `${address}:${port}`;
}

function addressesText(endpoints: readonly RoutableEndpoint[]): string {
  return endpoints.map(addressText).join(' ');
}
