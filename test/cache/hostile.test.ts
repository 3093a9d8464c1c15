import * as library from 'endpointslice';
import { describe, expect, test } from 'vitest';
import { deepFreeze } from '../support/deep-freeze.ts';
import { pod, sliceOf, webHttp } from '../support/slice-of.ts';
import { pathsIn, withValueAt, wrongValues } from '../support/wrong-values.ts';

// Thousands of errors are made here; their stacks are of no interest, and slow.
Error.stackTraceLimit = 0;

const slice = sliceOf({
  uid: 'u',
  version: 7,
  annotations: { note: 'x' },
  endpoints: [
    {
      addresses: ['10.0.0.1', '10.0.0.2'],
      conditions: { ready: true, serving: true, terminating: false },
      nodeName: 'n1',
      zone: 'a',
      hostname: 'h',
      targetRef: pod('p', 'u'),
      hints: { forZones: [{ name: 'a' }], forNodes: [{ name: 'n1' }] },
    },
    '10.0.0.3',
  ],
});
const { cache } = library.setSlice(library.emptyCache, slice);
const { endpoints } = library.listEndpoints(cache, webHttp);
const changes = [
  ...library.diffEndpoints(library.emptyCache, cache),
  ...library
    .diffEndpoints(cache, library.emptyCache)
    .map((one) => ({ ...one, servicePort: { ...webHttp, service: 'b' } })),
  {
    servicePort: { ...webHttp, service: 'c' },
    added: [],
    removed: [],
    updated: [{ before: endpoints[0], after: endpoints[1] }],
  },
];
const service = {
  spec: {
    type: 'NodePort',
    internalTrafficPolicy: 'Local',
    externalTrafficPolicy: 'Local',
    externalIPs: ['192.0.2.1'],
    ports: [{ name: 'http', port: 80, nodePort: 30080 }],
  },
  status: { loadBalancer: { ingress: [{ ip: '192.0.2.9', ipMode: 'VIP' }] } },
};
const location = { nodeName: 'n1', zone: 'a' };

/** Arguments of every public function of the consumer's side, right ones. Caches are not taken apart: they are opaque. */
const calls: readonly { readonly name: keyof typeof library; readonly given: readonly unknown[] }[] = [
  { name: 'setSlice', given: [library.emptyCache, slice, { cluster: 'west', sequence: 1 }] },
  { name: 'removeSlice', given: [cache, slice, { cluster: 'west' }] },
  {
    name: 'replaceSlices',
    given: [cache, [slice], { cluster: 'west', namespace: 'shop', resourceVersion: '9', sequence: 1 }],
  },
  { name: 'acceptBookmark', given: [cache, { cluster: 'west', namespace: 'shop', resourceVersion: '9' }] },
  { name: 'listServicePorts', given: [cache] },
  { name: 'listEndpoints', given: [cache, webHttp, { policy: 'kube-proxy', addressType: 'IPv4' }] },
  {
    name: 'explainEndpoint',
    given: [cache, { servicePort: webHttp, address: '10.0.0.1', port: 80, policy: 'kube-proxy' }],
  },
  { name: 'listCacheNotices', given: [cache] },
  { name: 'formatServicePort', given: [webHttp] },
  { name: 'diffEndpoints', given: [library.emptyCache, cache, { policy: 'kube-proxy' }] },
  { name: 'composeChanges', given: [changes, []] },
  { name: 'composeChanges', given: [[], changes] },
  { name: 'chooseEndpoints', given: [{ endpoints, traffic: { internalTrafficPolicy: 'Local' }, location }] },
  { name: 'chooseForClient', given: [endpoints, location] },
  { name: 'findTopologyMode', given: [endpoints, location] },
  { name: 'countLocalReadyAddresses', given: [endpoints, 'n1'] },
  { name: 'groupByTarget', given: [endpoints] },
  { name: 'preferFamily', given: [library.groupByTarget(endpoints), 'IPv6'] },
  { name: 'readServicePortTraffic', given: [service, { portName: 'http', addressType: 'IPv4' }] },
  {
    name: 'chooseServiceEndpoints',
    given: [cache, { servicePort: webHttp, addressType: 'IPv4', traffic: {}, location }],
  },
  { name: 'countLocalReadyEndpoints', given: [cache, { nodeName: 'n1', addressType: 'IPv4', policy: 'kube-proxy' }] },
  { name: 'listTargets', given: [cache, webHttp, { policy: 'kube-proxy' }] },
];

const functions = { ...library } as unknown as { readonly [name: string]: (...values: readonly unknown[]) => unknown };

/** Nothing if the call answers or refuses clearly, else what went wrong. */
function complaint(name: keyof typeof library, given: readonly unknown[]): string | undefined {
  try {
    functions[name]?.(...given);
    return undefined;
  } catch (error) {
    const isClear = error instanceof TypeError || error instanceof RangeError;
    return isClear && /^[a-zA-Z]+: [a-zA-Z]+[^ ]* must be .+, got .+$/s.test(error.message) ? undefined : String(error);
  }
}

describe('the consumer’s side', () => {
  test.each(calls)('$name answers or refuses clearly, whatever stands in place of any value', ({ name, given }) => {
    expect(complaint(name, deepFreeze(given))).toBeUndefined();
    const paths = pathsIn(given).filter(([index, ...rest]) => rest.length === 0 || !isCache(given[index as number]));
    const complaints = paths.flatMap((path) =>
      wrongValues.flatMap(({ name: wrong, value }) => {
        const said = complaint(name, withValueAt(given, path, value) as readonly unknown[]);
        return said === undefined ? [] : [`${path.join('.')} = ${wrong}: ${said}`];
      }),
    );
    expect(complaints).toEqual([]);
  });
});

function isCache(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'slices' in value && 'baselines' in value;
}
