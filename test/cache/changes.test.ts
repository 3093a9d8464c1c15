import { describe, expect, test } from 'vitest';
import { composeChanges, diffEndpoints, emptyCache, type EndpointChanges, setSlice } from 'endpointslice';
import { pod, type SliceOf, sliceOf, webHttp } from '../support/slice-of.ts';

/** A change on one line: `+10.0.0.1 -10.0.0.2 ~10.0.0.3`. */
function textOf(changes: EndpointChanges): string[] {
  return changes.map(({ servicePort, added, removed, updated }) =>
    [
      `${servicePort.name}:${servicePort.port}`,
      ...added.map(({ address }) => `+${address}`),
      ...removed.map(({ address }) => `-${address}`),
      ...updated.map(({ after }) => `~${after.address}`),
    ].join(' '),
  );
}

function cacheOf(...slices: readonly SliceOf[]) {
  return slices.reduce((cache, slice) => setSlice(cache, sliceOf(slice)).cache, emptyCache);
}

const annotation = 'endpoints.kubernetes.io/last-change-trigger-time';

describe('diffEndpoints', () => {
  test('says what was added, removed and updated, per service port, in canonical order (rules 4.2.1, 4.2.2)', () => {
    const before = cacheOf({ endpoints: ['10.0.0.2', '10.0.0.3'] });
    const after = cacheOf(
      {
        endpoints: [{ addresses: ['10.0.0.3'], conditions: { ready: false } }, '10.0.0.4', '10.0.0.1'],
      },
      { name: 'db', service: 'db', endpoints: ['10.0.0.9'] },
    );
    expect(textOf(diffEndpoints(before, after))).toEqual([
      'db:http +10.0.0.9',
      'web:http +10.0.0.1 +10.0.0.4 -10.0.0.2 ~10.0.0.3',
    ]);
  });

  test('says nothing of writes that touch metadata, order or slices without endpoints (rules 4.1.4, 4.1.6; cache/metadata-only-writes, cache/no-trigger-times)', () => {
    const before = cacheOf({ version: 1, endpoints: ['10.0.0.1', '10.0.0.2'] });
    const rewritten = { version: 2, annotations: { [annotation]: '2026-11-22T09:00:00Z' } };
    const after = cacheOf({ ...rewritten, endpoints: ['10.0.0.2', '10.0.0.1'] }, { name: 'web-2', endpoints: [] });
    expect(diffEndpoints(before, after)).toEqual([]);
    expect(
      diffEndpoints(before, setSlice(before, sliceOf({ ...rewritten, endpoints: ['10.0.0.1', '10.0.0.2'] })).cache),
    ).toEqual([]);
  });

  test('says nothing of an endpoint that moves to another slice', () => {
    const before = cacheOf({ name: 'a', endpoints: ['10.0.0.1'] }, { name: 'b', endpoints: [] });
    const after = cacheOf({ name: 'a', endpoints: [] }, { name: 'b', endpoints: ['10.0.0.1'] });
    expect(diffEndpoints(before, after)).toEqual([]);
  });

  test.each([
    ['nodeName', { nodeName: 'n2' }],
    ['zone', { zone: 'b' }],
    ['hostname', { hostname: 'h' }],
    ['serving', { conditions: { serving: false } }],
    ['terminating', { conditions: { terminating: true } }],
    ['zone hints', { hints: { forZones: [{ name: 'a' }] } }],
    ['node hints', { hints: { forNodes: [{ name: 'a' }] } }],
    ['the uid of the target', { targetRef: pod('p', '2') }],
  ])('sees that %s changed', (_, fields) => {
    const plain = { addresses: ['10.0.0.1'], targetRef: pod('p', '1') };
    const before = cacheOf({ endpoints: [plain] });
    expect(textOf(diffEndpoints(before, cacheOf({ endpoints: [{ ...plain, ...fields }] })))).toEqual([
      'web:http ~10.0.0.1',
    ]);
  });

  test.each([
    [{ targetRef: pod('p') }, { targetRef: pod('q') }],
    [{ targetRef: pod('p') }, { targetRef: { ...pod('p'), kind: 'VM' } }],
    [{ targetRef: pod('p') }, { targetRef: { ...pod('p'), namespace: 'other' } }],
    [{ targetRef: pod('p') }, {}],
    [{}, { targetRef: pod('p') }],
    [{ hints: { forZones: [{ name: 'a' }] } }, { hints: { forZones: [{ name: 'a' }, { name: 'b' }] } }],
    [{ hints: { forZones: [{ name: 'a' }, { name: 'b' }] } }, { hints: { forZones: [{ name: 'a' }] } }],
    [{ hints: { forNodes: [{ name: 'a' }, { name: 'b' }] } }, { hints: { forNodes: [{ name: 'a' }, { name: 'c' }] } }],
    [{ hints: { forNodes: [{ name: 'a' }] } }, {}],
  ])('tells an endpoint with %j from one with %j, and each from itself', (left, right) => {
    const [before, after] = [left, right].map((fields) =>
      cacheOf({ endpoints: [{ addresses: ['10.0.0.1'], ...fields }] }),
    ) as [ReturnType<typeof cacheOf>, ReturnType<typeof cacheOf>];
    expect(textOf(diffEndpoints(before, after))).toEqual(['web:http ~10.0.0.1']);
    const again = cacheOf({ endpoints: [{ addresses: ['10.0.0.1'], ...left }] });
    expect(diffEndpoints(before, again)).toEqual([]);
  });

  test('sees that an endpoint is of another cluster', () => {
    const [before, after] = ['west', 'east'].map(
      (cluster) => setSlice(emptyCache, sliceOf({ endpoints: ['10.0.0.1'] }), { cluster }).cache,
    ) as [ReturnType<typeof cacheOf>, ReturnType<typeof cacheOf>];
    expect(diffEndpoints(before, after)[0]?.updated.map(({ after: { cluster } }) => cluster)).toEqual(['east']);
  });

  test('sees that appProtocol changed', () => {
    const ports = [{ name: 'http', protocol: 'TCP', port: 80, appProtocol: 'h2c' }];
    const before = cacheOf({ endpoints: ['10.0.0.1'] });
    expect(textOf(diffEndpoints(before, cacheOf({ ports, endpoints: ['10.0.0.1'] })))).toEqual(['web:http ~10.0.0.1']);
  });

  test('looks only at what differs: one endpoint among many is one change', () => {
    const endpoints = Array.from({ length: 250 }, (_, index) => `10.0.0.${index}`);
    const before = cacheOf({ endpoints }, { name: 'web-2', endpoints: ['10.0.1.1'] });
    const after = setSlice(before, sliceOf({ name: 'web-2', endpoints: [] })).cache;
    expect(textOf(diffEndpoints(before, after))).toEqual(['web:http -10.0.1.1']);
  });
});

describe('composeChanges', () => {
  const states = [
    cacheOf(),
    cacheOf({ endpoints: ['10.0.0.1', '10.0.0.2'] }),
    cacheOf({ endpoints: ['10.0.0.1', { addresses: ['10.0.0.2'], conditions: { ready: false } }] }),
    cacheOf({ endpoints: ['10.0.0.3'] }, { name: 'db', service: 'db', endpoints: ['10.0.0.9'] }),
    cacheOf({ endpoints: ['10.0.0.1'] }),
    cacheOf({ endpoints: ['10.0.0.4'] }),
    cacheOf({ endpoints: [{ addresses: ['10.0.0.1'], conditions: { ready: false } }, '10.0.0.5'] }),
  ];

  test('gives the change of the first to the last, for any three states', () => {
    for (const first of states) {
      for (const second of states) {
        for (const third of states) {
          const composed = composeChanges(diffEndpoints(first, second), diffEndpoints(second, third));
          expect(composed).toEqual(diffEndpoints(first, third));
        }
      }
    }
  });

  test('lists the service ports of both, in order', () => {
    const [empty, one] = [cacheOf(), cacheOf({ endpoints: ['10.0.0.5'] })];
    const other = cacheOf({ service: 'a', name: 'a', endpoints: ['10.0.0.7', '10.0.0.6'] });
    expect(textOf(composeChanges(diffEndpoints(empty, one), diffEndpoints(empty, other)))).toEqual([
      'a:http +10.0.0.6 +10.0.0.7',
      'web:http +10.0.0.5',
    ]);
  });

  test('refuses a change that cannot follow the other', () => {
    const change = diffEndpoints(emptyCache, cacheOf({ endpoints: ['10.0.0.1'] }));
    expect(change[0]?.servicePort).toEqual(webHttp);
    expect(() => composeChanges(change, change)).toThrow(
      'composeChanges: second[0] must be a change that can follow the first, got "10.0.0.1:80"',
    );
    const gone = diffEndpoints(cacheOf({ addressType: 'IPv6', endpoints: ['fd00::1'] }), emptyCache);
    expect(() => composeChanges(gone, gone)).toThrow(
      new RangeError('composeChanges: second[0] must be a change that can follow the first, got "[fd00::1]:80"'),
    );
  });
});
