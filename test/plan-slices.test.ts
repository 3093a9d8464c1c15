import { buildEndpoint, buildSlice, httpEndpointPort, ownerWeb, sliceLabelsOfWeb } from './support/build.ts';
import { deepFreeze } from './support/deep-freeze.ts';
import { refuses } from './support/refuses.ts';
import { createsOf, deletesOf, updatesOf } from './support/writes.ts';
import { planSlices, type PlanSlicesInput, type SlicesPlan } from 'endpointslice';
import { describe, expect, test } from 'vitest';

const owner = { apiVersion: 'example.com/v1', kind: 'Gateway', name: 'gate', uid: 'g1' };
const group = { addressType: 'IPv4', ports: [httpEndpointPort], endpoints: [{ addresses: ['10.0.0.1'] }] } as const;
const world: PlanSlicesInput = {
  service: { namespace: 'shop', name: 'web' },
  managedBy: 'me',
  owner,
  groups: [group],
  slices: [],
};

function plan(fields: Partial<PlanSlicesInput> = {}): SlicesPlan {
  return planSlices(deepFreeze({ ...world, ...fields }));
}

/** The addresses that are created, slice by slice, after the type and the numbers of the ports. */
function created(fields: Partial<PlanSlicesInput>): string[] {
  return createsOf(plan(fields).plan).map(({ slice: { addressType, ports, endpoints } }) =>
    [addressType, ports.map(({ port }) => port).join(), ...endpoints.map(({ addresses }) => addresses.join('+'))].join(
      ' ',
    ),
  );
}

const mine = { 'kubernetes.io/service-name': 'web', 'endpointslice.kubernetes.io/managed-by': 'me' };
const service = { kind: 'Service', namespace: 'shop', name: 'web' };

describe('planSlices', () => {
  test('creates slices with the marks of their producer', () => {
    const { plan: planned, notices, statistics, hints } = plan({ labels: { b: '2', a: '1' }, headless: true });
    expect(createsOf(planned).map(({ slice }) => slice)).toEqual([
      {
        apiVersion: 'discovery.k8s.io/v1',
        kind: 'EndpointSlice',
        metadata: {
          generateName: 'web-',
          namespace: 'shop',
          labels: { a: '1', b: '2', ...mine, 'service.kubernetes.io/headless': '' },
          ownerReferences: [{ ...owner, controller: true, blockOwnerDeletion: true }],
        },
        addressType: 'IPv4',
        endpoints: [{ addresses: ['10.0.0.1'] }],
        ports: [httpEndpointPort],
      },
    ]);
    expect(notices).toEqual([]);
    expect(statistics).toMatchObject([{ addressType: 'IPv4' }]);
    expect(hints).toMatchObject({ verdicts: [{ strategy: 'None', reason: 'NotRequested' }] });
  });

  test('takes labels, prefix and time as they are given', () => {
    const [create] = createsOf(plan({ generateName: 'gate-', triggerTime: '2026-01-02T03:04:05Z' }).plan);
    expect(create?.slice.metadata).toMatchObject({
      generateName: 'gate-',
      labels: mine,
      annotations: { 'endpoints.kubernetes.io/last-change-trigger-time': '2026-01-02T03:04:05Z' },
    });
    expect(create?.slice.metadata.labels).not.toHaveProperty(['service.kubernetes.io/headless']);
  });

  test('joins groups of one type and port list, whatever the order of the ports', () => {
    const both = [httpEndpointPort, { name: 'https', protocol: 'TCP', port: 443 }];
    const groups = [
      { ...group, ports: both },
      { ...group, ports: [...both].reverse(), endpoints: [{ addresses: ['10.0.0.2'] }] },
      { ...group, endpoints: [{ addresses: ['10.0.0.3'] }] },
      { ...group, addressType: 'IPv6' as const, ports: both, endpoints: [{ addresses: ['fd00::1'] }] },
    ];
    expect(created({ groups }).sort()).toEqual([
      'IPv4 8080 10.0.0.3',
      'IPv4 8080,443 10.0.0.1 10.0.0.2',
      'IPv6 8080,443 fd00::1',
    ]);
  });

  test('writes addresses of the type only, in canonical form, and names the others', () => {
    const long = 'x'.repeat(70);
    const endpoints = [{ addresses: ['010.0.0.1', 'fd00::1'] }, { addresses: [long] }, { addresses: ['10.0.0.2'] }];
    expect(created({ groups: [{ ...group, endpoints }] })).toEqual(['IPv4 8080 10.0.0.1 10.0.0.2']);
    const invalid = { reason: 'InvalidAddress', expected: 'IPv4', object: service, retry: false };
    expect(plan({ groups: [{ ...group, endpoints }] }).notices).toEqual([
      { ...invalid, address: 'fd00::1', message: 'not an IPv4 address: "fd00::1"' },
      { ...invalid, address: long, message: `not an IPv4 address: "${'x'.repeat(64)}"` },
    ]);
    expect(created({ groups: [{ ...group, addressType: 'IPv6', endpoints: [{ addresses: ['FD00::1'] }] }] })).toEqual([
      'IPv6 8080 fd00::1',
    ]);
    expect(
      created({ groups: [{ ...group, addressType: 'FQDN', endpoints: [{ addresses: ['Example.com'] }] }] }),
    ).toEqual(['FQDN 8080 Example.com']);
  });

  test('leaves slices of other owners, managers and Services alone', () => {
    const slices = [
      buildSlice({ name: 'theirs', labels: mine }),
      buildSlice({ name: 'controller', labels: sliceLabelsOfWeb }),
      buildSlice({ name: 'other', labels: { ...mine, 'kubernetes.io/service-name': 'db' } }),
      buildSlice({ name: 'ours', labels: mine, owner: { ...owner }, endpoints: [{ addresses: ['10.0.0.1'] }] }),
    ];
    const { plan: planned, notices } = plan({ slices });
    expect(planned).toEqual({ writes: [], unchanged: [slices[3]] });
    expect(notices).toEqual([
      {
        reason: 'SliceOfOtherManager',
        managedBy: 'endpointslice-controller.k8s.io',
        object: { kind: 'EndpointSlice', namespace: 'shop', name: 'controller' },
        message: 'slice is managed by endpointslice-controller.k8s.io; left alone',
        retry: false,
      },
      {
        reason: 'SliceOfOtherOwner',
        object: { kind: 'EndpointSlice', namespace: 'shop', name: 'theirs' },
        message: 'slice belongs to another owner; left alone',
        retry: false,
      },
    ]);
  });

  test('deletes what no group wants, and keeps an empty slice where one is asked for', () => {
    const slices = [buildSlice({ labels: mine, owner, endpoints: [{ addresses: ['10.0.0.1'] }] })];
    expect(deletesOf(plan({ groups: [], slices }).plan).map(({ before }) => before)).toEqual(slices);
    expect(created({ groups: [], placeholders: ['IPv6'] })).toEqual(['IPv6 ']);
    expect(created({ groups: [] })).toEqual([]);
    const bare = plan({ groups: [{ ...group, endpoints: [{}, { addresses: null }, { addresses: [] }] as never }] });
    expect([bare.plan.writes, bare.notices]).toEqual([[], []]);
    expect(created({ groups: [], placeholders: null as never })).toEqual([]);
  });

  test('names endpoints that are there twice', () => {
    const endpoints = [buildEndpoint(), buildEndpoint({ zone: 'a' }), buildEndpoint({ pod: 'web-2' })];
    expect(plan({ groups: [{ ...group, endpoints }] }).notices).toEqual([
      {
        reason: 'DuplicateEndpoint',
        addressType: 'IPv4',
        address: '10.0.0.1',
        object: service,
        message: '"10.0.0.1" is the same endpoint as another IPv4 address of the same ports',
        retry: false,
      },
    ]);
  });

  test('creates nothing for an owner that is being deleted, and says so', () => {
    const { plan: planned, notices } = plan({ ownerTerminating: true });
    expect(planned.writes).toEqual([]);
    expect(notices).toEqual([
      {
        reason: 'OwnerTerminating',
        owner: { kind: 'Gateway', name: 'gate' },
        skippedCreateCount: 1,
        object: service,
        message: 'Gateway gate is being deleted; creates left out: 1',
        retry: false,
      },
    ]);
    expect(plan({ ownerTerminating: true, groups: [] }).notices).toEqual([]);
  });

  test('fills slices up to the maximum, 100 if none is given', () => {
    const endpoints = Array.from({ length: 150 }, (_, index) => ({ addresses: [`10.0.0.${index}`] }));
    const sizes = (maxEndpointsPerSlice?: number): number[] =>
      createsOf(plan({ groups: [{ ...group, endpoints }], maxEndpointsPerSlice }).plan).map(
        ({ slice }) => slice.endpoints.length,
      );
    expect(sizes()).toEqual([100, 50]);
    expect(sizes(120)).toEqual([120, 30]);
  });

  test('hints as it is told, and says when that changes', () => {
    const endpoints = [{ addresses: ['10.0.0.1'], zone: 'a' }];
    const groups = [{ ...group, endpoints }];
    const capacity = { zones: [], nodeCount: 0, ignoredNodes: [], problem: { reason: 'NoUsableNode' } } as const;
    const { notices, hints } = plan({ groups, hints: { strategy: 'TopologyAware', capacity } });
    expect(notices).toMatchObject([{ reason: 'TopologyAwareHintsDisabled', object: service, addressType: 'IPv4' }]);
    expect(hints.memory).toEqual({ IPv4: { strategy: 'TopologyAware', reason: 'NoUsableNode' } });
    const hinted = plan({ groups, hints: { strategy: 'PreferSameZone' } });
    expect(createsOf(hinted.plan)[0]?.slice.endpoints[0]?.hints).toEqual({ forZones: [{ name: 'a' }] });
  });

  test('updates a slice of its own', () => {
    const slices = [buildSlice({ labels: mine, owner, endpoints: [{ addresses: ['10.0.0.9'] }] })];
    const { plan: planned } = plan({
      slices,
      groups: [{ ...group, endpoints: [{ addresses: ['10.0.0.9'], zone: 'a' }] }],
    });
    expect(updatesOf(planned).map(({ slice }) => slice.endpoints)).toEqual([[{ addresses: ['10.0.0.9'], zone: 'a' }]]);
  });
});

describe('what is wrong is refused', () => {
  const input = (fields: object): readonly unknown[] => [{ ...world, ...fields }];
  refuses(planSlices, [
    [[5], new TypeError('planSlices: input must be an object, got 5')],
    [
      input({ maxEndpointsPerSlice: 0 }),
      new RangeError('planSlices: maxEndpointsPerSlice must be a whole number from 1 to 1000, got 0'),
    ],
    [
      input({ service: { namespace: '', name: 'web' } }),
      new TypeError('planSlices: service.namespace must be a non-empty string, got ""'),
    ],
    [
      input({ service: { namespace: 'shop', name: 5 } }),
      new TypeError('planSlices: service.name must be a non-empty string, got 5'),
    ],
    [input({ service: undefined }), new TypeError('planSlices: service must be an object, got undefined')],
    [input({ managedBy: '' }), new TypeError('planSlices: managedBy must be a non-empty string, got ""')],
    [input({ owner: 5 }), new TypeError('planSlices: owner must be an object, got 5')],
    ...(['apiVersion', 'kind', 'name', 'uid'] as const).map(
      (field) =>
        [
          input({ owner: { ...ownerWeb, [field]: '' } }),
          new TypeError(`planSlices: owner.${field} must be a non-empty string, got ""`),
        ] as const,
    ),
    [input({ labels: { a: 5 } }), new TypeError('planSlices: labels.a must be a string, got 5')],
    [input({ generateName: '' }), new TypeError('planSlices: generateName must be a non-empty string, got ""')],
    [input({ placeholders: 5 }), new TypeError('planSlices: placeholders must be an array, got 5')],
    [
      input({ placeholders: ['IPv4', 'IP'] }),
      new TypeError('planSlices: placeholders[1] must be IPv4, IPv6 or FQDN, got "IP"'),
    ],
    [input({ slices: 5 }), new TypeError('planSlices: slices must be an array, got 5')],
    [
      input({ hints: { strategy: 'x' } }),
      new RangeError(
        'planSlices: hints.strategy must be None, PreferSameZone, PreferSameNode, TopologyAware or a function, got "x"',
      ),
    ],
    [input({ groups: 5 }), new TypeError('planSlices: groups must be an array, got 5')],
    [input({ groups: [group, 5] }), new TypeError('planSlices: groups[1] must be an object, got 5')],
    [
      input({ groups: [group, { ...group, addressType: 'IP' }] }),
      new TypeError('planSlices: groups[1].addressType must be IPv4, IPv6 or FQDN, got "IP"'),
    ],
    [
      input({ groups: [{ ...group, ports: null }] }),
      new TypeError('planSlices: groups[0].ports must be an array, got null'),
    ],
    [
      input({ groups: [{ ...group, ports: [{ port: 0.5 }] }] }),
      new TypeError('planSlices: groups[0].ports[0].port must be a whole number, got 0.5'),
    ],
    [
      input({ groups: [{ ...group, endpoints: null }] }),
      new TypeError('planSlices: groups[0].endpoints must be an array, got null'),
    ],
    [
      input({ groups: [{ ...group, endpoints: [{}, 5] }] }),
      new TypeError('planSlices: groups[0].endpoints[1] must be an object, got 5'),
    ],
    [
      input({ groups: [{ ...group, endpoints: [{}, { addresses: [5] }] }] }),
      new TypeError('planSlices: groups[0].endpoints[1].addresses[0] must be a string, got 5'),
    ],
  ]);
});
