import { enter } from '../../src/internal/door.ts';
import { copyEndpoints, rewriteSlice } from '../../src/slice/rewrite-slice.ts';
import { deepFreeze } from '../support/deep-freeze.ts';
import { expectNothingShared } from '../support/nothing-shared.ts';
import { describe, expect, test } from 'vitest';

const slice = deepFreeze({
  apiVersion: 'discovery.k8s.io/v1',
  kind: 'EndpointSlice',
  metadata: { name: 'web-a', labels: { app: 'web' }, unknown: { field: 1 } },
  addressType: 'IPv4',
  endpoints: [
    { addresses: ['10.0.0.2', '10.0.0.1'], conditions: { ready: true }, targetRef: { uid: 'u' }, unknown: 1 },
  ],
  ports: [{ name: 'http', port: 80, unknown: [1] }],
});

describe('rewriteSlice', () => {
  test('keeps what is not named, fields that are not known included, and shares nothing', () => {
    const copy = rewriteSlice(slice, {});
    expect(copy).toStrictEqual(slice);
    expectNothingShared(copy, slice);
    expect(copyEndpoints(slice)).toStrictEqual(slice.endpoints);
  });

  test('replaces endpoints and labels', () => {
    const labels = deepFreeze({ tier: 'front' });
    const rewritten = rewriteSlice(slice, { endpoints: [], labels });
    expect(rewritten).toStrictEqual({ ...slice, metadata: { ...slice.metadata, labels }, endpoints: [] });
    expect(rewritten.metadata.labels).not.toBe(labels);
  });

  test('fills in what a slice of the API has', () => {
    for (const absent of [undefined, null]) {
      const bare = { addressType: 'IPv6', metadata: absent, endpoints: absent, ports: absent };
      expect(rewriteSlice(bare as never, {})).toStrictEqual({
        apiVersion: 'discovery.k8s.io/v1',
        kind: 'EndpointSlice',
        metadata: {},
        addressType: 'IPv6',
        endpoints: [],
        ports: [],
      });
    }
  });

  test.each(['metadata', 'endpoints', 'ports'])('says which slice has %s without end', (field) => {
    const cyclic: { [key: string]: unknown } = { name: 'web-a' };
    cyclic['self'] = cyclic;
    const endless = { ...slice, [field]: field === 'metadata' ? cyclic : [cyclic] };
    const got = field === 'metadata' ? 'an object' : 'an array';
    expect(() => enter('planService', () => rewriteSlice(endless as never, {}))).toThrow(
      new RangeError(`planService: slices["web-a"].${field} must be nested at most 100 deep, got ${got}`),
    );
    expect(() => rewriteSlice({ ...slice, metadata: null, ports: [cyclic] } as never, {})).toThrow('slices[""].ports');
    expect(() => rewriteSlice({ ...slice, metadata: {}, endpoints: [cyclic] } as never, {})).toThrow('slices[""].endp');
  });

  test('uses endpoints and ports as given, and leaves the rest', () => {
    const [endpoints, ports] = [[{ addresses: ['10.0.0.3'] }], [{ port: 81 }]];
    const rewritten = rewriteSlice(slice, { endpoints, ports });
    expect(rewritten).toStrictEqual({ ...slice, endpoints, ports });
    expect(rewritten.endpoints).toBe(endpoints);
    expect(rewritten.ports).toBe(ports);
  });
});

describe('copyEndpoints', () => {
  test('gives an endpoint without addresses an empty list of its own', () => {
    const given = deepFreeze({
      addressType: 'IPv4',
      endpoints: [{ zone: 'a' }, { addresses: null }, { addresses: ['x'] }],
    });
    const copy = copyEndpoints(given);
    expect(copy).toStrictEqual([{ zone: 'a', addresses: [] }, { addresses: [] }, { addresses: ['x'] }]);
    expectNothingShared(copy, given);
  });

  test('takes absent endpoints for none', () => {
    for (const absent of [undefined, null]) {
      expect(copyEndpoints({ addressType: 'IPv4', metadata: absent, endpoints: absent })).toStrictEqual([]);
    }
  });
});
