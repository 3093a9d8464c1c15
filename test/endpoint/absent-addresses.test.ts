import { copyKnownFields } from '../../src/endpoint/copy-endpoint.ts';
import { buildPod, buildService, httpEndpointPort } from '../support/build.ts';
import { nodes } from '../support/hint-text.ts';
import { createsOf, deletesOf, updatesOf } from '../support/writes.ts';
import {
  applyPlan,
  buildCoreEndpoints,
  compareCoreEndpoints,
  emptyCache,
  endpointIdentity,
  type EndpointLike,
  type EndpointSliceLike,
  formatPlan,
  listNotices,
  listEndpoints,
  planMirror,
  type Plan,
  planService,
  planSlices,
  setSlice,
} from 'endpointslice';
import { planHints, stripHints, simulateHints } from 'endpointslice/hints';
import { defaultSlice, listWarnings } from 'endpointslice/server';
import { MIRRORING_CONTROLLER } from 'endpointslice/well-known';
import { describe, expect, test } from 'vitest';

/** The ways in which an endpoint can have no address; Go clients write `null`. */
const ways: readonly (readonly [string, EndpointLike])[] = [
  ['null', { addresses: null, conditions: { ready: true }, targetRef: { kind: 'Pod', name: 'gone' } }],
  ['absent', { conditions: { ready: true }, targetRef: { kind: 'Pod', name: 'gone' } }],
  ['empty', { addresses: [], conditions: { ready: true }, targetRef: { kind: 'Pod', name: 'gone' } }],
];

describe.each(ways)('an endpoint without addresses (%s)', (_, endpoint) => {
  const pod = buildPod();
  const world = { service: buildService(), pods: [pod], nodes: [{ metadata: { name: 'n1' } }] };
  const whole = createsOf(planService({ ...world, slices: [] }).plan)[0]?.slice as EndpointSliceLike;
  const standing = whole.endpoints?.[0] as EndpointLike;
  const slice: EndpointSliceLike = {
    ...whole,
    metadata: { ...whole.metadata, name: 'web-1' },
    endpoints: [endpoint, standing],
  };

  test('is dropped by planService, and the others stay', () => {
    const { plan, notices } = planService({ ...world, slices: [slice] });
    expect(updatesOf(plan).map(({ slice: { endpoints }, reasons }) => ({ endpoints, reasons }))).toEqual([
      { endpoints: [standing], reasons: ['EndpointsRemoved'] },
    ]);
    expect([createsOf(plan), deletesOf(plan), plan.unchanged, notices]).toEqual([[], [], [], []]);
    const [after] = applyPlan({ slices: [slice], plan, nameSlice: () => 'x' });
    expect(planService({ ...world, slices: [after as EndpointSliceLike] }).plan.unchanged).toHaveLength(1);
  });

  test('leaves an empty slice where it is the only one', () => {
    const { plan } = planService({ ...world, pods: [], slices: [{ ...slice, endpoints: [endpoint] }] });
    expect(updatesOf(plan).map(({ slice: { endpoints } }) => endpoints)).toEqual([[]]);
  });

  test('is dropped by planSlices, wanted or there', () => {
    const owner = { apiVersion: 'v1', kind: 'Service', name: 'web', uid: 'web-uid' };
    const groups = [{ addressType: 'IPv4', ports: [httpEndpointPort], endpoints: [endpoint, standing] }] as const;
    const input = { service: { namespace: 'shop', name: 'web' }, managedBy: 'me', owner, groups } as const;
    const made = createsOf(planSlices({ ...input, slices: [] }).plan).map(({ slice: written }) => written);
    expect(made.map(({ endpoints }) => endpoints)).toEqual([[standing]]);
    const mine = made[0] as EndpointSliceLike;
    const there = { ...mine, metadata: { ...mine.metadata, name: 'web-1' }, endpoints: [standing, endpoint] };
    const { plan } = planSlices({ ...input, slices: [there] });
    expect(updatesOf(plan).map(({ slice: { endpoints } }) => endpoints)).toEqual([[standing]]);
  });

  test('is dropped by planMirror', () => {
    const service = { metadata: { namespace: 'shop', name: 'web' }, spec: {} };
    const endpoints = {
      metadata: { namespace: 'shop', name: 'web', uid: 'u' },
      subsets: [{ addresses: [{ ip: '10.0.0.1' }], ports: [{ name: 'http', protocol: 'TCP', port: 8080 }] }],
    };
    const [create] = createsOf(planMirror({ endpoints, service, slices: [] }).plan);
    const mine = create?.slice as EndpointSliceLike;
    const there = {
      ...mine,
      metadata: { ...mine.metadata, name: 'web-1' },
      endpoints: [endpoint, ...(mine.endpoints ?? [])],
    };
    expect(there.metadata.labels?.['endpointslice.kubernetes.io/managed-by']).toBe(MIRRORING_CONTROLLER);
    const { plan } = planMirror({ endpoints, service, slices: [there] });
    expect(updatesOf(plan).map(({ slice: { endpoints: left } }) => left)).toEqual([mine.endpoints]);
  });

  test('is left out with a notice on the way back to Endpoints, and by the cache', () => {
    const notice = expect.objectContaining({ reason: 'EndpointWithoutAddress', endpointIndex: 0 }) as unknown;
    const { service } = world;
    const { endpoints, notices } = buildCoreEndpoints({ service, slices: [slice] });
    expect(endpoints.subsets?.map(({ addresses }) => addresses?.map(({ ip }) => ip))).toEqual([['10.0.0.1']]);
    expect(notices).toEqual([notice]);
    const comparison = compareCoreEndpoints({ service, endpoints, slices: [slice] });
    expect(comparison).toEqual({ equal: true, differences: [], truncated: false, notices: [notice] });
    const { cache } = setSlice(emptyCache, slice);
    const servicePort = { namespace: 'shop', name: 'web', port: 'http', protocol: 'TCP' };
    expect(listEndpoints(cache, servicePort).endpoints.map(({ address }) => address)).toEqual(['10.0.0.1']);
    expect(listNotices(cache)).toEqual([notice]);
  });

  test('can be hinted, printed, applied and copied', () => {
    const plan: Plan = {
      writes: [],
      unchanged: [{ ...slice, endpoints: [{ ...endpoint, zone: 'a', hints: {} }] }],
    };
    const hinted = planHints({ plan, strategy: 'PreferSameZone' }).plan;
    expect(updatesOf(hinted)[0]?.slice.endpoints).toEqual([
      { ...endpoint, addresses: [], zone: 'a', hints: { forZones: [{ name: 'a' }] } },
    ]);
    expect(updatesOf(stripHints(plan))[0]?.slice.endpoints).toEqual([{ ...endpoint, addresses: [], zone: 'a' }]);
    expect(formatPlan(hinted)).toMatch(/^update IPv4 web-1 .*: 1 endpoint \(HintsChanged\)\n {2}h .*Pod gone/);
    expect(applyPlan({ slices: plan.unchanged, plan: hinted, nameSlice: () => 'x' })).toHaveLength(1);
    expect(copyKnownFields(endpoint)).toEqual({ ...endpoint, addresses: [] });
    expect(endpointIdentity(endpoint)).toBe('[[],"","","gone"]');
    expect(
      simulateHints({ slices: [{ ...slice, endpoints: [endpoint] }], nodes: nodes({ a: 1, b: 1 }), change: {} }),
    ).toEqual([expect.objectContaining({ addressType: 'IPv4' })]);
    expect(listWarnings(slice, 'create')).toEqual([]);
    expect(defaultSlice(slice).endpoints[0]?.addresses).toEqual([]);
  });
});
