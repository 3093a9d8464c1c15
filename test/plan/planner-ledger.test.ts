import { createsOf, deletesOf, updatesOf } from '../support/writes.ts';
import { type EndpointSliceLike, formatPlan, planService, type PodLike, type ServiceLike } from 'endpointslice';
import { describe, expect, test } from 'vitest';

const labels = {
  'kubernetes.io/service-name': 'web',
  'endpointslice.kubernetes.io/managed-by': 'endpointslice-controller.k8s.io',
};
const service: ServiceLike = {
  metadata: { namespace: 'shop', name: 'web', uid: 'u1' },
  spec: {
    clusterIP: '10.96.0.1',
    ipFamilies: ['IPv4'],
    selector: { app: 'web' },
    ports: [
      { name: 'https', port: 443, targetPort: 8443 },
      { name: 'http', port: 80, targetPort: 8080 },
    ],
  },
};
const nodes = [{ metadata: { name: 'n1' } }];

function podAt(number: number): PodLike {
  return {
    metadata: { namespace: 'shop', name: `web-${number}`, uid: `p${number}`, labels: { app: 'web' } },
    spec: { nodeName: 'n1' },
    status: { phase: 'Running', podIPs: [{ ip: `10.0.0.${number}` }] },
  };
}

/** The slices of a plan for these pods under other names, as a controller would find them. */
function slicesOf(
  pods: readonly PodLike[],
  change: (slice: EndpointSliceLike) => EndpointSliceLike,
): EndpointSliceLike[] {
  const { plan } = planService({ service, pods, nodes, slices: [], maxEndpointsPerSlice: 2 });
  return createsOf(plan).map(({ slice }, index) =>
    change({ ...slice, metadata: { ...slice.metadata, name: `web-${index}` } }),
  );
}

describe('where the planner differs from the reference', () => {
  test('what stays is written in the order in which it stood (ledger planner/order-of-what-stays)', () => {
    const [slice] = slicesOf([podAt(1)], ({ metadata, ports, ...rest }) => ({
      ...rest,
      ports: [...(ports ?? [])].reverse(),
      metadata: { ...metadata, labels: { ...labels, stray: 'x' } },
    }));
    const { plan } = planService({ service, pods: [podAt(1)], nodes, slices: slice === undefined ? [] : [slice] });
    expect(updatesOf(plan).map(({ slice: written }) => written.ports)).toEqual([slice?.ports]);
  });

  test('slices go on with other ports, and no endpoint moves (ledger planner/keep-the-partition)', () => {
    const pods = [4, 1, 3, 2].map(podAt);
    const old = (index: number): EndpointSliceLike[] =>
      slicesOf(pods.slice(index, index + 2), ({ metadata, ...rest }) => ({
        ...rest,
        metadata: { ...metadata, name: `web-${index}` },
        ports: [{ name: 'old', protocol: 'TCP', port: 1 }],
      }));
    const { plan } = planService({ service, pods, nodes, slices: [...old(0), ...old(2)], maxEndpointsPerSlice: 2 });
    expect(updatesOf(plan).map(({ slice }) => slice.endpoints.map(({ addresses }) => addresses[0]))).toEqual([
      ['10.0.0.1', '10.0.0.4'],
      ['10.0.0.2', '10.0.0.3'],
    ]);
    expect(updatesOf(plan).map(({ reasons }) => reasons)).toEqual([['PortsChanged'], ['PortsChanged']]);
  });

  test('a Service being deleted gets a slice for what another hands over, and no other (ledger planner/terminating-keeps-endpoints)', () => {
    const dying = { ...service, metadata: { ...service.metadata, deletionTimestamp: '2026-01-02T03:04:05Z' } };
    const [slice] = slicesOf([podAt(1), podAt(2)], (one) => ({
      ...one,
      ports: [{ name: 'old', protocol: 'TCP', port: 1 }],
    }));
    const slices = slice === undefined ? [] : [slice];
    const { plan } = planService({ service: dying, pods: [1, 2].map(podAt), nodes, slices, maxEndpointsPerSlice: 1 });
    expect(createsOf(plan).map((create) => create.slice.endpoints[0]?.addresses[0])).toEqual(['10.0.0.2']);
    expect(updatesOf(plan).map((update) => update.slice.endpoints[0]?.addresses[0])).toEqual(['10.0.0.1']);
    const fresh = planService({ service: dying, pods: [1, 2].map(podAt), nodes, slices: [], maxEndpointsPerSlice: 1 });
    expect(fresh.plan.writes).toEqual([]);
  });

  test('endpoints of slices that go whole count as removed (rule 1.9.13) (ledger planner/removed-count)', () => {
    const [slice] = slicesOf([podAt(1), podAt(2)], (one) => ({
      ...one,
      ports: [{ name: 'old', protocol: 'TCP', port: 1 }],
    }));
    const { statistics } = planService({ service, pods: [], nodes, slices: slice === undefined ? [] : [slice] });
    expect(statistics.map(({ removedCount }) => removedCount)).toEqual([2]);
  });

  test('the order of pods and slices decides nothing (rule 1.17) (ledger planner/order-of-filling)', () => {
    const pods = [1, 2, 3, 4, 5].map(podAt);
    const slices = slicesOf([podAt(1), podAt(3)], (one) => one);
    const plan = planService({ service, pods, nodes, slices, maxEndpointsPerSlice: 2 }).plan;
    const other = planService({
      service,
      pods: [...pods].reverse(),
      nodes,
      slices: [...slices].reverse(),
      maxEndpointsPerSlice: 2,
    }).plan;
    expect(formatPlan(other)).toBe(formatPlan(plan));
  });

  test('the first name goes to the first of what would be created (rule 1.13.1) (ledger planner/order-of-recycling)', () => {
    const slices = slicesOf([podAt(7), podAt(8), podAt(9)], (one) => one);
    const pods = [1, 2, 3, 4, 5].map(podAt);
    const { plan } = planService({ service, pods, nodes, slices, maxEndpointsPerSlice: 2 });
    expect(updatesOf(plan).map(({ slice }) => [slice.metadata.name, slice.endpoints[0]?.addresses[0]])).toEqual([
      ['web-0', '10.0.0.1'],
      ['web-1', '10.0.0.3'],
    ]);
    expect(createsOf(plan).map(({ slice }) => slice.endpoints[0]?.addresses[0])).toEqual(['10.0.0.5']);
  });

  test('planning again writes what is left when only a part was written (ledger planner/failed-writes)', () => {
    const pods = [1, 2, 3, 4].map(podAt);
    const all = slicesOf(pods, (one) => one);
    const { plan } = planService({ service, pods, nodes, slices: all.slice(0, 1), maxEndpointsPerSlice: 2 });
    expect(createsOf(plan).map(({ slice }) => slice.endpoints.map(({ addresses }) => addresses[0]))).toEqual([
      ['10.0.0.3', '10.0.0.4'],
    ]);
    expect([...updatesOf(plan), ...deletesOf(plan)]).toEqual([]);
  });
});
