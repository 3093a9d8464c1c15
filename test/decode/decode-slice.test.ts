import { describe, expect, test } from 'vitest';
import { decodeSlice } from '../../src/decode/decode-slice.ts';
import { startReading } from '../../src/decode/read-fields.ts';

function decode(input: unknown, strict = false): { readonly [field: string]: unknown } {
  const reading = startReading({ strict, copies: true });
  const decoded = decodeSlice(input, reading);
  return { ...decoded, broken: reading.broken };
}

const nothing = { metadata: {}, addressType: '', endpoints: [], ports: [] };
const metadata = { name: 'web-1', generation: 3 };
const ports = [{ name: 'http', protocol: 'TCP', port: 80, appProtocol: 'http' }];

describe('decodeSlice', () => {
  test('reads every field of a slice', () => {
    const slice = {
      apiVersion: 'discovery.k8s.io/v1',
      kind: 'EndpointSlice',
      metadata,
      addressType: 'IPv4',
      endpoints: [{ addresses: ['10.0.0.1'] }],
      ports,
    };
    expect(decode(slice, true)).toStrictEqual({ slice, version: 'v1', broken: false });
  });

  test('reads v1beta1 in the form of v1', () => {
    const apiVersion = 'discovery.k8s.io/v1beta1';
    const endpoints = [{ addresses: ['10.0.0.1'], topology: { 'topology.kubernetes.io/zone': 'a' } }];
    expect(decode({ apiVersion, endpoints }, true)).toStrictEqual({
      slice: { ...nothing, apiVersion, endpoints: [{ addresses: ['10.0.0.1'], zone: 'a' }] },
      version: 'v1beta1',
      broken: false,
    });
  });

  test.each<readonly [input: unknown, broken: boolean]>([
    [{}, false],
    [{ apiVersion: null, kind: null, metadata: null, addressType: null, endpoints: null, ports: null }, false],
    [null, true],
    [undefined, true],
    [5, true],
    [[], true],
    [{ apiVersion: 5 }, true],
    [{ kind: 5 }, true],
    [{ metadata: 5 }, true],
    [{ addressType: 5 }, true],
    [{ endpoints: 5 }, true],
    [{ ports: 5 }, true],
  ])('reads nothing of %j; broken: %j', (input, broken) => {
    expect(decode(input)).toStrictEqual({ slice: nothing, version: 'v1', broken });
  });

  test('finds unknown fields where it is to be strict', () => {
    for (const input of [{ spec: {} }, { metadata: { Name: 'a' } }, { ports: [{ nodePort: 1 }] }]) {
      expect([decode(input)['broken'], decode(input, true)['broken']]).toEqual([false, true]);
    }
  });
});
