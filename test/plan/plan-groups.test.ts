import { planGroups, type PlanGroupsInput } from '../../src/plan/plan-groups.ts';
import { deepFreeze } from '../support/deep-freeze.ts';
import { createsOf } from '../support/writes.ts';
import {
  type AddressType,
  type EndpointLike,
  endpointReader,
  type EndpointSliceLike,
  formatPlan,
  type PlanSlicesInput,
  planSlices,
  type SlicesPlan,
} from 'endpointslice';
import { describe, expect, test } from 'vitest';

const owner = { apiVersion: 'v1', kind: 'Service', name: 'web', uid: 'u1' };
const labels = { 'kubernetes.io/service-name': 'web', 'endpointslice.kubernetes.io/managed-by': 'me' };

/** Content in words: `IPv4 80: 10.0.0.1 10.0.0.2` is two endpoints on port 80, `IPv4 : 10.0.0.1` one without ports. */
function readContent(text: string) {
  const [about = '', addresses = ''] = text.split(': ');
  const [addressType = '', ...ports] = about.replace(':', '').split(' ');
  return {
    addressType: addressType as AddressType,
    ports: ports
      .filter((port) => port !== '')
      .map((port) => ({ name: `p${port}`, protocol: 'TCP', port: Number(port) })),
    endpoints: addresses
      .split(' ')
      .filter((address) => address !== '')
      .map((address) => ({ addresses: [address] })),
  };
}

/** A slice in words: `web-a IPv4 80: 10.0.0.1`. */
function readSlice(text: string): EndpointSliceLike {
  const name = text.slice(0, text.indexOf(' '));
  return {
    ...readContent(text.slice(name.length + 1)),
    metadata: { namespace: 'shop', name, labels, ownerReferences: [owner] },
  };
}

function plan(
  groups: readonly string[],
  slices: readonly string[],
  options: Partial<PlanSlicesInput> = {},
): SlicesPlan {
  const input = { service: { namespace: 'shop', name: 'web' }, managedBy: 'me', owner, maxEndpointsPerSlice: 2 };
  return planSlices(
    deepFreeze({ ...input, groups: groups.map(readContent), slices: slices.map(readSlice), ...options }),
  );
}

/** The plan, one line a slice. */
function linesOf(...args: Parameters<typeof plan>): string[] {
  return formatPlan(plan(...args).plan)
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith(' '));
}

describe('planSlices, of several groups,', () => {
  test('plans address types and ports in their order, whatever the order given (rules 1.7, 1.8.2)', () => {
    const groups = ['FQDN 80: a.example', 'IPv4 82: 10.0.0.1', 'IPv6 80: fd00::1', 'IPv4 81: 10.0.0.1'];
    const expected = [
      'create IPv4 web-* p81/TCP/81: 1 endpoint (EndpointsAdded)',
      'create IPv4 web-* p82/TCP/82: 1 endpoint (EndpointsAdded)',
      'create IPv6 web-* p80/TCP/80: 1 endpoint (EndpointsAdded)',
      'create FQDN web-* p80/TCP/80: 1 endpoint (EndpointsAdded)',
    ];
    expect(linesOf(groups, [])).toEqual(expected);
    expect(linesOf([...groups].reverse(), [])).toEqual(expected);
  });

  test('deletes slices of types that nobody wants, types of no API among them, and counts what they held', () => {
    const slices = [
      'f FQDN 80: a b',
      's IPv6 80: fd00::1',
      'y Yard 80: 1',
      'x Xray 80: 1 2',
      'a Alpha 80: 1',
      'e IPv4 80:',
    ];
    expect(linesOf([], slices)).toEqual([
      'delete Alpha a p80/TCP/80: 1 endpoint (AddressTypeNotWanted)',
      'delete IPv4 e p80/TCP/80: 0 endpoints (AddressTypeNotWanted)',
      'delete FQDN f p80/TCP/80: 2 endpoints (AddressTypeNotWanted)',
      'delete IPv6 s p80/TCP/80: 1 endpoint (AddressTypeNotWanted)',
      'delete Xray x p80/TCP/80: 2 endpoints (AddressTypeNotWanted)',
      'delete Yard y p80/TCP/80: 1 endpoint (AddressTypeNotWanted)',
    ]);
    expect(plan([], slices).statistics).toEqual(
      [
        ['IPv4', 0],
        ['IPv6', 1],
        ['FQDN', 2],
        ['Alpha', 1],
        ['Xray', 2],
        ['Yard', 1],
      ].map(([addressType, removedCount]) => ({ addressType, addedCount: 0, removedCount, portMaps: [] })),
    );
  });

  test.each<[string, readonly string[], readonly string[], readonly string[]]>([
    [
      'creates one in each type',
      [],
      [],
      ['create IPv4 web-*: 0 endpoints (Placeholder)', 'create IPv6 web-*: 0 endpoints (Placeholder)'],
    ],
    [
      'keeps one that is there, and deletes what is beside it',
      [],
      ['a IPv4 80: 10.0.0.1', 'b IPv4 :', 'c IPv6 :'],
      [
        'delete IPv4 a p80/TCP/80: 1 endpoint (PortsNotWanted)',
        'unchanged IPv4 b: 0 endpoints',
        'unchanged IPv6 c: 0 endpoints',
      ],
    ],
    [
      'takes the name of the first slice that goes',
      [],
      ['b IPv4 80: 10.0.0.1', 'a IPv4 81: 10.0.0.1', 'c IPv6 :'],
      [
        'update IPv4 a: 0 endpoints (Recycled, EndpointsRemoved, PortsChanged)',
        'delete IPv4 b p80/TCP/80: 1 endpoint (PortsNotWanted)',
        'unchanged IPv6 c: 0 endpoints',
      ],
    ],
    [
      'takes no slice with endpoints for one, though it has no ports',
      [],
      ['a IPv4 : 10.0.0.1', 'b IPv6 :'],
      ['update IPv4 a: 0 endpoints (Recycled, EndpointsRemoved)', 'unchanged IPv6 b: 0 endpoints'],
    ],
    [
      'needs none where a slice stays or is written',
      ['IPv4 80: 10.0.0.1', 'IPv6 80: fd00::1'],
      ['a IPv4 80: 10.0.0.1', 'b IPv6 80: fd00::1 fd00::2'],
      ['update IPv6 b p80/TCP/80: 1 endpoint (EndpointsRemoved)', 'unchanged IPv4 a p80/TCP/80: 1 endpoint'],
    ],
  ])('of placeholders %s (rule 1.10)', (_, groups, slices, expected) => {
    expect(linesOf(groups, slices, { placeholders: ['IPv6', 'IPv4'] })).toEqual(expected);
  });

  test.each<[string, readonly string[], readonly string[], readonly string[]]>([
    [
      'fills a slice to the brim rather than create one',
      ['IPv4 80: 10.0.0.1 10.0.0.2'],
      ['a IPv4 80:'],
      ['update IPv4 a p80/TCP/80: 2 endpoints (EndpointsAdded)'],
    ],
    [
      'reuses a slice that goes rather than fill another to the brim',
      ['IPv4 80: 10.0.0.1 10.0.0.2'],
      ['a IPv4 80:', 'b IPv4 90:'],
      [
        'update IPv4 b p80/TCP/80: 2 endpoints (Recycled, EndpointsAdded, PortsChanged)',
        'unchanged IPv4 a p80/TCP/80: 0 endpoints',
      ],
    ],
    [
      'fills as many to the brim as cannot be reused, the first of the groups',
      ['IPv4 80: 10.0.0.1 10.0.0.2', 'IPv4 81: 10.0.0.3 10.0.0.4'],
      ['a IPv4 80:', 'b IPv4 81:', 'c IPv4 90:'],
      [
        'update IPv4 a p80/TCP/80: 2 endpoints (EndpointsAdded)',
        'update IPv4 c p81/TCP/81: 2 endpoints (Recycled, EndpointsAdded, PortsChanged)',
        'unchanged IPv4 b p81/TCP/81: 0 endpoints',
      ],
    ],
    [
      'fills to the brim in every group where nothing can be reused',
      ['IPv4 80: 10.0.0.1 10.0.0.2', 'IPv4 81: 10.0.0.3 10.0.0.4'],
      ['a IPv4 80:', 'b IPv4 81:'],
      [
        'update IPv4 a p80/TCP/80: 2 endpoints (EndpointsAdded)',
        'update IPv4 b p81/TCP/81: 2 endpoints (EndpointsAdded)',
      ],
    ],
    [
      'fills to the brim where it can, though the groups before get new slices',
      ['IPv4 80: 10.0.0.1 10.0.0.2', 'IPv4 81: 10.0.0.3 10.0.0.4'],
      ['b IPv4 81:'],
      [
        'create IPv4 web-* p80/TCP/80: 2 endpoints (EndpointsAdded)',
        'update IPv4 b p81/TCP/81: 2 endpoints (EndpointsAdded)',
      ],
    ],
    [
      'reuses the first by name of slices that go, for whatever reason',
      ['IPv4 80: 10.0.0.1', 'IPv4 81: 10.0.0.2'],
      ['a IPv4 90: 10.0.0.1', 'b IPv4 90: 10.0.0.1', 'c IPv4 90: 10.0.0.9'],
      [
        'update IPv4 a p80/TCP/80: 1 endpoint (PortsChanged)',
        'update IPv4 b p81/TCP/81: 1 endpoint (Recycled, EndpointsAdded, EndpointsRemoved, PortsChanged)',
        'delete IPv4 c p90/TCP/90: 1 endpoint (PortsNotWanted)',
      ],
    ],
    [
      'reuses a slice whose endpoints go before one that hands its endpoints over',
      ['IPv4 80: 10.0.0.1 10.0.0.2', 'IPv4 81: 10.0.0.3'],
      ['a IPv4 80: 10.0.0.1 10.0.0.9', 'b IPv4 90: 10.0.0.2', 'c IPv4 91: 10.0.0.8'],
      [
        'update IPv4 a p80/TCP/80: 2 endpoints (EndpointsAdded, EndpointsRemoved)',
        'update IPv4 c p81/TCP/81: 1 endpoint (Recycled, EndpointsAdded, EndpointsRemoved, PortsChanged)',
        'delete IPv4 b p90/TCP/90: 1 endpoint (EndpointsMoved)',
      ],
    ],
    [
      'goes on with a slice of ports that nobody wants, in the group that wants its endpoints',
      ['IPv4 80: 10.0.0.1 10.0.0.2', 'IPv4 81: 10.0.0.3'],
      ['a IPv4 90: 10.0.0.3', 'b IPv4 90: 10.0.0.2 10.0.0.1'],
      ['update IPv4 a p81/TCP/81: 1 endpoint (PortsChanged)', 'update IPv4 b p80/TCP/80: 2 endpoints (PortsChanged)'],
    ],
    [
      'goes on with a slice whose endpoints went to other ports',
      ['IPv4 80: 10.0.0.1', 'IPv4 81: 10.0.0.2'],
      ['a IPv4 80: 10.0.0.2', 'b IPv4 81: 10.0.0.1'],
      ['update IPv4 a p81/TCP/81: 1 endpoint (PortsChanged)', 'update IPv4 b p80/TCP/80: 1 endpoint (PortsChanged)'],
    ],
    [
      'leaves out a slice that is not needed to go on, and hands its endpoints over',
      ['IPv4 80: 10.0.0.1 10.0.0.2'],
      ['a IPv4 80: 10.0.0.1 10.0.0.9', 'b IPv4 90: 10.0.0.2'],
      [
        'update IPv4 a p80/TCP/80: 2 endpoints (EndpointsAdded, EndpointsRemoved)',
        'delete IPv4 b p90/TCP/90: 1 endpoint (EndpointsMoved)',
      ],
    ],
    [
      'goes on with a slice that holds too many, and takes the last of them out',
      ['IPv4 80: 10.0.0.1 10.0.0.2 10.0.0.3'],
      ['a IPv4 90: 10.0.0.3 10.0.0.9 10.0.0.2 10.0.0.1'],
      [
        'create IPv4 web-* p80/TCP/80: 1 endpoint (EndpointsAdded)',
        'update IPv4 a p80/TCP/80: 2 endpoints (EndpointsRemoved, PortsChanged)',
      ],
    ],
    [
      'goes on with a slice that holds too many, all of them wanted',
      ['IPv4 80: 10.0.0.1 10.0.0.2 10.0.0.3'],
      ['a IPv4 90: 10.0.0.3 10.0.0.2 10.0.0.1'],
      [
        'create IPv4 web-* p80/TCP/80: 1 endpoint (EndpointsAdded)',
        'update IPv4 a p80/TCP/80: 2 endpoints (EndpointsRemoved, PortsChanged)',
      ],
    ],
    [
      'goes on with the slices that hold most, of equals with the first by name',
      ['IPv4 80: 10.0.0.1 10.0.0.2 10.0.0.3 10.0.0.4'],
      ['c IPv4 90: 10.0.0.3', 'b IPv4 91: 10.0.0.4', 'a IPv4 92: 10.0.0.1 10.0.0.2'],
      [
        'update IPv4 a p80/TCP/80: 2 endpoints (PortsChanged)',
        'update IPv4 b p80/TCP/80: 2 endpoints (EndpointsAdded, PortsChanged)',
        'delete IPv4 c p90/TCP/90: 1 endpoint (EndpointsMoved)',
      ],
    ],
    [
      'goes on with the slices that hold most, though others are before them by name',
      ['IPv4 80: 10.0.0.1 10.0.0.2 10.0.0.3 10.0.0.4'],
      ['a IPv4 90: 10.0.0.3', 'b IPv4 91: 10.0.0.4', 'c IPv4 92: 10.0.0.1 10.0.0.2'],
      [
        'update IPv4 a p80/TCP/80: 2 endpoints (EndpointsAdded, PortsChanged)',
        'update IPv4 c p80/TCP/80: 2 endpoints (PortsChanged)',
        'delete IPv4 b p91/TCP/91: 1 endpoint (EndpointsMoved)',
      ],
    ],
    [
      'goes on with a slice rather than fill another to the brim',
      ['IPv4 80: 10.0.0.1 10.0.0.2'],
      ['a IPv4 80:', 'b IPv4 90: 10.0.0.1'],
      [
        'update IPv4 b p80/TCP/80: 2 endpoints (EndpointsAdded, PortsChanged)',
        'unchanged IPv4 a p80/TCP/80: 0 endpoints',
      ],
    ],
    [
      'fills a slice up, not to the brim, rather than reuse one that goes',
      ['IPv4 80: 10.0.0.1 10.0.0.2'],
      ['a IPv4 80: 10.0.0.1', 'b IPv4 90: 10.0.0.9'],
      [
        'update IPv4 a p80/TCP/80: 2 endpoints (EndpointsAdded)',
        'delete IPv4 b p90/TCP/90: 1 endpoint (PortsNotWanted)',
      ],
    ],
    [
      'leaves an empty slice of a group that gets nothing, though another group gets a new slice',
      ['IPv4 80: 10.0.0.1', 'IPv4 81: 10.0.0.2'],
      ['a IPv4 80: 10.0.0.1', 'b IPv4 80:'],
      [
        'create IPv4 web-* p81/TCP/81: 1 endpoint (EndpointsAdded)',
        'unchanged IPv4 a p80/TCP/80: 1 endpoint',
        'unchanged IPv4 b p80/TCP/80: 0 endpoints',
      ],
    ],
    [
      'goes on with the first by name of slices that hold the same endpoint, whatever ports they had',
      ['IPv4 80: 10.0.0.1', 'IPv4 81: 10.0.0.2'],
      ['c IPv4 80: 10.0.0.1', 'b IPv4 80: 10.0.0.2', 'a IPv4 90: 10.0.0.2'],
      [
        'update IPv4 a p81/TCP/81: 1 endpoint (PortsChanged)',
        'delete IPv4 b p80/TCP/80: 1 endpoint (NoEndpointsLeft)',
        'unchanged IPv4 c p80/TCP/80: 1 endpoint',
      ],
    ],
    [
      'deletes a slice of which nothing is wanted any more, and one of ports that nobody wants',
      ['IPv4 80: 10.0.0.1'],
      ['a IPv4 80: 10.0.0.1', 'b IPv4 80: 10.0.0.8', 'c IPv4 90: 10.0.0.9'],
      [
        'delete IPv4 b p80/TCP/80: 1 endpoint (NoEndpointsLeft)',
        'delete IPv4 c p90/TCP/90: 1 endpoint (PortsNotWanted)',
        'unchanged IPv4 a p80/TCP/80: 1 endpoint',
      ],
    ],
  ])('%s (rules 1.9, 1.13.1)', (_, groups, slices, expected) => {
    expect(linesOf(groups, slices)).toEqual(expected);
  });

  test('lists what stays in order of names, whatever its type; a trigger time that is null is none', () => {
    const groups = ['IPv4 80: 10.0.0.1', 'IPv6 80: fd00::1'];
    expect(linesOf(groups, ['b IPv4 80: 10.0.0.1', 'a IPv6 80: fd00::1'], { triggerTime: null })).toEqual([
      'unchanged IPv6 a p80/TCP/80: 1 endpoint',
      'unchanged IPv4 b p80/TCP/80: 1 endpoint',
    ]);
  });

  test('puts an endpoint that a slice of other ports gives up into a new slice', () => {
    const groups = ['IPv4 80: 10.0.0.5', 'IPv4 81: 10.0.0.1 10.0.0.2 10.0.0.3'];
    const slices = ['a IPv4 80: 10.0.0.1 10.0.0.5', 'b IPv4 81: 10.0.0.3 10.0.0.9'];
    const [create] = createsOf(plan(groups, slices).plan);
    expect(create?.slice.endpoints.map(({ addresses }) => addresses)).toEqual([['10.0.0.1']]);
  });

  test('takes an address that a slice which goes gives up after others', () => {
    const endpoints = ['10.0.0.1', '10.0.0.6', '10.0.0.7'].map((address) => ({ addresses: [address], hostname: 'h' }));
    const groups = [readContent('IPv4 80: 10.0.0.9'), { ...readContent('IPv4 81:'), endpoints }];
    const { writes } = plan([], ['a IPv4 90: 10.0.0.1'], { groups }).plan;
    expect(
      writes.map((write) => 'slice' in write && write.slice.endpoints.map(({ addresses }) => addresses[0])),
    ).toEqual([['10.0.0.6', '10.0.0.7'], ['10.0.0.1'], ['10.0.0.9']]);
  });

  test('takes an address that a slice of the only group gives up in its turn', () => {
    const [old, five] = ['10.0.0.1', '10.0.0.5'].map((address) => ({ addresses: [address] }));
    const newcomers = ['10.0.0.6', '10.0.0.7'].map((address) => ({ addresses: [address] }));
    const endpoints = [...newcomers, { addresses: ['10.0.0.1'], hostname: 'new' }, { addresses: ['10.0.0.5'] }];
    const groups = [{ ...readContent('IPv4 80:'), endpoints }];
    const slices = [{ ...readSlice('a IPv4 80:'), endpoints: [old, five] }] as EndpointSliceLike[];
    const [create] = createsOf(plan([], [], { groups, slices }).plan);
    expect(create?.slice.endpoints.map(({ addresses }) => addresses[0])).toEqual(['10.0.0.6', '10.0.0.7']);
  });

  test('fills up a slice whose endpoints are absent', () => {
    const { endpoints: _, ...bare } = readSlice('a IPv4 80:');
    expect(linesOf(['IPv4 80: 10.0.0.1'], [], { slices: [bare] })).toEqual([
      'update IPv4 a p80/TCP/80: 1 endpoint (EndpointsAdded)',
    ]);
  });

  test('counts what comes and goes, what is handed over as both (rule 1.9.13)', () => {
    const groups = ['IPv4 80: 10.0.0.1 10.0.0.2 10.0.0.3', 'IPv4 81: 10.0.0.4'];
    const slices = ['a IPv4 80: 10.0.0.1 10.0.0.9', 'b IPv4 90: 10.0.0.8', 'c IPv4 80: 10.0.0.6 10.0.0.7'];
    expect(plan(groups, slices).statistics).toMatchObject([{ addressType: 'IPv4', addedCount: 3, removedCount: 4 }]);
    const handing = plan(['IPv4 80: 10.0.0.1 10.0.0.2'], ['a IPv4 80: 10.0.0.1 10.0.0.9', 'b IPv4 90: 10.0.0.2']);
    expect(handing.statistics).toMatchObject([{ addedCount: 1, removedCount: 2 }]);
  });

  test('names endpoints of one identity in the type in which they are', () => {
    const { notices } = plan(
      ['IPv4 80: 10.0.0.1 10.0.0.1', 'IPv6 80: fd00::1', 'IPv6 81: fd00::2 fd00::2 fd00::2'],
      [],
    );
    expect(
      notices.map((notice) => notice.reason === 'DuplicateEndpoint' && [notice.addressType, notice.address]),
    ).toEqual([
      ['IPv4', '10.0.0.1'],
      ['IPv6', 'fd00::2'],
      ['IPv6', 'fd00::2'],
    ]);
  });

  test('reuses no slice for an owner that is being deleted, and creates none', () => {
    const groups = ['IPv4 80: 10.0.0.1 10.0.0.2'];
    expect(linesOf(groups, ['a IPv4 80:'], { ownerTerminating: true })).toEqual([
      'unchanged IPv4 a p80/TCP/80: 0 endpoints',
    ]);
  });
});

/** The writes of groups of a source that can have slices to spare, one line each. */
function writesOf(
  groups: readonly string[],
  slices: readonly string[],
  surplus: readonly string[],
  options: Partial<PlanGroupsInput<EndpointLike>> = {},
): string[] {
  const { plan: planned } = planGroups<EndpointLike>(
    deepFreeze({
      groups: groups.map((text) => {
        const { endpoints, ...content } = readContent(text);
        return { ...content, items: endpoints, reader: endpointReader };
      }),
      slices: slices.map(readSlice),
      surplus: surplus.map(readSlice),
      template: { namespace: 'shop', generateName: 'web-', labels, owner },
      maxEndpointsPerSlice: 2,
      placeholders: [],
      ownerTerminating: false,
      ...options,
    }),
  );
  return formatPlan(planned)
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith(' '));
}

describe('planGroups, of slices to spare,', () => {
  test('deletes each in its address type, wanted or not', () => {
    const surplus = ['c IPv6 80: fd00::1', 'a IPv4 90: 10.0.0.1'];
    expect(writesOf(['IPv4 80: 10.0.0.1'], ['b IPv4 80: 10.0.0.1'], surplus)).toEqual([
      'delete IPv4 a p90/TCP/90: 1 endpoint (SurplusSlice)',
      'delete IPv6 c p80/TCP/80: 1 endpoint (SurplusSlice)',
      'unchanged IPv4 b p80/TCP/80: 1 endpoint',
    ]);
  });

  test('reuses one rather than fill another slice to the brim', () => {
    expect(writesOf(['IPv4 80: 10.0.0.1 10.0.0.2'], ['a IPv4 80:'], ['b IPv4 90:'])).toEqual([
      'update IPv4 b p80/TCP/80: 2 endpoints (Recycled, EndpointsAdded, PortsChanged)',
      'unchanged IPv4 a p80/TCP/80: 0 endpoints',
    ]);
  });

  test('reuses another that goes before one of them', () => {
    expect(writesOf(['IPv4 80: 10.0.0.1'], ['b IPv4 90: 10.0.0.9'], ['a IPv4 90:'])).toEqual([
      'update IPv4 b p80/TCP/80: 1 endpoint (Recycled, EndpointsAdded, EndpointsRemoved, PortsChanged)',
      'delete IPv4 a p90/TCP/90: 0 endpoints (SurplusSlice)',
    ]);
  });

  test('fills the slice of a group to the brim where a group is to have one only', () => {
    expect(writesOf(['IPv4 80: 10.0.0.1 10.0.0.2'], ['a IPv4 80:'], ['b IPv4 90:'], { onePerGroup: true })).toEqual([
      'update IPv4 a p80/TCP/80: 2 endpoints (EndpointsAdded)',
      'delete IPv4 b p90/TCP/90: 0 endpoints (SurplusSlice)',
    ]);
  });
});

describe('planGroups, of slices of other owners,', () => {
  const other = { ...owner, uid: 'u2' };
  const slices = [readSlice('a IPv4 80: 10.0.0.1'), readSlice('b IPv4 90: 10.0.0.9')].map((slice) => ({
    ...slice,
    metadata: { ...slice.metadata, ownerReferences: [other] },
  }));

  test('takes them for its own where labels alone say whose a slice is', () => {
    const groups = ['IPv4 80: 10.0.0.1', 'IPv4 81: 10.0.0.2'];
    expect(writesOf(groups, [], [], { slices, anyOwner: true })).toEqual([
      'update IPv4 b p81/TCP/81: 1 endpoint (Recycled, EndpointsAdded, EndpointsRemoved, PortsChanged)',
      'unchanged IPv4 a p80/TCP/80: 1 endpoint',
    ]);
    for (const anyOwner of [false, undefined]) {
      expect(writesOf(groups, [], [], { slices, ...(anyOwner === undefined ? {} : { anyOwner }) })).toEqual([
        'create IPv4 web-* p80/TCP/80: 1 endpoint (EndpointsAdded)',
        'create IPv4 web-* p81/TCP/81: 1 endpoint (EndpointsAdded)',
        'delete IPv4 a p80/TCP/80: 1 endpoint (NotOwned)',
        'delete IPv4 b p90/TCP/90: 1 endpoint (NotOwned)',
      ]);
    }
  });
});
