import {
  buildEndpoint,
  buildPod,
  buildService,
  buildSlice,
  ownerWeb,
  type SliceFields,
  sliceLabelsOfWeb,
} from '../support/build.ts';
import { planSizes, planText, planWorld } from '../support/plan-world.ts';
import { createsOf, deletesOf, updatesOf } from '../support/writes.ts';
import type { PlannedUpdate, EndpointSliceLike } from 'endpointslice';
import { describe, expect, test } from 'vitest';

const nothing = { create: [], update: [], unchanged: [0], deleteCount: 0 };

/** The placeholder of `buildService()`. */
function placeholder(fields: SliceFields = {}): EndpointSliceLike {
  return buildSlice({ ports: [], ...fields });
}

describe('planService, of a Service without pods,', () => {
  test('creates a placeholder in every address type: no ports, no endpoints (rule 1.10.1)', () => {
    const { plan } = planWorld({ service: buildService({ ipFamilies: ['IPv4', 'IPv6'] }) });
    expect(createsOf(plan).map(({ slice, reasons }) => ({ ...slice, metadata: {}, reasons }))).toEqual(
      ['IPv4', 'IPv6'].map((addressType) => ({
        apiVersion: 'discovery.k8s.io/v1',
        kind: 'EndpointSlice',
        metadata: {},
        addressType,
        endpoints: [],
        ports: [],
        reasons: ['Placeholder'],
      })),
    );
  });

  test('creates none where a slice stays, if only an empty one (rule 1.10.1)', () => {
    const pods = [buildPod({ nodeName: 'missing' })];
    expect(planSizes(planWorld({ pods, slices: [buildSlice()] }).plan)).toEqual(nothing);
  });

  test('replaces the last slice by one (rule 1.10.1)', () => {
    expect(planText({ slices: [buildSlice({ endpoints: [buildEndpoint()] })] })).toBe(
      'update IPv4 web-a: 0 endpoints (Recycled, EndpointsRemoved, PortsChanged)\n  port - http/TCP/8080\n  - 10.0.0.1 Pod shop/web-1 on n1: ready serving\n',
    );
  });

  test.each<SliceFields>([{}, { ports: null }, { name: 'other' }, { annotations: { note: 'x' } }])(
    'leaves one alone that is as it should be but for %j (rule 1.10.2)',
    (fields) => {
      expect(planSizes(planWorld({ slices: [placeholder(fields)] }).plan)).toEqual(nothing);
    },
  );

  test.each<SliceFields>([
    { labels: { ...sliceLabelsOfWeb, team: 'blue' } },
    { ports: [{ name: 'http', protocol: 'TCP', port: 8080 }] },
    { addressType: 'IPv6' },
  ])('writes anew one that differs in %j (rule 1.10.2)', (fields) => {
    const { plan } = planWorld({ slices: [placeholder(fields)] });
    expect(createsOf(plan).length + updatesOf(plan).length).toBe(1);
    expect(plan.unchanged).toEqual([]);
  });

  test('keeps one of several and deletes the others (rule 1.10.2) (ledger planner/placeholder-kept-beside-others)', () => {
    const slices = [placeholder({ name: 'web-b' }), placeholder({ name: 'web-a' })];
    expect(planText({ slices })).toBe(
      'delete IPv4 web-b: 0 endpoints (PortsNotWanted)\nunchanged IPv4 web-a: 0 endpoints\n',
    );
  });

  test('replaces one of an earlier Service of the name, where the reference keeps it (rule 1.10.3) (ledger planner/placeholder-of-another-owner)', () => {
    const slices = [placeholder({ owner: { ...ownerWeb, uid: 'earlier' } })];
    expect(planText({ slices })).toBe(
      'create IPv4 web-*: 0 endpoints (Placeholder)\ndelete IPv4 web-a: 0 endpoints (NotOwned)\n',
    );
  });

  test.each([
    [{}, { tier: '' }],
    [{ tier: '' }, {}],
  ])(
    'writes one anew whose labels differ by an empty one, of the Service %j, of the slice %j, where the reference takes empty for absent (ledger planner/placeholder-empty-label)',
    (ofService, ofSlice) => {
      const service = buildService({ labels: ofService });
      const { plan } = planWorld({ service, slices: [placeholder({ labels: { ...sliceLabelsOfWeb, ...ofSlice } })] });
      expect(updatesOf(plan).map(({ slice }) => [slice.metadata.name, slice.metadata.labels])).toEqual([
        ['web-a', { ...ofService, ...sliceLabelsOfWeb }],
      ]);
      expect([createsOf(plan), deletesOf(plan), plan.unchanged]).toEqual([[], [], []]);
      const { slice } = updatesOf(plan)[0] as PlannedUpdate;
      expect(planSizes(planWorld({ service, slices: [slice] }).plan)).toEqual(nothing);
    },
  );

  test('gives it the headless label when the Service becomes headless, where the reference does not (rule 1.10.3) (ledger planner/headless-flip)', () => {
    const service = buildService({ clusterIP: 'None' });
    const { plan } = planWorld({ service, slices: [placeholder()] });
    expect(updatesOf(plan)[0]?.slice.metadata.labels).toEqual({
      ...sliceLabelsOfWeb,
      'service.kubernetes.io/headless': '',
    });
  });
});

describe('planService, when the first pod comes,', () => {
  test('uses the name of the placeholder for the first real slice (rule 1.10.4)', () => {
    expect(planText({ pods: [buildPod()], slices: [placeholder()] })).toBe(
      'update IPv4 web-a http/TCP/8080: 1 endpoint (Recycled, EndpointsAdded, PortsChanged)\n  port + http/TCP/8080\n  + 10.0.0.1 Pod shop/web-1 on n1: ready serving\n',
    );
  });

  test('fills the placeholder of a headless Service without ports (rule 1.10.4)', () => {
    const service = buildService({ clusterIP: 'None', ports: [] });
    const labels = { ...sliceLabelsOfWeb, 'service.kubernetes.io/headless': '' };
    expect(planText({ service, pods: [buildPod()], slices: [placeholder({ labels })] })).toBe(
      'update IPv4 web-a: 1 endpoint (EndpointsAdded)\n  + 10.0.0.1 Pod shop/web-1 on n1: ready serving\n',
    );
  });
});
