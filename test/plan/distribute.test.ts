import {
  buildEndpoint,
  buildEndpoints,
  buildSlice,
  httpEndpointPort,
  ownerWeb,
  podAddress,
  podName,
  sliceLabelsOfWeb,
} from '../support/build.ts';
import { deepFreeze } from '../support/deep-freeze.ts';
import { planSizes } from '../support/plan-world.ts';
import { createsOf, deletesOf, updatesOf } from '../support/writes.ts';
import {
  type DesiredGroup,
  distributeEndpoints,
  type Endpoint,
  type EndpointLike,
  type EndpointSliceLike,
  endpointReader,
  type Plan,
} from 'endpointslice';
import { describe, expect, test } from 'vitest';

const template = { namespace: 'shop', generateName: 'web-', labels: sliceLabelsOfWeb, owner: ownerWeb };

interface Given {
  readonly desired: readonly EndpointLike[];
  readonly slices?: readonly EndpointSliceLike[];
  readonly max?: number;
  readonly labels?: { readonly [key: string]: string };
}

/** Distributes `desired` over `slices`, everything frozen. */
function distribute({
  desired,
  slices = [],
  max = 10,
  labels,
}: Given): ReturnType<typeof distributeEndpoints<EndpointLike>> {
  const group: DesiredGroup = {
    addressType: 'IPv4',
    ports: [httpEndpointPort],
    items: desired,
    reader: endpointReader,
  };
  return distributeEndpoints(
    deepFreeze({
      group,
      slices,
      template: { ...template, labels: labels ?? template.labels },
      maxEndpointsPerSlice: max,
    }),
  );
}

/** The endpoint of this number. */
function endpoint(number: number): Endpoint {
  return buildEndpoint({ pod: podName(number), addresses: [podAddress(number)] });
}

/** The last numbers of the addresses of a slice of the plan. */
function numbersOf(plan: Plan, name: string): readonly number[] {
  const updated = updatesOf(plan).find(({ before }) => before.metadata?.name === name);
  return (updated?.slice.endpoints ?? []).map(({ addresses }) => Number(addresses[0]?.split('.')[3]));
}

function names(list: readonly { readonly before: EndpointSliceLike }[]): readonly (string | null | undefined)[] {
  return list.map(({ before }) => before.metadata?.name);
}

describe('distributeEndpoints', () => {
  test('keeps what is desired where it stands, as desired, and drops the rest (rule 1.9.1)', () => {
    const [zero, one, two, three] = [endpoint(0), endpoint(1), endpoint(2), endpoint(3)];
    const slices = [buildSlice({ endpoints: [three, two, one, zero] })];
    const changed = { ...two, zone: 'b' };
    const { plan } = distribute({ desired: [zero, changed, three], slices });
    expect(updatesOf(plan)[0]?.slice.endpoints).toEqual([three, changed, zero]);
    expect(updatesOf(plan)[0]?.reasons).toEqual(['EndpointsRemoved', 'EndpointsChanged']);
  });

  test('keeps the first of an endpoint that stands twice, in a slice or in two (rule 1.9.1)', () => {
    const [zero, one] = [endpoint(0), endpoint(1)];
    const slices = [
      buildSlice({ name: 'web-b', endpoints: [one, zero] }),
      buildSlice({ name: 'web-a', endpoints: [zero, zero] }),
    ];
    const { plan, removedCount } = distribute({ desired: [zero, one], slices });
    expect(numbersOf(plan, 'web-a')).toEqual([0]);
    expect(numbersOf(plan, 'web-b')).toEqual([1]);
    expect(removedCount).toBe(2);
  });

  test('writes a slice whose labels differ, endpoints as they are (rules 1.9.2, 1.9.3)', () => {
    const hinted = buildEndpoint({ hints: { forZones: [{ name: 'a' }] }, deprecatedTopology: { rack: '7' } });
    const slices = [buildSlice({ endpoints: [hinted] })];
    const labels = { ...sliceLabelsOfWeb, tier: 'front' };
    const { plan } = distribute({ desired: [buildEndpoint()], slices, labels });
    expect(updatesOf(plan)[0]?.reasons).toEqual(['LabelsChanged']);
    expect(updatesOf(plan)[0]?.slice.metadata.labels).toEqual(labels);
    expect(updatesOf(plan)[0]?.slice.endpoints).toEqual([hinted]);
  });

  test('writes new labels with new endpoints (rule 1.9.3)', () => {
    const labels = { ...sliceLabelsOfWeb, tier: 'front' };
    const { plan } = distribute({
      desired: buildEndpoints(1),
      slices: [buildSlice({ name: 'web-a', endpoints: buildEndpoints(2) })],
      labels,
    });
    expect(updatesOf(plan)[0]?.reasons).toEqual(['EndpointsRemoved', 'LabelsChanged']);
    expect(updatesOf(plan)[0]?.slice.metadata.labels).toEqual(labels);
  });

  test('deletes a slice of which nothing is left (rule 1.9.3)', () => {
    const { plan } = distribute({
      desired: buildEndpoints(2),
      slices: [
        buildSlice({ name: 'web-a', endpoints: buildEndpoints(2) }),
        buildSlice({ name: 'web-b', endpoints: buildEndpoints(2, 5) }),
      ],
    });
    expect(names(deletesOf(plan))).toEqual(['web-b']);
    expect(deletesOf(plan)[0]?.reasons).toEqual(['NoEndpointsLeft']);
    expect(plan.unchanged).toHaveLength(1);
  });

  test('gives back what is as it should be, the same objects (rule 1.9.3)', () => {
    const slices = [
      buildSlice({ name: 'web-a', endpoints: buildEndpoints(2) }),
      buildSlice({ name: 'web-b', endpoints: buildEndpoints(2, 2) }),
    ];
    const { plan } = distribute({ desired: buildEndpoints(4), slices });
    expect(plan.unchanged[0]).toBe(slices[0]);
    expect(plan.unchanged[1]).toBe(slices[1]);
    expect(planSizes(plan)).toEqual({ create: [], update: [], unchanged: [2, 2], deleteCount: 0 });
  });

  test('leaves a slice that is empty and stays empty (rule 1.9.4)', () => {
    const { plan } = distribute({ desired: [], slices: [buildSlice({ name: 'web-a', endpoints: buildEndpoints(0) })] });
    expect(planSizes(plan)).toEqual({ create: [], update: [], unchanged: [0], deleteCount: 0 });
  });

  test('loses hints and topology of endpoints in a slice whose endpoints change (rule 1.9.5)', () => {
    const [zero, one] = [endpoint(0), endpoint(1)];
    const hinted = { ...zero, hints: { forZones: [{ name: 'a' }] }, deprecatedTopology: { rack: '7' } };
    const { plan } = distribute({ desired: [zero], slices: [buildSlice({ endpoints: [hinted, one] })] });
    expect(updatesOf(plan)[0]?.slice.endpoints).toEqual([zero]);
  });

  test('keeps all else of a slice that is written, shared with nobody (rule 1.9.6)', () => {
    const slice = buildSlice({ endpoints: buildEndpoints(2), annotations: { note: 'x' } });
    const odd = { ...slice, metadata: { ...slice.metadata, finalizers: ['example.com/keep'] } };
    const written = updatesOf(distribute({ desired: buildEndpoints(1), slices: [odd] }).plan)[0]?.slice;
    const { labels, deletionTimestamp, ...metadata } = odd.metadata;
    expect(deletionTimestamp).toBeUndefined();
    expect(written?.metadata).toEqual({ ...metadata, labels: { ...labels } });
    expect(written?.metadata.annotations).not.toBe(odd.metadata.annotations);
    expect(written).toMatchObject({ addressType: 'IPv4', ports: [httpEndpointPort] });
  });

  test('fills the slices that are written anyway, the fullest first (rule 1.9.7)', () => {
    const moved = (first: number): EndpointLike[] => buildEndpoints(1, first).map((one) => ({ ...one, zone: 'b' }));
    const slices = [
      buildSlice({ name: 'web-a', endpoints: buildEndpoints(3) }),
      buildSlice({ name: 'web-b', endpoints: buildEndpoints(7, 10) }),
      buildSlice({ name: 'web-c', endpoints: buildEndpoints(5, 20) }),
    ];
    const desired = [
      ...moved(0),
      ...buildEndpoints(2, 1),
      ...moved(10),
      ...buildEndpoints(6, 11),
      ...moved(20),
      ...buildEndpoints(4, 21),
    ];
    const { plan } = distribute({ desired: [...desired, ...buildEndpoints(9, 30)], slices });
    expect(planSizes(plan)).toEqual({ create: [], update: [4, 10, 10], unchanged: [], deleteCount: 0 });
    expect(numbersOf(plan, 'web-b').slice(7)).toEqual([30, 31, 32]);
    expect(numbersOf(plan, 'web-c').slice(5)).toEqual([33, 34, 35, 36, 37]);
    expect(numbersOf(plan, 'web-a').slice(3)).toEqual([38]);
  });

  test('takes the first by name of slices equally full (rule 1.9.7)', () => {
    const slices = [
      buildSlice({ name: 'web-b', endpoints: buildEndpoints(3) }),
      buildSlice({ name: 'web-a', endpoints: buildEndpoints(3, 10) }),
    ];
    const desired = [...buildEndpoints(2), ...buildEndpoints(2, 10), ...buildEndpoints(1, 20)];
    const { plan } = distribute({ desired, slices });
    expect(numbersOf(plan, 'web-a')).toEqual([10, 11, 20]);
    expect(numbersOf(plan, 'web-b')).toEqual([0, 1]);
  });

  test('puts all of a rest into the one unchanged slice that it fills best (rule 1.9.8)', () => {
    const slices = [
      buildSlice({ name: 'web-a', endpoints: buildEndpoints(4) }),
      buildSlice({ name: 'web-b', endpoints: buildEndpoints(7, 10) }),
      buildSlice({ name: 'web-c', endpoints: buildEndpoints(8, 20) }),
      buildSlice({ name: 'web-d', endpoints: buildEndpoints(2, 30) }),
    ];
    const desired = slices.flatMap(({ endpoints }) => endpoints ?? []);
    const { plan } = distribute({ desired: [...desired, ...buildEndpoints(3, 40)], slices });
    expect(names(updatesOf(plan))).toEqual(['web-b']);
    expect(planSizes(plan)).toEqual({ create: [], update: [10], unchanged: [4, 8, 2], deleteCount: 0 });
  });

  test('puts a rest into the first by name of unchanged slices equally full (rule 1.9.8)', () => {
    const slices = [
      buildSlice({ name: 'web-b', endpoints: buildEndpoints(4) }),
      buildSlice({ name: 'web-a', endpoints: buildEndpoints(4, 10) }),
      buildSlice({ name: 'web-c', endpoints: buildEndpoints(3, 20) }),
    ];
    const desired = slices.flatMap(({ endpoints }) => endpoints ?? []);
    const { plan } = distribute({ desired: [...desired, ...buildEndpoints(3, 40)], slices });
    expect(names(updatesOf(plan))).toEqual(['web-a']);
    expect(numbersOf(plan, 'web-a').slice(4)).toEqual([40, 41, 42]);
    expect(updatesOf(plan)[0]?.reasons).toEqual(['EndpointsAdded']);
  });

  test('leaves hints as they are in a slice that it fills up (rule 1.9.8)', () => {
    const hinted = buildEndpoint({ hints: { forZones: [{ name: 'a' }] } });
    const { plan } = distribute({
      desired: [buildEndpoint(), ...buildEndpoints(1, 5)],
      slices: [buildSlice({ endpoints: [hinted] })],
    });
    expect(updatesOf(plan)[0]?.slice.endpoints[0]).toEqual(hinted);
  });

  test('opens a new slice for what fits in no unchanged one, as often as it takes (rule 1.9.9)', () => {
    const slices = [buildSlice({ name: 'web-a', endpoints: buildEndpoints(8) })];
    const { plan } = distribute({ desired: buildEndpoints(35), slices });
    expect(planSizes(plan)).toEqual({ create: [10, 10, 7], update: [], unchanged: [8], deleteCount: 0 });
  });

  test.each([
    [9, { create: [], update: [10], unchanged: [], deleteCount: 0 }],
    [10, { create: [10], update: [], unchanged: [1], deleteCount: 0 }],
    [13, { create: [10], update: [4], unchanged: [], deleteCount: 0 }],
  ])('makes of one slice of one and %i more, at most ten in each: %j (rule 1.9.10)', (more, expected) => {
    const { plan } = distribute({
      desired: buildEndpoints(1 + more),
      slices: [buildSlice({ name: 'web-a', endpoints: buildEndpoints(1) })],
    });
    expect(planSizes(plan)).toEqual(expected);
  });

  test('fills an empty slice with exactly the maximum, where the reference leaves it behind (rule 1.9.10) (ledger planner/exactly-full)', () => {
    const { plan } = distribute({
      desired: buildEndpoints(10),
      slices: [buildSlice({ name: 'web-a', endpoints: buildEndpoints(0) })],
    });
    expect(planSizes(plan)).toEqual({ create: [], update: [10], unchanged: [], deleteCount: 0 });
  });

  test('reuses a slice that keeps nothing rather than fill another to the brim (ledger planner/exactly-full)', () => {
    const { plan, removedCount } = distribute({
      desired: buildEndpoints(10),
      slices: [
        buildSlice({ name: 'web-a', endpoints: buildEndpoints(0) }),
        buildSlice({ name: 'web-b', endpoints: buildEndpoints(2, 50) }),
      ],
    });
    expect(names(updatesOf(plan))).toEqual(['web-b']);
    expect(planSizes(plan)).toEqual({ create: [], update: [10], unchanged: [0], deleteCount: 0 });
    expect(removedCount).toBe(2);
  });

  test('refills an empty slice when one is the maximum (rule 1.9.10)', () => {
    const { plan } = distribute({
      desired: buildEndpoints(2),
      slices: [buildSlice({ name: 'web-a', endpoints: buildEndpoints(0) })],
      max: 1,
    });
    expect(planSizes(plan)).toEqual({ create: [1], update: [1], unchanged: [], deleteCount: 0 });
  });

  test('neither splits nor merges, and reuses a slice that keeps nothing (rules 1.9.11, 1.13.1)', () => {
    const overfull = buildSlice({ name: 'web-a', endpoints: buildEndpoints(12) });
    const slices = [
      overfull,
      buildSlice({ name: 'web-b', endpoints: buildEndpoints(1, 20) }),
      buildSlice({ name: 'web-c', endpoints: buildEndpoints(1, 21) }),
      buildSlice({ name: 'web-d', endpoints: buildEndpoints(2, 30) }),
    ];
    const desired = [...buildEndpoints(12), ...buildEndpoints(2, 20), ...buildEndpoints(10, 40)];
    const { plan } = distribute({ desired, slices });
    expect(names(updatesOf(plan))).toEqual(['web-d']);
    expect(planSizes(plan)).toEqual({ create: [], update: [10], unchanged: [12, 1, 1], deleteCount: 0 });
    const changed = distribute({ desired: desired.slice(1), slices: [overfull] }).plan;
    expect(updatesOf(changed)[0]?.slice.endpoints).toHaveLength(11);
  });

  test.each([0, -1, 1001, 2.5, Number.NaN])('refuses the maximum %d (rule 1.9.12)', (max) => {
    expect(() => distribute({ desired: [], max })).toThrow(
      /^distributeEndpoints: maxEndpointsPerSlice must be a whole number from 1 to 1000, got /,
    );
  });

  test.each([
    [{ group: undefined }, 'group must be an object, got undefined'],
    [{ group: { addressType: 'IPv4', ports: [], items: 'x', reader: endpointReader } }, 'group.items must be an array'],
    [{ group: { addressType: 'IPv4', ports: 5, items: [], reader: endpointReader } }, 'group.ports must be an array'],
    [{ group: { addressType: 'IPv4', ports: [], items: [] } }, 'group.reader must be an object'],
    [{ template: null }, 'template must be an object, got null'],
    [{ template: { ...template, labels: { a: 1 } } }, 'template.labels.a must be a string, got 1'],
    [{ slices: {} }, 'slices must be an array'],
    [{ slices: [{}] }, 'slices[0].metadata must be an object, got undefined'],
  ])('names what is wrong: %j', (wrong, message) => {
    const group: DesiredGroup = { addressType: 'IPv4', ports: [], items: [], reader: endpointReader };
    const input = { group, slices: [], template, maxEndpointsPerSlice: 1, ...wrong };
    expect(() => distributeEndpoints(input as never)).toThrow(`distributeEndpoints: ${message}`);
  });

  test('counts newcomers and leavers (rule 1.9.13)', () => {
    const { addedCount, removedCount } = distribute({
      desired: [...buildEndpoints(3), ...buildEndpoints(4, 50)],
      slices: [
        buildSlice({ name: 'web-a', endpoints: buildEndpoints(5) }),
        buildSlice({ name: 'web-b', endpoints: buildEndpoints(2, 20) }),
      ],
    });
    expect({ addedCount, removedCount }).toEqual({ addedCount: 4, removedCount: 4 });
  });

  test('takes newcomers in the order of their addresses as numbers', () => {
    const desired = [300, 9, 10, 256].map((number) => buildEndpoint({ pod: 'x', addresses: [podAddress(number)] }));
    const { plan } = distribute({ desired });
    expect(createsOf(plan)[0]?.slice.endpoints.map(({ addresses }) => addresses[0])).toEqual(
      [9, 10, 256, 300].map(podAddress),
    );
  });

  test('takes newcomers that share an address in the order of their hostnames and targets', () => {
    const desired = ['web-c', 'web-a', 'web-b'].map((pod) => buildEndpoint({ pod }));
    const { plan } = distribute({ desired, max: 2 });
    expect(createsOf(plan).map(({ slice }) => slice.endpoints.map(({ targetRef }) => targetRef?.name))).toEqual([
      ['web-a', 'web-b'],
      ['web-c'],
    ]);
  });

  test('lists desired endpoints that lost to another of the same identity; the ready one wins (ledger planner/duplicate-desired)', () => {
    const ready = buildEndpoint();
    const notReady = buildEndpoint({ conditions: { ready: false, serving: false, terminating: false } });
    for (const desired of [
      [ready, notReady],
      [notReady, ready],
    ]) {
      const { plan, duplicates } = distribute({ desired });
      expect(createsOf(plan)[0]?.slice.endpoints).toEqual([ready]);
      expect(duplicates).toEqual([notReady]);
    }
  });

  test('tells endpoints that share an address apart by hostname and target', () => {
    const desired = [buildEndpoint(), buildEndpoint({ pod: 'web-2' }), buildEndpoint({ hostname: 'h' })];
    const { plan } = distribute({ desired, slices: [buildSlice({ endpoints: desired.slice(1) })] });
    expect(updatesOf(plan)[0]?.slice.endpoints).toEqual([desired[1], desired[2], desired[0]]);
  });
});
