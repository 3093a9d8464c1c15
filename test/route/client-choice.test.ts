import { chooseForClient } from '../../src/route/client-choice.ts';
import { readRecording } from '../support/recordings.ts';
import { emptyCache, listEndpoints, replaceSlices, type RoutableEndpoint } from 'endpointslice';
import { describe, expect, test } from 'vitest';

/** Of the recorded Service `node`: five dual-stack pods, hinted for their nodes and zones in both families. */
const recorded = listEndpoints(replaceSlices(emptyCache, readRecording('hints/01-three-services').slices).cache, {
  namespace: 'hints',
  name: 'node',
  port: 'http',
  protocol: 'TCP',
}).endpoints;
const here = { nodeName: 'node-1', zone: 'zone-a' };

/** The last part of each address: `84` for 10.244.4.84, `454` for fd00:10:244::454. */
function lastParts(endpoints: readonly RoutableEndpoint[]): string[] {
  return endpoints.map(({ address }) =>
    address.slice(Math.max(address.lastIndexOf('.'), address.lastIndexOf(':')) + 1),
  );
}

function withoutHints(family: string): RoutableEndpoint[] {
  return recorded.map((endpoint) => {
    const { zoneHints: _zones, nodeHints: _nodes, ...rest } = endpoint;
    return endpoint.addressType === family ? rest : endpoint;
  });
}

describe('chooseForClient of both families', () => {
  test('takes the pod of the node once, not once a family', () => {
    expect(recorded).toHaveLength(10);
    const choice = chooseForClient(recorded, here);
    expect(choice).toMatchObject({ mode: 'PreferSameNode', notStricter: [], weight: 1, tier: 'ready', draining: [] });
    expect(lastParts(choice.endpoints)).toEqual(['84']);
  });

  test('takes the family that is preferred', () => {
    const choice = chooseForClient(recorded, here, { preferredFamily: 'IPv6' });
    expect(lastParts(choice.endpoints)).toEqual(['454']);
    expect(lastParts(chooseForClient(recorded, {}, { preferredFamily: 'IPv6' }).endpoints)).toEqual([
      '452',
      '453',
      '454',
      '455',
      '456',
    ]);
    expect(chooseForClient(recorded, here, { preferredFamily: undefined })).toEqual(chooseForClient(recorded, here));
  });

  test.each([
    ['IPv4', 'IPv6', '84'],
    ['IPv6', 'IPv4', '454'],
  ] as const)('heeds the hints of %s although those of %s are missing', (preferredFamily, other, last) => {
    const choice = chooseForClient(withoutHints(other), here, { preferredFamily });
    expect(choice.mode).toBe('PreferSameNode');
    expect(lastParts(choice.endpoints)).toEqual([last]);
  });

  test('uses all of a family whose own hints are missing, and says so', () => {
    const choice = chooseForClient(withoutHints('IPv4'), here);
    expect(choice.mode).toBe('None');
    expect(choice.notStricter.map(({ reason }) => reason)).toEqual(['EndpointsWithoutHint', 'EndpointsWithoutHint']);
    expect(choice.endpoints.map(({ addressType }) => addressType)).toEqual(Array.from({ length: 5 }, () => 'IPv4'));
  });
});

/** An endpoint in words: `p 4 ready`, `q 6 terminating zone:a`, `- 4 ready` without a target. */
function endpointsOf(text: string): RoutableEndpoint[] {
  return text.split('; ').map((line, index) => {
    const [name = '', family = '', ...words] = line.split(' ');
    const zone = words.find((word) => word.startsWith('zone:'))?.slice(5);
    return {
      address: family === '4' ? `10.0.0.${index}` : `fd00::${index}`,
      addressType: family === '4' ? 'IPv4' : 'IPv6',
      port: 80,
      ready: words.includes('ready'),
      serving: words.includes('ready') || words.includes('terminating'),
      terminating: words.includes('terminating'),
      ...(name !== '-' && { target: { kind: 'Pod', namespace: 'shop', name } }),
      ...(zone !== undefined && { zoneHints: [zone] }),
    };
  });
}

/** `p4 q6`: the target and family of each. */
function namesOf(endpoints: readonly RoutableEndpoint[]): string {
  return endpoints.map(({ target, addressType }) => `${target?.name ?? '-'}${addressType.slice(3)}`).join(' ');
}

describe('chooseForClient of targets in one family or two', () => {
  test.each([
    ['a target that has the other family only', 'p 4 ready; q 6 ready; p 6 ready', 'p4 q6'],
    ['a target that is ready in the other family only', 'p 4; p 6 ready; q 4 ready', 'p6 q4'],
    ['a target that is ready in one and terminating in the other', 'p 4 terminating; p 6 ready', 'p6'],
    ['no terminating one while a family has a ready one', 'p 4 terminating; q 6 ready', 'q6'],
    ['terminating ones when no family has a ready one', 'p 4 terminating; p 6 terminating; q 6 terminating', 'p4 q6'],
    [
      'terminating ones of either family whatever their hints',
      'p 4 terminating zone:b; q 4 terminating zone:a; r 6 terminating zone:b; s 6 terminating zone:a',
      'p4 q4 r6 s6',
    ],
    ['the other family when the first has nothing usable', 'p 4; p 6 ready; q 6 ready', 'p6 q6'],
    ['nothing of nothing usable', 'p 4; p 6', ''],
    ['every endpoint that names no target', '- 4 ready; - 6 ready; p 4 ready; p 6 ready', '-4 -6 p4'],
    [
      'what the hints of each family leave',
      'p 4 ready zone:a; q 4 ready zone:b; r 6 ready zone:a; s 6 ready zone:b',
      'p4 r6',
    ],
    [
      'nothing in the other family that hints left out',
      'p 4 ready zone:a; q 4 ready zone:b; q 6 ready; p 6 ready',
      'p4',
    ],
    ['all endpoints of a target in one family', 'p 4 ready; p 4 ready; p 6 ready', 'p4 p4'],
  ])('takes %s', (_, text, wanted) => {
    const choice = chooseForClient(endpointsOf(text), { zone: 'a' });
    expect(namesOf(choice.endpoints)).toBe(wanted);
    expect(choice.weight).toBe(wanted === '' ? 0 : 1 / choice.endpoints.length);
  });

  test('has the mode of the family that is used', () => {
    const text = 'p 4; p 6 ready zone:a; q 6 ready zone:b';
    expect(chooseForClient(endpointsOf(text), { zone: 'a' }).mode).toBe('PreferSameZone');
    const both = 'p 4 ready; q 6 ready zone:a';
    expect(chooseForClient(endpointsOf(both), { zone: 'a' }).mode).toBe('None');
    expect(chooseForClient(endpointsOf(both), { zone: 'a' }, { preferredFamily: 'IPv6' }).mode).toBe('PreferSameZone');
    expect(chooseForClient(endpointsOf('p 6 terminating'), {})).toMatchObject({
      mode: 'None',
      tier: 'terminating',
      notStricter: [{ reason: 'NoReadyEndpoints' }, { reason: 'NoReadyEndpoints' }],
    });
  });

  test('hands out what is draining in either family, while anything is ready', () => {
    const draining = (text: string): string => namesOf(chooseForClient(endpointsOf(text), {}).draining);
    expect(draining('p 4 terminating; p 6 terminating; q 6 ready; r 4')).toBe('p4 p6');
    expect(draining('p 4 terminating; p 6 terminating')).toBe('');
  });
});
