import { convertFromV1beta1, convertToV1beta1 } from 'endpointslice/server';
import { describe, expect, test } from 'vitest';

const ZONE = 'topology.kubernetes.io/zone';
const HOSTNAME = 'kubernetes.io/hostname';

function fromBeta(fields: object): object | undefined {
  const { addresses: _addresses, ...rest } = convertFromV1beta1({
    addressType: 'IPv4',
    endpoints: [{ addresses: [], ...fields }],
  }).endpoints[0] as { addresses: string[] };
  return rest;
}

function toBeta(fields: object): object | undefined {
  const { addresses: _addresses, ...rest } = convertToV1beta1({
    addressType: 'IPv4',
    endpoints: [{ addresses: [], ...fields }],
  }).endpoints[0] as { addresses: string[] };
  return rest;
}

describe('convertFromV1beta1', () => {
  test('moves the zone, drops a hostname that nodeName says too (rule 6.2)', () => {
    expect(fromBeta({ topology: { [ZONE]: 'a', [HOSTNAME]: 'n', rack: '7' }, nodeName: 'n' })).toStrictEqual({
      zone: 'a',
      nodeName: 'n',
      deprecatedTopology: { rack: '7' },
    });
    expect(fromBeta({ topology: { [ZONE]: '', [HOSTNAME]: 'n' }, nodeName: 'other' })).toStrictEqual({
      zone: '',
      nodeName: 'other',
      deprecatedTopology: { [HOSTNAME]: 'n' },
    });
    expect(fromBeta({ topology: { [HOSTNAME]: 'n' } })).toStrictEqual({ deprecatedTopology: { [HOSTNAME]: 'n' } });
    expect(fromBeta({ topology: {} })).toStrictEqual({});
    expect(fromBeta({ topology: null, hostname: 'h' })).toStrictEqual({ hostname: 'h' });
  });

  test('keeps all other fields, unknown ones too (rule 6.1)', () => {
    const endpoint = {
      addresses: ['10.0.0.1'],
      conditions: { ready: true },
      targetRef: { kind: 'Pod' },
      hints: { forNodes: [{ name: 'n' }] },
      weight: 3,
    };
    const slice = {
      metadata: { name: 'a', finalizers: ['x'] },
      addressType: 'IPv4',
      endpoints: [endpoint],
      ports: [{ name: 'p' }],
    };
    expect(convertFromV1beta1(slice)).toStrictEqual({
      apiVersion: 'discovery.k8s.io/v1',
      kind: 'EndpointSlice',
      ...slice,
    });
    expect(convertToV1beta1(slice)).toStrictEqual({
      apiVersion: 'discovery.k8s.io/v1beta1',
      kind: 'EndpointSlice',
      ...slice,
    });
  });

  test('gives an empty list for none (rule 6.5) (ledger validation/absent-endpoints)', () => {
    expect(convertFromV1beta1({ addressType: 'IPv4' }).endpoints).toStrictEqual([]);
    expect(convertFromV1beta1({ addressType: 'IPv4', endpoints: [] }).endpoints).toStrictEqual([]);
  });
});

describe('convertToV1beta1', () => {
  test('writes zone and node into the topology (rule 6.3)', () => {
    expect(toBeta({ zone: 'a', nodeName: 'n', deprecatedTopology: { rack: '7', [ZONE]: 'old' } })).toStrictEqual({
      nodeName: 'n',
      topology: { rack: '7', [ZONE]: 'a', [HOSTNAME]: 'n' },
    });
    expect(toBeta({ nodeName: 'n', deprecatedTopology: { [HOSTNAME]: 'other' } })).toStrictEqual({
      nodeName: 'n',
      topology: { [HOSTNAME]: 'other' },
    });
    expect(toBeta({ zone: 'a' })).toStrictEqual({ topology: { [ZONE]: 'a' } });
    expect(toBeta({ deprecatedTopology: {} })).toStrictEqual({ topology: {} });
    expect(toBeta({ hostname: 'h' })).toStrictEqual({ hostname: 'h' });
  });

  test('loses four things on the way there and back (rule 6.4)', () => {
    const back = (fields: object): object | undefined => fromBeta(toBeta(fields) ?? {});
    const forth = (fields: object): object | undefined => toBeta(fromBeta(fields) ?? {});
    expect(forth({ nodeName: 'n' })).toStrictEqual({ nodeName: 'n', topology: { [HOSTNAME]: 'n' } });
    expect(forth({ topology: {} })).toStrictEqual({});
    expect(back({ nodeName: 'n', deprecatedTopology: { [HOSTNAME]: '' } })).toStrictEqual({ nodeName: 'n' });
    expect(back({ deprecatedTopology: { [ZONE]: 'a' } })).toStrictEqual({ zone: 'a' });
  });
});

describe('either way', () => {
  test.each([
    ['convertFromV1beta1', convertFromV1beta1],
    ['convertToV1beta1', convertToV1beta1],
  ])('%s refuses what is no slice', (name, convert) => {
    expect(() => convert(5 as never)).toThrow(`${name}: slice must be an object, got 5`);
  });
});
