import {
  type ChooseEndpointsQuestion,
  chooseEndpoints,
  emptyCache,
  type EndpointSliceCache,
  type EndpointSliceLike,
  listEndpoints,
  type ServiceLike,
  setSlice,
} from 'endpointslice';
import { describe, expect, test } from 'vitest';
import { pod, sliceOf, webHttp } from './support/slice-of.ts';

function cacheOf(...slices: readonly EndpointSliceLike[]): EndpointSliceCache {
  return slices.reduce<EndpointSliceCache>((cache, slice) => setSlice(cache, slice).cache, emptyCache);
}

const web = { namespace: 'shop', name: 'web' };

/** Two pods on two nodes in two zones, each in both families, hinted for their own zones. */
const dualStack = cacheOf(
  ...(['IPv4', 'IPv6'] as const).map((addressType) =>
    sliceOf({
      name: `web-${addressType}`,
      addressType,
      endpoints: ['a', 'b'].map((zone, index) => ({
        addresses: [addressType === 'IPv4' ? `10.0.0.${index}` : `fd00::${index}`],
        targetRef: pod(`p${index}`),
        nodeName: `n${index}`,
        zone,
        hints: { forZones: [{ name: zone }] },
      })),
    }),
  ),
);

function addresses(cache: EndpointSliceCache, question: ChooseEndpointsQuestion): string[] {
  return chooseEndpoints(cache, question).endpoints.map(({ address }) => address);
}

describe('chooseEndpoints', () => {
  test('chooses each target once, where hints send the traffic, and says why', () => {
    expect(addresses(dualStack, { service: web })).toEqual(['10.0.0.0', '10.0.0.1']);
    const choice = chooseEndpoints(dualStack, { service: web, from: { zone: 'b' } });
    expect(choice).toMatchObject({
      servicePort: webHttp,
      mode: 'PreferSameZone',
      weight: 1,
      tier: 'ready',
      trafficPolicy: 'Cluster',
      hasAny: true,
      losers: [],
    });
    expect(choice.endpoints.map(({ address }) => address)).toEqual(['10.0.0.1']);
    expect(choice.notStricter.map(({ mode }) => mode)).toEqual(['PreferSameNode']);
    expect(addresses(dualStack, { service: web, preferredFamily: 'IPv6' })).toEqual(['fd00::1', 'fd00::']);
    expect(addresses(dualStack, { service: web, addressType: 'IPv6', from: { zone: 'a' } })).toEqual(['fd00::']);
  });

  test('hands out parts of the cache', () => {
    const listed = listEndpoints(dualStack, webHttp).endpoints;
    for (const endpoint of chooseEndpoints(dualStack, { service: web }).endpoints) expect(listed).toContain(endpoint);
  });

  test('takes the Service itself, and its traffic policies', () => {
    const service = (spec: ServiceLike['spec']): ServiceLike => ({ metadata: web, spec });
    const from = { nodeName: 'n1', zone: 'a' };
    const local = service({ internalTrafficPolicy: 'Local', type: 'NodePort', externalTrafficPolicy: 'Cluster' });
    expect(addresses(dualStack, { service: local, from })).toEqual(['10.0.0.1']);
    expect(addresses(dualStack, { service: local, from, traffic: 'external' })).toEqual(['10.0.0.0']);
    const external = service({ type: 'NodePort', externalTrafficPolicy: 'Local' });
    expect(addresses(dualStack, { service: external, from, traffic: 'external' })).toEqual(['10.0.0.1']);
    expect(addresses(dualStack, { service: external, from })).toEqual(['10.0.0.0']);
    const inner = service({ type: 'ClusterIP', externalTrafficPolicy: 'Local' });
    expect(chooseEndpoints(dualStack, { service: inner, traffic: 'external' }).trafficPolicy).toBe('Cluster');
    // Its namespace and name alone say nothing of policies.
    expect(addresses(dualStack, { service: web, from })).toEqual(['10.0.0.0']);
  });

  test('chooses nothing under policy Local without a node, and says that there is something elsewhere', () => {
    const service = { metadata: web, spec: { internalTrafficPolicy: 'Local' } };
    for (const from of [undefined, {}, { nodeName: '' }, { nodeName: 'n7' }]) {
      const choice = chooseEndpoints(dualStack, { service, from });
      expect(choice).toMatchObject({ endpoints: [], weight: 0, tier: 'none', hasAny: true, trafficPolicy: 'Local' });
    }
  });

  test('falls back to terminating endpoints on the node under policy Local', () => {
    const dying = { ready: false, serving: true, terminating: true };
    const cache = cacheOf(
      sliceOf({
        endpoints: [
          { addresses: ['10.0.0.1'], nodeName: 'n1', conditions: dying },
          { addresses: ['10.0.0.2'], nodeName: 'n2' },
        ],
      }),
    );
    const service = { metadata: web, spec: { internalTrafficPolicy: 'Local' } };
    expect(chooseEndpoints(cache, { service, from: { nodeName: 'n1' } })).toMatchObject({
      endpoints: [{ address: '10.0.0.1' }],
      tier: 'terminating',
    });
  });

  test('lists losers, under the policy that is asked for', () => {
    const cache = cacheOf(
      sliceOf({ name: 'a', version: 1, endpoints: [{ addresses: ['10.0.0.1'], targetRef: pod('p') }] }),
      sliceOf({
        name: 'b',
        version: 2,
        endpoints: [{ addresses: ['10.0.0.1'], targetRef: pod('q'), conditions: { ready: false } }],
      }),
    );
    const choice = chooseEndpoints(cache, { service: web });
    expect(choice.endpoints.map(({ target }) => target?.name)).toEqual(['p']);
    expect(choice.losers.map(({ endpoint }) => endpoint.target?.name)).toEqual(['q']);
    expect(chooseEndpoints(cache, { service: web, policy: 'kube-proxy' }).hasAny).toBe(false);
  });

  test('finds the port: the only one, by name, by protocol', () => {
    const ports = [
      { name: 'dns', protocol: 'UDP', port: 53 },
      { name: 'dns', protocol: 'TCP', port: 5353 },
      { name: 'metrics', protocol: 'TCP', port: 9153 },
    ];
    const cache = cacheOf(sliceOf({ ports, endpoints: ['10.0.0.1'] }));
    const portOf = (question: object) => chooseEndpoints(cache, { service: web, ...question }).endpoints[0]?.port;
    expect(portOf({ port: 'metrics' })).toBe(9153);
    expect(portOf({ protocol: 'UDP' })).toBe(53);
    expect(portOf({ port: 'dns', protocol: 'TCP' })).toBe(5353);
    expect(() => portOf({ port: 'dns' })).toThrow(
      new RangeError('chooseEndpoints: question.port must be one of "dns" (TCP), "dns" (UDP), got "dns"'),
    );
    expect(() => portOf({})).toThrow(
      'chooseEndpoints: question.port must be one of "dns" (TCP), "dns" (UDP), "metrics" (TCP), got undefined',
    );
    const nothing = chooseEndpoints(cache, { service: web, port: 'none' });
    expect(nothing).toMatchObject({ endpoints: [], tier: 'none', hasAny: false, losers: [] });
    expect('servicePort' in nothing).toBe(false);
    expect(chooseEndpoints(emptyCache, { service: web }).endpoints).toEqual([]);
  });

  test.each<[unknown, string]>([
    [null, 'question must be an object, got null'],
    [{ service: 'web' }, 'question.service must be an object, got "web"'],
    [{ service: {} }, 'question.service.namespace must be a non-empty string, got undefined'],
    [{ service: { ...web, name: '' } }, 'question.service.name must be a non-empty string, got ""'],
    [{ service: { spec: {} } }, 'question.service.metadata must be an object, got undefined'],
    [{ service: { metadata: {} } }, 'question.service.metadata.namespace must be a non-empty string, got undefined'],
    [{ service: { metadata: web, spec: 5 } }, 'question.service.spec must be an object, got 5'],
    [
      { service: { metadata: web, spec: { internalTrafficPolicy: 5 } } },
      'question.service.spec.internalTrafficPolicy must be a string, got 5',
    ],
    [{ service: web, port: 80 }, 'question.port must be a string, got 80'],
    [{ service: web, protocol: 6 }, 'question.protocol must be a string, got 6'],
    [{ service: web, from: 'n1' }, 'question.from must be an object, got "n1"'],
    [{ service: web, from: { zone: 5 } }, 'question.from.zone must be a string, got 5'],
    [{ service: web, traffic: 'both' }, "question.traffic must be 'internal' or 'external', got \"both\""],
    [{ service: web, preferredFamily: 'FQDN' }, "question.preferredFamily must be 'IPv4' or 'IPv6', got \"FQDN\""],
    [{ service: web, addressType: 'FQDN' }, "question.addressType must be 'IPv4' or 'IPv6', got \"FQDN\""],
    [{ service: web, policy: 'x' }, "question.policy must be 'identity-aware' or 'kube-proxy', got \"x\""],
  ])('refuses %j', (question, refusal) => {
    expect(() => chooseEndpoints(emptyCache, question as never)).toThrow(`chooseEndpoints: ${refusal}`);
  });
});
