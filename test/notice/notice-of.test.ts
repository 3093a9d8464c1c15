import { noticeOf } from '../../src/notice/notice-of.ts';
import { filesBelow, readProjectFile } from '../repo/source-files.ts';
import type { NoticeDetails, NoticeReason } from 'endpointslice';
import { describe, expect, test } from 'vitest';

const object = { kind: 'Pod', namespace: 'shop', name: 'web-1' } as const;
const versions = { resourceVersion: '1', knownResourceVersion: '2' };
const skipped = [
  { ports: [], addresses: ['a', 'b'] },
  { ports: [], addresses: ['c'] },
];

type Details<Reason> = Extract<NoticeDetails, { reason: Reason }>;
/** Details without the reason, each form by itself. */
type FactsOf<Reason, Form = Details<Reason>> = Form extends unknown ? Omit<Form, 'reason'> : never;

/** The text of each reason, for details of every form that it has. */
const texts: {
  readonly [Reason in NoticeReason]: readonly [FactsOf<Reason>, string][];
} = {
  ServiceNotSelecting: [[{}, 'Service has no selector or is an ExternalName; its slices are left alone']],
  OwnerTerminating: [
    [
      { owner: { kind: 'Gateway', name: 'edge' }, skippedCreateCount: 2 },
      'Gateway edge is being deleted; creates left out: 2',
    ],
  ],
  ReservedLabelIgnored: [[{ label: 'x/y' }, 'label x/y belongs to the controller and is not copied']],
  PodTerminal: [[{ phase: 'Failed' }, 'pod has finished (Failed)']],
  PodWithoutAddress: [[{}, 'pod has no IP address yet']],
  PodWithoutAddressOfType: [[{ addressType: 'IPv6' }, 'pod has no IPv6 address']],
  InvalidAddress: [
    [{ address: 'x"', expected: 'IP' }, 'not an IP address: "x\\""'],
    [{ address: 'x'.repeat(65), expected: 'IPv4' }, `not an IPv4 address: "${'x'.repeat(64)}"`],
  ],
  NodeNotFound: [
    [{ nodeName: 'n1', serviceName: 'web' }, 'skipping Pod web-1 for Service shop/web: Node n1 Not Found'],
  ],
  PortNotFound: [
    [{ portName: 'http', targetPort: 'web', protocol: 'TCP' }, 'no suitable port for http: no container port web/TCP'],
    [
      { portName: '', targetPort: 'web', protocol: 'UDP' },
      'no suitable port for the unnamed port: no container port web/UDP',
    ],
  ],
  DuplicateEndpoint: [
    [
      { addressType: 'IPv4', address: '010.0.0.1' },
      '"010.0.0.1" is the same endpoint as another IPv4 address of the same ports',
    ],
  ],
  SliceOfOtherManager: [
    [{ managedBy: 'me' }, 'slice is managed by me; left alone'],
    [{ managedBy: '' }, 'slice is managed by nobody; left alone'],
  ],
  SliceOfOtherOwner: [[{}, 'slice belongs to another owner; left alone']],
  SliceTerminating: [[{}, 'slice is being deleted; planned as if it were gone']],
  ServiceNameMissing: [[{}, 'the slice has no label kubernetes.io/service-name']],
  AddressTypeIgnored: [[{ addressType: 'FQDN' }, 'endpoints of address type FQDN are ignored']],
  EndpointWithoutAddress: [[{ endpointIndex: 3 }, 'endpoint 3 has no address']],
  ExtraAddressesIgnored: [
    [{ address: '10.0.0.1', ignoredCount: 2 }, 'only the first of 3 addresses of an endpoint is used: 10.0.0.1'],
  ],
  PortWithoutNumber: [[{ portName: 'http', protocol: 'TCP' }, 'port "http" has no number from 1 to 65535']],
  StaleSlice: [[versions, 'this state of the slice is older than what is known of it']],
  StaleRemoval: [
    [{ ...versions, cause: 'SeenBefore' }, 'this removal is not taken over: it was seen before'],
    [{ ...versions, cause: 'EarlierSlice' }, 'this removal is not taken over: it is of an earlier slice of this name'],
  ],
  EndpointsNotMirrored: [
    [{ cause: 'SkipMirrorLabel' }, 'Endpoints are not mirrored: SkipMirrorLabel; slices that mirrored them go'],
  ],
  InvalidIPAddress: [[{ skipped }, 'Skipped 3 invalid IP addresses when mirroring to EndpointSlices']],
  TooManyAddressesToMirror: [
    [
      { maxAddressesPerSubset: 7, skippedCount: 4, skipped },
      'A max of 7 addresses can be mirrored to EndpointSlices per Endpoints subset. 4 addresses were skipped',
    ],
  ],
  ConflictingAddress: [
    [{ ignored: { ip: 'a' } }, '"a" is listed with different details; these do not count: none'],
    [
      { ignored: { ip: 'a', nodeName: 'n' } },
      '"a" is listed with different details; these do not count: {"nodeName":"n"}',
    ],
  ],
  AddressTypeWithoutIPs: [[{ addressType: 'FQDN' }, 'Endpoints cannot hold addresses of type FQDN']],
  EndpointsOverCapacity: [[{ skipped }, 'Endpoints hold at most 1000 addresses. 3 addresses were left out']],
  TopologyAwareHintsEnabled: [[{ addressType: 'IPv6' }, 'Topology Aware Hints has been enabled, addressType: IPv6']],
  TopologyAwareHintsDisabled: [
    [
      { addressType: 'IPv4', cause: 'TooFewEndpoints', readyEndpointCount: 2, zoneCount: 3 },
      'Insufficient number of endpoints (2 endpoints, 3 zones), addressType: IPv4',
    ],
    [
      { addressType: 'IPv4', cause: 'MinimaExceedEndpoints', readyEndpointCount: 2, zoneCount: 3 },
      'Unable to allocate minimum required endpoints to each zone without exceeding overload threshold (2 endpoints, 3 zones), addressType: IPv4',
    ],
    ...(['NodeWithoutZone', 'NodeWithoutCPU', 'NoUsableNode'] as const).map(
      (cause): [{ addressType: 'IPv4'; cause: typeof cause }, string] => [
        { addressType: 'IPv4', cause },
        'Insufficient Node information: allocatable CPU or zone not specified on one or more nodes, addressType: IPv4',
      ],
    ),
    [{ addressType: 'IPv4', cause: 'OneZone' }, 'Nodes only ready in one zone, addressType: IPv4'],
    [
      { addressType: 'IPv6', cause: 'EndpointWithoutZone' },
      'One or more endpoints do not have a zone specified, addressType: IPv6',
    ],
    ...(['CapacityUnknown', 'NotRequested', 'TrafficDistribution', 'CustomStrategy'] as const).map(
      (cause): [{ addressType: 'IPv4'; cause: typeof cause }, string] => [
        { addressType: 'IPv4', cause },
        'Topology Aware Hints has been disabled, addressType: IPv4',
      ],
    ),
  ],
  WriteFailed: [
    [{ outcome: 'conflict', failureCount: 2, answer: 'no' }, 'To be tried again after 2 in a row: conflict: no'],
    [{ outcome: 'noAnswer', failureCount: 1, answer: '' }, 'To be tried again after 1 in a row: noAnswer'],
  ],
  GivenUp: [
    [
      { outcome: 'invalid', failureCount: 1, answer: 'bad' },
      'Given up until something changes after 1 in a row: invalid: bad',
    ],
  ],
  NamespaceTerminating: [[{}, 'namespace shop is being deleted; no slices are created any more']],
};

describe('noticeOf', () => {
  test.each(Object.entries(texts))('gives %s its one text, and says whether to plan again', (reason, cases) => {
    for (const [facts, message] of cases) {
      const details = { reason, ...facts } as NoticeDetails;
      expect(noticeOf(object, details)).toStrictEqual({
        ...details,
        object,
        message,
        retry: reason === 'NodeNotFound' || reason === 'WriteFailed',
      });
    }
  });

  test('takes of the object what names it, and does not hand it on', () => {
    const given = { ...object, uid: 'u' };
    const notice = noticeOf(given, { reason: 'PodWithoutAddress' });
    expect(notice.object).toStrictEqual(object);
    expect(noticeOf(object, { reason: 'PodWithoutAddress' }).object).not.toBe(object);
  });

  test('is the only maker of notices', () => {
    const makers = filesBelow('src', '.ts').filter((path) => /\bretry: (?!boolean)/.test(readProjectFile(path)));
    expect(makers).toEqual(['src/notice/notice-of.ts']);
  });
});
