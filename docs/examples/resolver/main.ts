import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import {
  applyWatchEvent,
  chooseEndpoints,
  diffEndpoints,
  type EndpointSliceCache,
  emptyCache,
  formatServicePort,
  type RoutableEndpoint,
  type WatchEvent,
} from 'endpointslice';

// A client-side resolver: reads a watch, one event a line, and prints what changed and what a client should use by now,
// each pod in one family (IPv4, unless it has only the other).
// kubectl get --raw '/apis/discovery.k8s.io/v1/namespaces/shop/endpointslices?watch=1' | npx tsx main.ts zone-a

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
    const next = applyWatchEvent(cache, JSON.parse(line) as WatchEvent);
    if (next.relist) throw new Error('the watch is over: list again, and call replaceSlices');
    for (const { object, message } of next.notices) print(`! ${object.namespace}/${object.name}: ${message}`);
    for (const { servicePort, added, removed, updated } of diffEndpoints(cache, next.cache)) {
      const { port, protocol } = servicePort;
      const choice = chooseEndpoints(next.cache, { service: servicePort, port, protocol, from: { zone } });
      print(`${formatServicePort(servicePort)}: use ${choice.endpoints.length} (${choice.tier})`);
      for (const endpoint of removed) print(`  - ${textOf(endpoint)}`);
      for (const endpoint of added) print(`  + ${textOf(endpoint)}`);
      for (const { after } of updated) print(`  ~ ${textOf(after)}`);
    }
    cache = next.cache;
  }
  return cache;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await resolve(createInterface({ input: process.stdin }), process.argv[2], console.log);
}
