import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import {
  acceptBookmark,
  type CacheUpdate,
  chooseForClient,
  diffEndpoints,
  type EndpointSliceCache,
  type EndpointSliceLike,
  emptyCache,
  formatServicePort,
  listEndpoints,
  type RoutableEndpoint,
  removeSlice,
  setSlice,
} from 'endpointslice';

// A client-side resolver: reads a watch, one event a line, and prints what changed and what a client should use by now,
// each pod in one family (IPv4, unless it has only the other).
// kubectl get --raw '/apis/discovery.k8s.io/v1/namespaces/shop/endpointslices?watch=1' | npx tsx main.ts zone-a

type WatchEvent = { readonly type: string; readonly object: EndpointSliceLike };

function takeEvent(cache: EndpointSliceCache, { type, object }: WatchEvent): CacheUpdate {
  if (type === 'ADDED' || type === 'MODIFIED') return setSlice(cache, object);
  if (type === 'DELETED') return removeSlice(cache, object);
  const resourceVersion = object.metadata?.resourceVersion ?? '';
  if (type === 'BOOKMARK') return { cache: acceptBookmark(cache, { resourceVersion }), notices: [] };
  throw new Error(`the watch ended with ${type}: list again, and call replaceSlices`);
}

function textOf({ address, addressType, port, ready }: RoutableEndpoint): string {
  return `${addressType === 'IPv4' ? address : `[${address}]`}:${port}${ready ? '' : ' (not ready)'}`;
}

export async function resolve(
  lines: AsyncIterable<string> | Iterable<string>,
  zone: string | undefined,
  print: (line: string) => void,
): Promise<EndpointSliceCache> {
  let cache = emptyCache;
  for await (const line of lines) {
    const { cache: next, notices } = takeEvent(cache, JSON.parse(line) as WatchEvent);
    for (const { object, message } of notices) print(`! ${object.namespace}/${object.name}: ${message}`);
    for (const { servicePort, added, removed, updated } of diffEndpoints(cache, next)) {
      const { endpoints, tier } = chooseForClient(listEndpoints(next, servicePort).endpoints, { zone });
      print(`${formatServicePort(servicePort)}: use ${endpoints.length} (${tier})`);
      for (const endpoint of removed) print(`  - ${textOf(endpoint)}`);
      for (const endpoint of added) print(`  + ${textOf(endpoint)}`);
      for (const { after } of updated) print(`  ~ ${textOf(after)}`);
    }
    cache = next;
  }
  return cache;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await resolve(createInterface({ input: process.stdin }), process.argv[2], console.log);
}
