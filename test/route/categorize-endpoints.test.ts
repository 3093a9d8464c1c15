import { chooseForClient } from '../../src/route/client-choice.ts';
import {
  categorizeEndpoints,
  type RoutableEndpoint,
  type ServiceTraffic,
  type RoutingLocation,
  type TopologyVerdict,
} from 'endpointslice';
import { describe, expect, test } from 'vitest';

/**
 * Endpoints on one line each: the last octet of the address, then what is said of it. `1 ready @n1 zone:a,b node:n1` is
 * 10.0.0.1, ready, on node n1, with hints.
 */
function endpointsOf(text: string): RoutableEndpoint[] {
  return text
    .split(';')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => {
      const [octet = '', ...words] = line.split(' ');
      const namesAfter = (prefix: string): string[] | undefined =>
        words
          .find((word) => word.startsWith(prefix))
          ?.slice(prefix.length)
          .split(',');
      const nodeName = namesAfter('@')?.[0];
      const zoneHints = namesAfter('zone:');
      const nodeHints = namesAfter('node:');
      return {
        address: `10.0.0.${octet}`,
        addressType: 'IPv4',
        port: 80,
        ready: words.includes('ready'),
        serving: words.includes('ready') || words.includes('serving'),
        terminating: words.includes('terminating'),
        ...(nodeName !== undefined && { nodeName }),
        ...(zoneHints && { zoneHints }),
        ...(nodeHints && { nodeHints }),
      };
    });
}

/** The choice on one line: `cluster 1,2 local 1 all 1,2 any`; a list that is absent is left out. */
function chosen(text: string, traffic: ServiceTraffic, location = { nodeName: 'n1', zone: 'a' }): string {
  const choice = categorizeEndpoints({ endpoints: endpointsOf(text), traffic, from: location });
  const octets = (list: readonly RoutableEndpoint[]): string => list.map(({ address }) => address.slice(7)).join(',');
  return [
    choice.cluster && `cluster ${octets(choice.cluster)}`,
    choice.local && `local ${octets(choice.local)}`,
    `all ${octets(choice.allReachable)}`,
    choice.hasAny ? 'any' : undefined,
  ]
    .filter((part) => part !== undefined)
    .join(' ');
}

const cluster: ServiceTraffic = {};
const internalLocal = { internalTrafficPolicy: 'Local' };
const externalLocal = { externalTrafficPolicy: 'Local', isExternallyAccessible: true };
const bothLocal = { ...internalLocal, ...externalLocal };
const internalLocalOpen = { ...internalLocal, isExternallyAccessible: true };

/** Re-expressed from kubernetes pkg/proxy topology_test.go, TestCategorizeEndpoints. */
describe('categorizeEndpoints', () => {
  test.each([
    ['nothing of nothing (rule 4.4.1; route/no-endpoints-at-all)', '', cluster, 'cluster  all '],
    ['all ready ones without hints (rule 4.4.5)', '1 ready @n1; 2 ready @n2', cluster, 'cluster 1,2 all 1,2 any'],
    ['those hinted for the zone (rule 4.4.3)', '1 ready zone:a; 2 ready zone:b', cluster, 'cluster 1 all 1 any'],
    [
      'those hinted for the zone among others',
      '1 ready zone:a,b; 2 ready zone:b; 3 ready zone:a',
      cluster,
      'cluster 1,3 all 1,3 any',
    ],
    [
      'those hinted for the node before those for the zone',
      '1 ready zone:a node:n1; 2 ready zone:a node:n2',
      cluster,
      'cluster 1 all 1 any',
    ],
    [
      'those for the zone when none is for the node',
      '1 ready zone:a node:n3; 2 ready zone:b node:n2',
      cluster,
      'cluster 1 all 1 any',
    ],
    ['all when one has no hints', '1 ready zone:a; 2 ready', cluster, 'cluster 1,2 all 1,2 any'],
    ['all when none is for the zone', '1 ready zone:b; 2 ready zone:c', cluster, 'cluster 1,2 all 1,2 any'],
    ['by hints of ready ones only', '1 ready zone:a; 2 ready zone:b; 3', cluster, 'cluster 1 all 1 any'],
    [
      'terminating ones, whatever their hints, when none is ready (rule 4.4.4)',
      '1 serving terminating zone:b; 2 serving terminating zone:a',
      cluster,
      'cluster 1,2 all 1,2 any',
    ],
    ['no terminating ones while one is ready', '1 ready; 2 serving terminating', cluster, 'cluster 1 all 1 any'],
    ['none that is not serving (rule 4.4.8)', '1 terminating; 2', cluster, 'cluster  all '],
    ['none that is serving and neither ready nor terminating', '1 serving', cluster, 'cluster  all '],
    [
      'a ready one although it is terminating (rule 4.4.9)',
      '1 ready terminating; 2 serving terminating',
      cluster,
      'cluster 1 all 1 any',
    ],
    [
      'local ones for an internal policy Local (rules 4.4.2, 4.4.6, 4.4.7)',
      '1 ready @n1; 2 ready @n2',
      internalLocal,
      'local 1 all 1 any',
    ],
    ['nothing on a node without one, and says that others have', '1 ready @n2; 2 ready @n3', internalLocal, 'all  any'],
    [
      'local terminating ones when no local one is ready',
      '1 serving terminating @n1; 2 ready @n2',
      internalLocal,
      'local 1 all 1 any',
    ],
    ['nothing when no local one serves', '1 terminating @n1; 2', internalLocal, 'all '],
    [
      'local ones without regard to hints',
      '1 ready @n1 zone:b; 2 ready @n2 zone:a',
      internalLocal,
      'local 1 all 1 any',
    ],
    [
      'both lists for an external policy Local',
      '1 ready @n1; 2 ready @n2',
      externalLocal,
      'cluster 1,2 local 1 all 1,2 any',
    ],
    [
      'both lists for an internal policy Local that is open to the outside',
      '1 ready @n1; 2 ready @n2',
      internalLocalOpen,
      'cluster 1,2 local 1 all 1,2 any',
    ],
    [
      'one list when both policies are Local and the port is closed',
      '1 ready @n1; 2 ready @n2',
      { ...bothLocal, isExternallyAccessible: false },
      'local 1 all 1 any',
    ],
    [
      'one list when the port is open under the policy Cluster',
      '1 ready @n1; 2 ready @n2',
      { isExternallyAccessible: true },
      'cluster 1,2 all 1,2 any',
    ],
    [
      'the external policy only when the port is open',
      '1 ready @n1; 2 ready @n2',
      { externalTrafficPolicy: 'Local' },
      'cluster 1,2 all 1,2 any',
    ],
    [
      'both lists together where hints make them differ (rule 4.4.7)',
      '1 ready @n1 zone:b; 2 ready @n2 zone:a; 3 ready @n3 zone:b',
      externalLocal,
      'cluster 2 local 1 all 1,2 any',
    ],
    [
      'both lists together where the local one fell back',
      '1 serving terminating @n1; 2 ready @n2',
      externalLocal,
      'cluster 2 local 1 all 1,2 any',
    ],
    [
      'terminating ones everywhere when none is ready',
      '1 serving terminating @n1; 2 serving terminating @n2',
      externalLocal,
      'cluster 1,2 local 1 all 1,2 any',
    ],
    ['cluster ones where nothing is local', '1 ready @n2; 2 ready @n3', externalLocal, 'cluster 1,2 all 1,2 any'],
  ])('takes %s', (_, text, traffic, wanted) => {
    expect(chosen(text, traffic)).toBe(wanted);
  });

  test('keeps the order of the endpoints in all lists (rule 4.4.10; route/merged-order)', () => {
    const text = '3 ready @n3 zone:a; 2 ready @n1 zone:b; 1 ready @n2 zone:a';
    expect(chosen(text, externalLocal)).toBe('cluster 3,1 local 2 all 3,2,1 any');
  });

  test.each([{ nodeName: '' }, { nodeName: null }, {}])('finds nothing local from %j (rule 4.3.4)', (location) => {
    const [first, second] = endpointsOf('1 ready @n1; 2 ready') as [RoutableEndpoint, RoutableEndpoint];
    const endpoints = [first, second, { ...second, nodeName: '' }];
    const choice = categorizeEndpoints({ endpoints, traffic: internalLocal, from: location });
    expect(choice).toMatchObject({ allReachable: [], hasAny: true, localTier: 'none' });
    expect(choice).not.toHaveProperty('local');
  });

  test('refuses what is no input', () => {
    expect(() => categorizeEndpoints(5 as never)).toThrow('categorizeEndpoints: input must be an object, got 5');
  });

  test('hands out what is draining apart, while others are ready (rule 9.8)', () => {
    const endpoints = endpointsOf('1 ready; 2 serving terminating; 3 terminating; 4 ready terminating');
    const choice = categorizeEndpoints({ endpoints, traffic: {}, from: {} });
    expect(choice.draining.map(({ address }) => address)).toEqual(['10.0.0.2']);
    expect(choice.clusterTier).toBe('ready');
    const alone = categorizeEndpoints({ endpoints: endpoints.slice(1, 3), traffic: {}, from: {} });
    expect(alone).toMatchObject({ draining: [], clusterTier: 'terminating', localTier: 'none' });
  });
});

describe('the topology mode', () => {
  const findTopologyMode = (endpoints: readonly RoutableEndpoint[], from: RoutingLocation): TopologyVerdict =>
    categorizeEndpoints({ endpoints, traffic: {}, from });

  test.each([
    ['1 ready zone:a node:n1', 'PreferSameNode', []],
    ['1 ready zone:a', 'PreferSameZone', ['PreferSameNode EndpointsWithoutHint 1 of 1']],
    ['1 ready zone:a node:n2; 2 ready zone:b node:n3', 'PreferSameZone', ['PreferSameNode NoEndpointForHere 0 of 2']],
    [
      '1 ready zone:b; 2 ready zone:c',
      'None',
      ['PreferSameNode EndpointsWithoutHint 2 of 2', 'PreferSameZone NoEndpointForHere 0 of 2'],
    ],
    ['1 zone:a node:n1', 'None', ['PreferSameNode NoReadyEndpoints 0 of 0', 'PreferSameZone NoReadyEndpoints 0 of 0']],
  ])('of %s says the mode and why not a stricter one (rule 4.4.3)', (text, mode, refused) => {
    const verdict = findTopologyMode(endpointsOf(text), { nodeName: 'n1', zone: 'a' });
    expect(verdict.mode).toBe(mode);
    expect(
      verdict.notStricter.map(
        (one) => `${one.mode} ${one.reason} ${one.unhintedEndpointCount} of ${one.readyEndpointCount}`,
      ),
    ).toEqual(refused);
  });

  test('takes an empty list of hints for none', () => {
    const endpoints = endpointsOf('1 ready zone:a; 2 ready').map((endpoint) => ({ zoneHints: [], ...endpoint }));
    expect(findTopologyMode(endpoints, { zone: 'a' })).toMatchObject({
      mode: 'None',
      notStricter: [{ unhintedEndpointCount: 2 }, { unhintedEndpointCount: 1 }],
    });
  });

  test('takes a location without a zone for zone "" (rule 4.4.3)', () => {
    const endpoints = endpointsOf('1 ready');
    const hinted = endpoints.map((endpoint) => ({ ...endpoint, zoneHints: [''] }));
    expect(findTopologyMode(hinted, {}).mode).toBe('PreferSameZone');
    expect(chooseForClient(hinted, {}).endpoints).toEqual(hinted);
  });

  test('takes a location without a node for node ""', () => {
    const [first, second] = endpointsOf('1 ready; 2 ready') as [RoutableEndpoint, RoutableEndpoint];
    const hinted = [
      { ...first, nodeHints: [''] },
      { ...second, nodeHints: ['n1'] },
    ];
    expect(findTopologyMode(hinted, {}).mode).toBe('PreferSameNode');
    expect(chooseForClient(hinted, {}).endpoints).toEqual(hinted.slice(0, 1));
  });
});

describe('chooseForClient', () => {
  test('gives equal weights to what is for the zone', () => {
    const { endpoints, weight, mode, tier } = chooseForClient(
      endpointsOf('1 ready zone:a; 2 ready zone:b; 3 ready zone:a'),
      { zone: 'a' },
    );
    expect(endpoints.map(({ address }) => address)).toEqual(['10.0.0.1', '10.0.0.3']);
    expect({ weight, mode, tier }).toEqual({ weight: 0.5, mode: 'PreferSameZone', tier: 'ready' });
  });

  test('gives no weight to nothing', () => {
    expect(chooseForClient([], {})).toMatchObject({ endpoints: [], weight: 0, tier: 'none' });
  });
});
