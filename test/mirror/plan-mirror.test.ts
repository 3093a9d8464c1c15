import { deepFreeze } from '../support/deep-freeze.ts';
import { endpointsOf, printSlices, service, mirroredSlice, slicesAfter } from '../support/mirror-world.ts';
import { createsOf, deletesOf, updatesOf } from '../support/writes.ts';
import {
  type CoreEndpointAddressLike,
  type EndpointSliceLike,
  formatPlan,
  planMirror,
  type MirrorPlan,
  type ObjectMetaLike,
} from 'endpointslice';
import {
  ANNOTATION_LAST_APPLIED,
  ANNOTATION_LEADER,
  ANNOTATION_TRIGGER_TIME,
  LABEL_MANAGED_BY,
  LABEL_SERVICE_NAME,
  LABEL_SKIP_MIRROR,
  MIRRORING_CONTROLLER,
} from 'endpointslice/well-known';
import { describe, expect, test } from 'vitest';

const marks = { [LABEL_SERVICE_NAME]: 'db', [LABEL_MANAGED_BY]: MIRRORING_CONTROLLER };

interface World {
  readonly subsets?: readonly string[];
  readonly metadata?: ObjectMetaLike;
  readonly slices?: readonly EndpointSliceLike[];
  readonly max?: number;
  readonly all?: boolean;
}

function mirror({ subsets = [], metadata, slices = [], max, all }: World): MirrorPlan {
  return planMirror({
    endpoints: endpointsOf(subsets, metadata),
    service,
    slices,
    maxAddressesPerSubset: max,
    mirrorAllAddresses: all,
  });
}

/** One line a slice: `update a IPv4 10.0.0.1 : 80 (EndpointsAdded)`. */
function linesOf({ plan }: MirrorPlan): string[] {
  return [
    ...createsOf(plan).map(({ slice, reasons }) => `create ${printSlices([slice]).join()} (${reasons.join()})`),
    ...updatesOf(plan).map(
      ({ slice, reasons }) => `update ${slice.metadata.name} ${printSlices([slice]).join()} (${reasons.join()})`,
    ),
    ...deletesOf(plan).map(({ before, reasons }) => `delete ${before.metadata?.name} (${reasons.join()})`),
    ...plan.unchanged.map(({ metadata }) => `unchanged ${metadata?.name}`),
  ];
}

/** Kubernetes' own cases (endpointslicemirroring reconciler_test.go, TestReconcile), in our notation, and more. */
const cases: readonly (readonly [string, World, readonly string[]])[] = [
  ['nothing for Endpoints without subsets', {}, []],
  ['nothing for a subset without addresses', { subsets: [' : http/80'] }, []],
  [
    'one slice for one subset, port and address (rule 3.3.1)',
    { subsets: ['10.0.0.1 : http/80'] },
    ['create IPv4 10.0.0.1 : http/80 (EndpointsAdded)'],
  ],
  [
    'two slices for two subsets with different ports and addresses',
    { subsets: ['10.0.0.1 : http/80', '10.0.0.2 : https/443'] },
    ['create IPv4 10.0.0.1 : http/80 (EndpointsAdded)', 'create IPv4 10.0.0.2 : https/443 (EndpointsAdded)'],
  ],
  [
    'one slice with both ports for two subsets of one address (rule 3.2.3)',
    { subsets: ['10.0.0.1 : http/80', '10.0.0.1 : https/443'] },
    ['create IPv4 10.0.0.1 : http/80 https/443 (EndpointsAdded)'],
  ],
  [
    'one slice for two subsets of one port',
    { subsets: ['10.0.0.1 : http/80', '10.0.0.2 : http/80'] },
    ['create IPv4 10.0.0.1 10.0.0.2 : http/80 (EndpointsAdded)'],
  ],
  [
    'a portless slice for a subset without ports or with port 0 (rule 3.2.4)',
    { subsets: ['10.0.0.1 : ', '10.0.0.2 : 0'] },
    ['create IPv4 10.0.0.1 10.0.0.2 :  (EndpointsAdded)'],
  ],
  [
    'ready and not ready as they are, ready ones first (rules 3.3.2, 3.3.3)',
    { subsets: ['10.1.1.1 !10.0.0.1 : http/80'] },
    ['create IPv4 !10.0.0.1 10.1.1.1 : http/80 (EndpointsAdded)'],
  ],
  [
    'both families from one subset, each in its own slice (rule 3.3.1)',
    { subsets: ['10.0.0.2 2001:db8::1 : http/80', '10.0.1.1 2001:db8::3 : http/3000'] },
    [
      'create IPv4 10.0.1.1 : http/3000 (EndpointsAdded)',
      'create IPv4 10.0.0.2 : http/80 (EndpointsAdded)',
      'create IPv6 2001:db8::3 : http/3000 (EndpointsAdded)',
      'create IPv6 2001:db8::1 : http/80 (EndpointsAdded)',
    ],
  ],
  [
    'canonical addresses, by family after parsing (rules 3.3.3, 3.3.4)',
    { subsets: ['010.0.0.1 ::ffff:10.0.0.2 2001:DB8::0 : http/80'] },
    ['create IPv4 10.0.0.1 10.0.0.2 : http/80 (EndpointsAdded)', 'create IPv6 2001:db8:: : http/80 (EndpointsAdded)'],
  ],
  [
    'nothing when all is as it should be (rule 3.4.2)',
    { subsets: ['10.0.0.1 : http/80'], slices: [mirroredSlice('a', 'IPv4 10.0.0.1 : http/80')] },
    ['unchanged a'],
  ],
  [
    'the slice of another family only',
    { subsets: ['10.0.0.1 2001:db8::1 : http/80'], slices: [mirroredSlice('a', 'IPv4 10.0.0.1 : http/80')] },
    ['create IPv6 2001:db8::1 : http/80 (EndpointsAdded)', 'unchanged a'],
  ],
  [
    'an existing empty slice filled',
    { subsets: ['10.0.0.1 : http/80'], slices: [mirroredSlice('a', 'IPv4 : http/80')] },
    ['update a IPv4 10.0.0.1 : http/80 (EndpointsAdded)'],
  ],
  [
    'what comes, goes and changes in one update (rule 3.4.3)',
    {
      subsets: ['10.0.0.1 !10.0.0.2 10.0.0.4 : http/80'],
      slices: [mirroredSlice('a', 'IPv4 10.0.0.2 10.0.0.1 10.0.0.3 : http/80')],
    },
    ['update a IPv4 !10.0.0.2 10.0.0.1 10.0.0.4 : http/80 (EndpointsAdded,EndpointsRemoved,EndpointsChanged)'],
  ],
  [
    'an empty slice gone when nothing is desired: no placeholder (rule 3.4.1)',
    { slices: [mirroredSlice('a', 'IPv4 : http/80'), mirroredSlice('b', 'IPv6 2001:db8::1 : http/80')] },
    ['delete a (AddressTypeNotWanted)', 'delete b (AddressTypeNotWanted)'],
  ],
  [
    'one of several slices of the same ports kept (rule 3.4.2)',
    {
      subsets: ['10.0.0.1 10.0.0.2 : http/80'],
      slices: [
        mirroredSlice('c', 'IPv4 10.0.0.2 : http/80'),
        mirroredSlice('b', 'IPv4 10.0.0.1 : http/80'),
        mirroredSlice('a', 'IPv4 10.0.0.1 : http/80'),
      ],
    },
    [
      'update a IPv4 10.0.0.1 10.0.0.2 : http/80 (EndpointsAdded)',
      'delete b (SurplusSlice)',
      'delete c (SurplusSlice)',
    ],
  ],
  [
    'slices of other ports and types gone (rule 3.4.5)',
    {
      subsets: ['10.0.0.1 : http/80'],
      slices: [
        mirroredSlice('a', 'IPv4 10.0.0.1 : http/80'),
        mirroredSlice('b', 'IPv4 10.0.0.1 : http/81'),
        mirroredSlice('f', 'FQDN example.com : http/80'),
      ],
    },
    ['delete b (PortsNotWanted)', 'delete f (AddressTypeNotWanted)', 'unchanged a'],
  ],
  [
    'a slice whose endpoints all changed written under its name',
    { subsets: ['10.0.0.9 : http/80'], slices: [mirroredSlice('a', 'IPv4 10.0.0.1 : http/80')] },
    ['update a IPv4 10.0.0.9 : http/80 (Recycled,EndpointsAdded,EndpointsRemoved)'],
  ],
];

describe('planMirror plans', () => {
  test.each(cases)('%s', (_, world, wanted) => {
    expect(linesOf(mirror(world))).toEqual(wanted);
  });

  test.each(cases)('%s; and after that nothing', (_, world) => {
    const slices = slicesAfter(world.slices ?? [], mirror(world).plan);
    const again = mirror({ ...world, slices });
    expect(linesOf(again)).toEqual(slices.map(({ metadata }) => `unchanged ${metadata?.name}`));
  });
});

describe('planMirror', () => {
  test('writes a new slice with everything on it (rules 3.3.3, 3.4.3, 1.11)', () => {
    const targetRef = {
      apiVersion: 'v1',
      kind: 'Pod',
      namespace: 'ns',
      name: 'p',
      uid: 'u',
      resourceVersion: '5',
      fieldPath: 'f',
    };
    const { plan } = planMirror({
      service,
      slices: [],
      endpoints: deepFreeze({
        metadata: { namespace: 'ns', name: 'db', uid: 'u1', labels: { b: '2', a: '1' }, annotations: { note: 'x' } },
        subsets: [
          {
            addresses: [{ ip: '10.0.0.1', hostname: 'h', nodeName: 'n', targetRef }],
            notReadyAddresses: [{ ip: '10.0.0.2', hostname: '', nodeName: null, targetRef: null }],
            ports: [{ port: 80 }, { name: 'https', port: 443, protocol: 'TCP', appProtocol: 'kubernetes.io/h2c' }],
          },
        ],
      }),
    });
    expect(createsOf(plan)).toStrictEqual([
      {
        verb: 'create',
        reasons: ['EndpointsAdded'],
        slice: {
          apiVersion: 'discovery.k8s.io/v1',
          kind: 'EndpointSlice',
          metadata: {
            generateName: 'db-',
            namespace: 'ns',
            labels: { a: '1', b: '2', ...marks },
            annotations: { note: 'x' },
            ownerReferences: [
              {
                apiVersion: 'v1',
                kind: 'Endpoints',
                name: 'db',
                uid: 'u1',
                controller: true,
                blockOwnerDeletion: true,
              },
            ],
          },
          addressType: 'IPv4',
          endpoints: [
            { addresses: ['10.0.0.1'], conditions: { ready: true }, hostname: 'h', targetRef, nodeName: 'n' },
            { addresses: ['10.0.0.2'], conditions: { ready: false } },
          ],
          ports: [
            { name: 'https', protocol: 'TCP', port: 443, appProtocol: 'kubernetes.io/h2c' },
            { name: '', protocol: 'TCP', port: 80 },
          ],
        },
      },
    ]);
  });

  test('takes Endpoints whose deletionTimestamp is null for such that stay', () => {
    for (const deletionTimestamp of [null, undefined]) {
      expect(linesOf(mirror({ subsets: ['10.0.0.1 : 80'], metadata: { deletionTimestamp } }))).toEqual([
        'create IPv4 10.0.0.1 : 80 (EndpointsAdded)',
      ]);
    }
    const dying = mirror({ subsets: ['10.0.0.1 : 80'], metadata: { deletionTimestamp: '2026-01-02T03:04:05Z' } });
    expect(linesOf(dying)).toEqual([]);
  });

  test('writes as few slices as there can be when it mirrors all addresses', () => {
    const slices = [mirroredSlice('a', 'IPv4 10.0.0.1 : 80'), mirroredSlice('b', 'IPv4 10.0.0.2 : 80')];
    const world = { subsets: ['10.0.0.1 10.0.0.2 10.0.0.3 10.0.0.4 : 80'], slices, max: 2 };
    expect(linesOf(mirror({ ...world, all: true }))).toEqual([
      'create IPv4 10.0.0.3 10.0.0.4 : 80 (EndpointsAdded)',
      'unchanged a',
      'unchanged b',
    ]);
  });

  test('writes conditions out when asked to', () => {
    const { plan } = planMirror({
      endpoints: endpointsOf(['10.0.0.1 !10.0.0.2 : 80']),
      service,
      slices: [],
      explicitConditions: true,
    });
    expect(createsOf(plan)[0]?.slice.endpoints.map(({ conditions }) => conditions)).toEqual([
      { ready: true, serving: true, terminating: false },
      { ready: false, serving: false, terminating: false },
    ]);
  });

  test('uses the bare name as prefix where the API server would refuse a dash (rule 1.11)', () => {
    const name = 'a'.repeat(254);
    const { plan } = planMirror({
      endpoints: endpointsOf(['10.0.0.1 : 80'], { name }),
      service: { metadata: { namespace: 'ns', name } },
      slices: [],
    });
    expect(createsOf(plan)[0]?.slice.metadata.generateName).toBe(name);
  });

  test('neither copies nor compares the two annotations of the Endpoints themselves (rules 3.4.2, 3.4.3)', () => {
    const annotations = { [ANNOTATION_LAST_APPLIED]: '', [ANNOTATION_TRIGGER_TIME]: '2026-01-01T00:00:00Z' };
    const world = { subsets: ['10.0.0.1 : 80'], metadata: { annotations } };
    expect(createsOf(mirror(world).plan)[0]?.slice.metadata).not.toHaveProperty('annotations');
    expect(
      linesOf(mirror({ ...world, slices: [mirroredSlice('a', 'IPv4 10.0.0.1 : 80', { annotations: {} })] })),
    ).toEqual(['unchanged a']);
  });

  test.each<[string, ObjectMetaLike, ObjectMetaLike]>([
    ['LabelsChanged', { labels: { team: 'x' } }, {}],
    ['LabelsChanged', {}, { labels: { ...marks, team: 'x' } }],
    ['AnnotationsChanged', { annotations: { note: 'x' } }, {}],
    ['AnnotationsChanged', {}, { annotations: { note: 'x' } }],
    ['AnnotationsChanged', {}, { annotations: { [ANNOTATION_TRIGGER_TIME]: '2026-01-01T00:00:00Z' } }],
    ['OwnerChanged', { uid: 'u2' }, {}],
  ])(
    'updates a slice for %s alone: %j on the Endpoints, %j on the slice (rules 3.4.2, 3.4.4)',
    (reason, metadata, onSlice) => {
      const world = {
        subsets: ['10.0.0.1 : 80'],
        metadata,
        slices: [mirroredSlice('a', 'IPv4 10.0.0.1 : 80', onSlice)],
      };
      const planned = mirror(world);
      expect(linesOf(planned)).toEqual([`update a IPv4 10.0.0.1 : 80 (${reason})`]);
      const [update] = updatesOf(planned.plan);
      expect(update?.slice.metadata.labels).toEqual({ ...metadata.labels, ...marks });
      expect(update?.slice.metadata.annotations ?? {}).toEqual(metadata.annotations ?? {});
      expect(update?.slice.metadata.ownerReferences?.map(({ uid }) => uid)).toEqual([metadata.uid ?? 'u1']);
      const slices = slicesAfter(world.slices, planned.plan);
      expect(linesOf(mirror({ ...world, slices }))).toEqual(['unchanged a']);
    },
  );

  test('leaves alone a slice that no Endpoints object owns (rule 3.4.2)', () => {
    const slices = [mirroredSlice('a', 'IPv4 10.0.0.1 : 80', { ownerReferences: [] })];
    expect(linesOf(mirror({ subsets: ['10.0.0.1 : 80'], slices }))).toEqual(['unchanged a']);
  });

  test.each([
    ['another kind', { kind: 'Pool', uid: 'p1' }],
    ['another name', { name: 'web', uid: 'p1' }],
    ['another group, but the same object', { apiVersion: 'v2' }],
  ])('leaves alone a slice whose owner is of %s (rule 3.4.2)', (_, fields) => {
    const owner = { apiVersion: 'v1', kind: 'Endpoints', name: 'db', uid: 'u1', ...fields };
    const slices = [mirroredSlice('a', 'IPv4 10.0.0.1 : 80', { ownerReferences: [owner] })];
    expect(linesOf(mirror({ subsets: ['10.0.0.1 : 80'], slices }))).toEqual(['unchanged a']);
  });

  test('writes labels and annotations in order of their names', () => {
    const metadata = { labels: { z: '1', a: '2', m: '' }, annotations: { y: '3', b: '' } };
    const [create] = createsOf(mirror({ subsets: ['10.0.0.1 : 80'], metadata }).plan);
    expect(Object.entries(create?.slice.metadata.labels ?? {}).slice(0, 3)).toEqual([
      ['a', '2'],
      ['m', ''],
      ['z', '1'],
    ]);
    expect(Object.entries(create?.slice.metadata.annotations ?? {})).toEqual([
      ['b', ''],
      ['y', '3'],
    ]);
  });

  test.each([
    [{ note: 'x' }, { note: 'y' }],
    [{ note: 'x' }, { other: 'x' }],
    [{ note: 'x' }, { note: 'x', other: '' }],
  ])('updates a slice whose annotations are not those of the Endpoints: %j and %j', (annotations, onSlice) => {
    const slices = [mirroredSlice('a', 'IPv4 10.0.0.1 : 80', { annotations: onSlice })];
    const planned = mirror({ subsets: ['10.0.0.1 : 80'], metadata: { annotations }, slices });
    expect(linesOf(planned)).toEqual(['update a IPv4 10.0.0.1 : 80 (AnnotationsChanged)']);
    expect(updatesOf(planned.plan)[0]?.slice.metadata.annotations).toEqual(annotations);
  });

  test('sees a difference in conditions and zone that a mirrored endpoint does not have (rule 3.4.6)', () => {
    const slice = mirroredSlice('a', 'IPv4 10.0.0.1 : 80');
    const [endpoint] = slice.endpoints ?? [];
    for (const extra of [{ zone: 'z' }, { conditions: { ready: true, serving: true } }]) {
      const slices = deepFreeze([{ ...slice, endpoints: [{ addresses: ['10.0.0.1'], ...endpoint, ...extra }] }]);
      const planned = mirror({ subsets: ['10.0.0.1 : 80'], slices });
      expect(linesOf(planned)).toEqual(['update a IPv4 10.0.0.1 : 80 (EndpointsChanged)']);
      expect(updatesOf(planned.plan)[0]?.slice.endpoints).toEqual([
        { addresses: ['10.0.0.1'], conditions: { ready: true } },
      ]);
    }
  });

  test('takes hints and topology from what it writes, but writes nothing for their sake (rule 3.3.3)', () => {
    const slice = mirroredSlice('a', 'IPv4 10.0.0.1 : 80');
    const endpoints = [
      {
        addresses: ['10.0.0.1'],
        conditions: { ready: true },
        hints: { forZones: [{ name: 'z' }] },
        deprecatedTopology: { a: 'b' },
      },
    ];
    const slices = deepFreeze([{ ...slice, endpoints }]);
    expect(linesOf(mirror({ subsets: ['10.0.0.1 : 80'], slices }))).toEqual(['unchanged a']);
    const { plan } = mirror({ subsets: ['10.0.0.1 : 80'], slices, metadata: { labels: { team: 'x' } } });
    expect(updatesOf(plan)[0]?.slice.endpoints).toEqual([{ addresses: ['10.0.0.1'], conditions: { ready: true } }]);
  });

  test('writes an endpoint anew when its slice is written for another reason (rule 3.4.3)', () => {
    const targetRef = { kind: 'Pod', name: 'p', uid: 'u', resourceVersion: '2' };
    const endpoints = {
      ...endpointsOf([], { labels: { team: 'x' } }),
      subsets: [{ addresses: [{ ip: '10.0.0.1', targetRef }], ports: [{ port: 80 }] }],
    };
    const existing = {
      addresses: ['10.0.0.1'],
      conditions: { ready: true },
      targetRef: { ...targetRef, resourceVersion: '1' },
    };
    const slice = deepFreeze({ ...mirroredSlice('a', 'IPv4 : 80'), endpoints: [existing] });
    const { plan } = planMirror({ endpoints, service, slices: [slice] });
    expect(updatesOf(plan).map(({ slice: { endpoints: written }, reasons }) => [written, reasons])).toEqual([
      [[{ addresses: ['10.0.0.1'], conditions: { ready: true }, targetRef }], ['LabelsChanged']],
    ]);
    const settled = { ...endpoints, metadata: { ...endpoints.metadata, labels: {} } };
    expect(planMirror({ endpoints: settled, service, slices: [slice] }).plan.unchanged).toEqual([slice]);
  });

  test('keeps what it does not know of a slice it updates (mirroring/update-keeps-metadata)', () => {
    const onSlice = { uid: 's1', resourceVersion: '7', generateName: 'db-', finalizers: ['x/y'] };
    const slices = [mirroredSlice('a', 'IPv4 10.0.0.1 : 80', onSlice)];
    const { plan } = mirror({ subsets: ['10.0.0.2 10.0.0.1 : 80'], slices });
    expect(updatesOf(plan)[0]?.slice.metadata).toMatchObject({ name: 'a', ...onSlice });
  });

  test('adopts and recycles slices within their family, owner or not, and creates the rest (rule 3.5.1)', () => {
    const slices = [
      mirroredSlice('b6', 'IPv6 2001:db8::1 : 80'),
      mirroredSlice('a4', 'IPv4 10.0.0.1 : 80', { ownerReferences: [] }),
      mirroredSlice('c4', 'IPv4 10.0.0.1 : 81'),
    ];
    const { plan } = mirror({ subsets: ['10.0.0.1 : 90', '10.0.0.1 2001:db8::1 : 91', '2001:db8::1 : 92'], slices });
    expect(formatPlan(plan)).toBe(
      [
        'create IPv6 db-* TCP/92: 1 endpoint (EndpointsAdded)',
        '  + 2001:db8::1: ready serving',
        'update IPv4 a4 TCP/90: 1 endpoint (PortsChanged)',
        '  port + TCP/90',
        '  port - TCP/80',
        'update IPv6 b6 TCP/91: 1 endpoint (PortsChanged)',
        '  port + TCP/91',
        '  port - TCP/80',
        'update IPv4 c4 TCP/91: 1 endpoint (Recycled, EndpointsAdded, EndpointsRemoved, PortsChanged)',
        '  port + TCP/91',
        '  port - TCP/81',
        '',
      ].join('\n'),
    );
  });

  test('creates nothing for Endpoints being deleted, but updates, recycles and deletes (rule 3.5.3)', () => {
    const metadata = { deletionTimestamp: '2026-01-01T00:00:00Z' };
    const fresh = mirror({ subsets: ['10.0.0.1 : 80'], metadata });
    expect(linesOf(fresh)).toEqual([]);
    expect(fresh.notices).toEqual([
      {
        reason: 'OwnerTerminating',
        owner: { kind: 'Endpoints', name: 'db' },
        skippedCreateCount: 1,
        object: { kind: 'Endpoints', namespace: 'ns', name: 'db' },
        message: 'Endpoints db is being deleted; creates left out: 1',
        retry: false,
      },
    ]);
    const slices = [mirroredSlice('a', 'IPv4 10.0.0.1 : 80'), mirroredSlice('b', 'IPv6 2001:db8::1 : 80')];
    expect(linesOf(mirror({ subsets: ['10.0.0.1 : 81', '10.0.0.2 : 82'], metadata, slices }))).toEqual([
      'update a IPv4 10.0.0.1 : 81 (PortsChanged)',
      'delete b (AddressTypeNotWanted)',
    ]);
  });
});

describe('planMirror, for what it leaves out,', () => {
  const object = { kind: 'Endpoints', namespace: 'ns', name: 'db' };

  test('names invalid addresses, with the text of the event (rules 3.3.2, 3.3.5)', () => {
    const planned = mirror({ subsets: ['10.0.0.1 bad 10.0.0 : http/80', 'bad !fe80::1%eth0 : https/443'] });
    expect(linesOf(planned)).toEqual(['create IPv4 10.0.0.1 : http/80 (EndpointsAdded)']);
    expect(planned.notices).toEqual([
      {
        reason: 'InvalidIPAddress',
        skipped: [
          { ports: [{ name: 'http', protocol: 'TCP', port: 80 }], addresses: ['10.0.0', 'bad'] },
          { ports: [{ name: 'https', protocol: 'TCP', port: 443 }], addresses: ['bad', 'fe80::1%eth0'] },
        ],
        object,
        message: 'Skipped 4 invalid IP addresses when mirroring to EndpointSlices',
        retry: false,
      },
    ]);
  });

  test('names addresses beyond the maximum: both families count, ready ones come first (rules 3.3.2, 3.3.5, 3.2.5)', () => {
    const planned = mirror({
      subsets: ['10.0.0.1 !10.0.0.0 2001:db8::1 bad : http/80', '10.0.0.9 : https/443'],
      max: 2,
    });
    expect(linesOf(planned)).toEqual([
      'create IPv4 10.0.0.1 : http/80 (EndpointsAdded)',
      'create IPv4 10.0.0.9 : https/443 (EndpointsAdded)',
      'create IPv6 2001:db8::1 : http/80 (EndpointsAdded)',
    ]);
    // The invalid address comes after the cut-off and is not looked at, as upstream.
    expect(planned.notices).toEqual([
      {
        reason: 'TooManyAddressesToMirror',
        maxAddressesPerSubset: 2,
        skippedCount: 2,
        skipped: [{ ports: [{ name: 'http', protocol: 'TCP', port: 80 }], addresses: ['bad', '10.0.0.0'] }],
        object,
        message:
          'A max of 2 addresses can be mirrored to EndpointSlices per Endpoints subset. 2 addresses were skipped',
        retry: false,
      },
    ]);
  });

  test('counts invalid addresses in the text about the maximum too, as upstream (rule 3.3.5)', () => {
    const { notices } = mirror({ subsets: ['1bad 2.0.0.1 3.0.0.1 : 80'], max: 1 });
    expect(notices.map(({ message }) => message)).toEqual([
      'Skipped 1 invalid IP addresses when mirroring to EndpointSlices',
      'A max of 1 addresses can be mirrored to EndpointSlices per Endpoints subset. 2 addresses were skipped',
    ]);
  });

  test('mirrors 1000 addresses of a subset unless told otherwise (rule 3.5.4)', () => {
    const addresses = Array.from({ length: 1001 }, (_, index) => ({ ip: `10.0.${index >> 8}.${index & 255}` }));
    const endpoints = { ...endpointsOf([]), subsets: [{ addresses, ports: [{ port: 80 }] }] };
    const { plan, notices } = planMirror({ endpoints, service, slices: [] });
    expect(createsOf(plan).map(({ slice }) => slice.endpoints.length)).toEqual([1000]);
    expect(notices).toHaveLength(1);
    const all = planMirror({ endpoints, service, slices: [], mirrorAllAddresses: true });
    expect(createsOf(all.plan).map(({ slice }) => slice.endpoints.length)).toEqual([1000, 1]);
    expect(all.notices).toEqual([]);
  });

  test('names addresses that are one endpoint: the later counts, not ready after ready (rule 3.3.4)', () => {
    const planned = mirror({ subsets: ['010.0.0.1 !10.0.0.1 !::ffff:10.0.0.1 : 80'], max: 2 });
    expect(linesOf(planned)).toEqual(['create IPv4 !10.0.0.1 : 80 (EndpointsAdded)']);
    expect(planned.notices.map(({ reason }) => reason)).toEqual(['DuplicateEndpoint', 'TooManyAddressesToMirror']);
    expect(planned.notices[0]).toEqual({
      reason: 'DuplicateEndpoint',
      addressType: 'IPv4',
      address: '010.0.0.1',
      object,
      message: '"010.0.0.1" is the same endpoint as another IPv4 address of the same ports',
      retry: false,
    });
  });

  test.each<[object, object]>([
    [{}, { hostname: 'h' }],
    [{}, { targetRef: { name: 'h' } }],
    [{}, { targetRef: { namespace: 'h' } }],
    [{ targetRef: { name: 'a' } }, { targetRef: { name: 'b' } }],
    [{ targetRef: { namespace: 'a' } }, { targetRef: { namespace: 'b' } }],
    [{ hostname: 'h' }, { hostname: 'i' }],
    [{ hostname: 'h' }, { targetRef: { name: 'h' } }],
    [{ targetRef: { namespace: 'h' } }, { targetRef: { name: 'h' } }],
    [
      { hostname: 'a', targetRef: { name: 'bc' } },
      { hostname: 'ab', targetRef: { name: 'c' } },
    ],
    [{ targetRef: { namespace: 'a', name: 'bc' } }, { targetRef: { namespace: 'ab', name: 'c' } }],
    [
      { hostname: 'a', targetRef: { namespace: 'bc' } },
      { hostname: 'ab', targetRef: { namespace: 'c' } },
    ],
  ])('tells endpoints of one address apart that are %j and %j (rule 3.3.4)', (left, right) => {
    const addresses = [
      { ip: '10.0.0.1', ...left },
      { ip: '010.0.0.1', ...right },
    ];
    const endpointsFor = (list: typeof addresses): MirrorPlan =>
      planMirror({ endpoints: { ...endpointsOf([]), subsets: [{ addresses: list }] }, service, slices: [] });
    const both = endpointsFor(addresses);
    expect(both.notices).toEqual([]);
    expect(createsOf(both.plan)[0]?.slice.endpoints).toHaveLength(2);
    const same = endpointsFor([
      { ip: '10.0.0.1', ...left },
      { ip: '010.0.0.1', ...left },
    ]);
    expect(same.notices.map(({ reason }) => reason)).toEqual(['DuplicateEndpoint']);
  });

  test('takes of an address with different details those that say most, and names the others (rule 3.2.1) (ledger mirroring/conflicting-address)', () => {
    const bare = { ip: 'fd00::1' };
    const onNode = { ip: 'fd00::1', nodeName: 'n0' };
    const mirrored = (
      addresses: readonly CoreEndpointAddressLike[],
      notReadyAddresses: typeof addresses = [],
    ): MirrorPlan =>
      planMirror({
        endpoints: { ...endpointsOf([]), subsets: [{ addresses, notReadyAddresses }] },
        service,
        slices: [],
      });
    for (const planned of [
      mirrored([bare, onNode]),
      mirrored([onNode, bare]),
      mirrored([onNode, bare, onNode, bare]),
    ]) {
      expect(createsOf(planned.plan).map(({ slice: { endpoints } }) => endpoints)).toEqual([
        [{ addresses: ['fd00::1'], conditions: { ready: true }, nodeName: 'n0' }],
      ]);
      expect(planned.notices).toEqual([
        {
          reason: 'ConflictingAddress',
          ignored: bare,
          object,
          message: '"fd00::1" is listed with different details; these do not count: none',
          retry: false,
        },
      ]);
    }
    const { plan, notices } = mirrored([onNode, { ...onNode, nodeName: 'n1' }], [{ ...onNode, hostname: 'h' }]);
    expect(createsOf(plan)[0]?.slice.endpoints).toEqual([
      { addresses: ['fd00::1'], conditions: { ready: false }, hostname: 'h', nodeName: 'n0' },
    ]);
    expect(notices.map(({ message }) => message)).toEqual(
      ['n0', 'n1'].map(
        (nodeName) => `"fd00::1" is listed with different details; these do not count: ${JSON.stringify({ nodeName })}`,
      ),
    );
    expect(mirrored([onNode, { ...onNode, targetRef: { name: 'p', uid: 'u' } }]).notices).toEqual([]);
  });

  test.each(['kind', 'namespace', 'name', 'apiVersion', 'fieldPath', 'resourceVersion'])(
    'takes a target whose %s is empty for one that has none, as Go does',
    (field) => {
      const addresses = [{ targetRef: { uid: 'u', [field]: '' } }, { targetRef: { uid: 'u' } }];
      const subsets = [{ addresses: addresses.map((details) => ({ ip: '10.0.0.1', ...details })) }];
      const { notices } = planMirror({ endpoints: { ...endpointsOf([]), subsets }, service, slices: [] });
      expect(notices).toEqual([]);
    },
  );

  test.each<[object, object]>([
    [{}, { targetRef: {} }],
    [{ hostname: '' }, {}],
    [{ targetRef: { name: '', namespace: '' } }, { targetRef: { kind: 'Pod' } }],
    [{ targetRef: { name: 'p', namespace: '' } }, { targetRef: { name: 'p', uid: 'u' } }],
    [{ targetRef: { name: '', namespace: 'n' } }, { targetRef: { namespace: 'n' } }],
  ])('takes endpoints of one address for the same that are %j and %j (rule 3.3.4)', (left, right) => {
    const subsets = [
      {
        addresses: [
          { ip: '10.0.0.1', ...left },
          { ip: '010.0.0.1', ...right },
        ],
      },
    ];
    const { notices } = planMirror({ endpoints: { ...endpointsOf([]), subsets }, service, slices: [] });
    expect(notices.map(({ reason }) => reason)).toEqual(['DuplicateEndpoint']);
  });

  test('says that labels of the controller are not copied (rule 3.4.3)', () => {
    const noticesFor = (labels: ObjectMetaLike['labels']): readonly object[] =>
      mirror({ subsets: ['10.0.0.1 : 80'], metadata: { labels } }).notices;
    const noticeOf = (label: string): object => ({
      reason: 'ReservedLabelIgnored',
      label,
      object,
      message: `label ${label} belongs to the controller and is not copied`,
      retry: false,
    });
    expect(noticesFor({ [LABEL_MANAGED_BY]: 'me' })).toEqual([noticeOf(LABEL_MANAGED_BY)]);
    expect(noticesFor({ [LABEL_SERVICE_NAME]: '' })).toEqual([noticeOf(LABEL_SERVICE_NAME)]);
    expect(noticesFor({ [LABEL_MANAGED_BY]: null as never, team: 'x' })).toEqual([]);
  });

  test('mirrors everything when asked to, and endpoints stay where they are', () => {
    const world = { max: 2, all: true, subsets: ['10.0.0.1 10.0.0.2 10.0.0.3 10.0.0.4 10.0.0.5 : 80'] };
    const first = mirror(world);
    expect(linesOf(first)).toEqual([
      'create IPv4 10.0.0.1 10.0.0.2 : 80 (EndpointsAdded)',
      'create IPv4 10.0.0.3 10.0.0.4 : 80 (EndpointsAdded)',
      'create IPv4 10.0.0.5 : 80 (EndpointsAdded)',
    ]);
    const slices = slicesAfter([], first.plan);
    const second = mirror({ ...world, slices, subsets: ['10.0.0.2 10.0.0.3 10.0.0.4 10.0.0.5 10.0.0.0 : 80'] });
    expect(linesOf(second)).toEqual([
      'update new-0 IPv4 10.0.0.2 10.0.0.0 : 80 (EndpointsAdded,EndpointsRemoved)',
      'unchanged new-1',
      'unchanged new-2',
    ]);
    const renamed = mirror({ ...world, slices, metadata: { annotations: { note: 'x' } } });
    expect(updatesOf(renamed.plan).map(({ slice }) => slice.metadata.annotations)).toEqual([
      { note: 'x' },
      { note: 'x' },
      { note: 'x' },
    ]);
  });
});

describe('planMirror, of Endpoints that are not to be mirrored,', () => {
  const ours = mirroredSlice('ours', 'IPv4 10.0.0.1 : 80', { ownerReferences: [] });
  const theirs = mirroredSlice('theirs', 'IPv4 10.0.0.1 : 80', { labels: { ...marks, [LABEL_MANAGED_BY]: 'me' } });
  const unmanaged = mirroredSlice('unmanaged', 'IPv4 10.0.0.1 : 80', { labels: { [LABEL_SERVICE_NAME]: 'db' } });
  const elsewhere = mirroredSlice('elsewhere', 'IPv4 10.0.0.1 : 80', { namespace: 'other' });
  const otherService = mirroredSlice('other', 'IPv4 10.0.0.1 : 80', {
    labels: { ...marks, [LABEL_SERVICE_NAME]: 'web' },
  });
  const slices = [ours, theirs, unmanaged, elsewhere, otherService];

  test.each([
    [
      'SkipMirrorLabel',
      { endpoints: endpointsOf(['10.0.0.1 : 80'], { labels: { [LABEL_SKIP_MIRROR]: 'true' } }), service },
    ],
    ['LeaderElection', { endpoints: endpointsOf([], { annotations: { [ANNOTATION_LEADER]: '{}' } }), service }],
    ['ServiceMissing', { endpoints: endpointsOf(['10.0.0.1 : 80']) }],
    [
      'ServiceHasSelector',
      { endpoints: endpointsOf(['10.0.0.1 : 80']), service: { ...service, spec: { selector: {} } } },
    ],
    ['EndpointsMissing', { service }],
    ['EndpointsMissing', { namespace: 'ns', name: 'db' }],
    ['EndpointsMissing', { namespace: 'ns', name: 'db', endpoints: null, service: null }],
  ])("deletes its own slices and nobody else's: %s (rule 3.1.1)", (reason, input) => {
    const { decision, plan, notices, statistics } = planMirror({ ...input, slices });
    expect(decision).toEqual({ mirrored: false, reason });
    expect(plan).toEqual({
      writes: [
        {
          verb: 'delete',
          namespace: 'ns',
          name: ours.metadata?.name,
          before: ours,
          preconditions: {},
          reasons: ['SourceNotWanted'],
        },
      ],
      unchanged: [],
    });
    expect(deletesOf(plan)[0]?.before).toBe(ours);
    expect(statistics).toEqual([]);
    expect(notices.map((notice) => [notice.reason, notice.object.name])).toEqual([
      ['SliceOfOtherManager', 'theirs'],
      ['SliceOfOtherManager', 'unmanaged'],
      ['EndpointsNotMirrored', 'db'],
    ]);
    expect(notices[2]).toMatchObject({
      cause: reason,
      message: `Endpoints are not mirrored: ${reason}; slices that mirrored them go`,
    });
  });

  test('touches no slice of another manager, Service or namespace when it mirrors either (rule 3.1.1)', () => {
    const { plan } = planMirror({ endpoints: endpointsOf([]), service, slices });
    expect(deletesOf(plan).map(({ before }) => before)).toEqual([ours]);
  });

  test('writes for another manager when told so', () => {
    const { plan } = planMirror({ endpoints: endpointsOf([]), service, slices, managedBy: 'me' });
    expect(deletesOf(plan).map(({ before }) => before)).toEqual([theirs]);
  });
});

describe('planMirror does better than the reference:', () => {
  test('equal ports with appProtocol are one port (mirroring/app-protocol-by-value, rule 3.2.6)', () => {
    const port = (): { port: number; appProtocol: string } => ({ port: 80, appProtocol: 'h2c' });
    const subsets = [
      { addresses: [{ ip: '10.0.0.1' }], ports: [port()] },
      { addresses: [{ ip: '10.0.0.1' }], ports: [port()] },
    ];
    const { plan } = planMirror({ endpoints: { ...endpointsOf([]), subsets }, service, slices: [] });
    expect(createsOf(plan).map(({ slice }) => slice.ports)).toEqual([
      [{ name: '', protocol: 'TCP', port: 80, appProtocol: 'h2c' }],
    ]);
  });

  test('Endpoints with a reserved label of their own settle (mirroring/reserved-labels-settle, rule 3.4.4)', () => {
    const metadata = { labels: { [LABEL_SERVICE_NAME]: 'evil', [LABEL_MANAGED_BY]: 'me', team: 'x' } };
    const { plan } = mirror({ subsets: ['10.0.0.1 : 80'], metadata });
    expect(createsOf(plan)[0]?.slice.metadata.labels).toEqual({ team: 'x', ...marks });
    const slices = slicesAfter([], plan);
    expect(linesOf(mirror({ subsets: ['10.0.0.1 : 80'], metadata, slices }))).toEqual(['unchanged new-0']);
  });

  test('a duplicate does not hide a missing endpoint (mirroring/duplicate-hides-missing, rule 3.4.4)', () => {
    const slices = [mirroredSlice('a', 'IPv4 10.0.0.1 10.0.0.1 : 80')];
    expect(linesOf(mirror({ subsets: ['10.0.0.1 10.0.0.2 : 80'], slices }))).toEqual([
      'update a IPv4 10.0.0.1 10.0.0.2 : 80 (EndpointsAdded,EndpointsRemoved)',
    ]);
  });

  test('no create is lost in recycling (mirroring/recycling-loses-create, rule 3.5.2)', () => {
    const slices = [mirroredSlice('a', 'IPv4 10.0.0.1 : 80')];
    const planned = mirror({ subsets: ['10.0.0.1 2001:db8::1 : 81'], slices });
    expect(linesOf(planned)).toEqual([
      'create IPv6 2001:db8::1 : 81 (EndpointsAdded)',
      'update a IPv4 10.0.0.1 : 81 (PortsChanged)',
    ]);
  });

  test('ports numbered 0 are no port, whatever else they say (mirroring/port-zero-is-no-port, rule 3.2.4)', () => {
    const subsets = ['10.0.0.1 10.0.0.2 : a/0', '!10.0.0.2 10.0.0.3 10.0.0.4 : b/0'];
    const planned = mirror({ subsets, max: 3 });
    expect(linesOf(planned)).toEqual(['create IPv4 10.0.0.1 10.0.0.3 10.0.0.4 :  (EndpointsAdded)']);
    expect(planned.notices).toMatchObject([
      { reason: 'TooManyAddressesToMirror', skipped: [{ addresses: ['10.0.0.2'] }] },
    ]);
  });

  test('a slice being deleted counts as gone (mirroring/terminating-slices, rule 3.1.2)', () => {
    const slices = [mirroredSlice('a', 'IPv4 10.0.0.1 : 80', { deletionTimestamp: '2026-01-01T00:00:00Z' })];
    const planned = mirror({ subsets: ['10.0.0.1 : 80'], slices });
    expect(linesOf(planned)).toEqual(['create IPv4 10.0.0.1 : 80 (EndpointsAdded)']);
    expect(planned.notices).toMatchObject([{ reason: 'SliceTerminating', object: { name: 'a' } }]);
  });

  test('an absent protocol is TCP, as the API server has it (mirroring/protocol-default, rule 3.3.1)', () => {
    const endpoints = { ...endpointsOf([]), subsets: [{ addresses: [{ ip: '10.0.0.1' }], ports: [{ port: 80 }] }] };
    const { plan } = planMirror({ endpoints, service, slices: [] });
    expect(createsOf(plan)[0]?.slice.ports).toEqual([{ name: '', protocol: 'TCP', port: 80 }]);
  });
});

describe('planMirror refuses', () => {
  const base = { endpoints: endpointsOf(['10.0.0.1 : 80']), service, slices: [] };
  test.each([
    ['input must be an object, got 5', 5],
    ['maxAddressesPerSubset must be a whole number from 1 to 1000, got 0', { ...base, maxAddressesPerSubset: 0 }],
    ['maxAddressesPerSubset must be a whole number from 1 to 1000, got 1001', { ...base, maxAddressesPerSubset: 1001 }],
    [
      'maxAddressesPerSubset must be a whole number from 1 to 1000, got NaN',
      { ...base, maxAddressesPerSubset: Number.NaN },
    ],
    ['slices must be an array, got undefined', { endpoints: base.endpoints, service }],
    ['slices[0] must be an object, got null', { ...base, slices: [null] }],
    ['endpoints must be an object, got 7', { ...base, endpoints: 7 }],
    ['endpoints.metadata.labels.a must be a string, got 1', { ...base, endpoints: { metadata: { labels: { a: 1 } } } }],
    [
      'endpoints.subsets[0].addresses[0].ip must be a string, got 1',
      { ...base, endpoints: { ...base.endpoints, subsets: [{ addresses: [{ ip: 1 }] }] } },
    ],
    [
      'endpoints.metadata.uid must be a non-empty string, got undefined',
      { ...base, endpoints: { metadata: { namespace: 'ns', name: 'db' } } },
    ],
    ['name must be a non-empty string, got undefined', { namespace: 'ns', slices: [] }],
    [
      'service.metadata.name must be "db", got "web"',
      { ...base, service: { metadata: { namespace: 'ns', name: 'web' } } },
    ],
    ['endpoints.metadata.namespace must be "other", got "ns"', { ...base, namespace: 'other' }],
    ['service must be an object, got "x"', { ...base, service: 'x' }],
    ['service.metadata must be an object, got 5', { ...base, service: { metadata: 5 } }],
    ['service.metadata.name must be a string, got 5', { ...base, service: { metadata: { name: 5 } } }],
    ['name must be a string, got 5', { ...base, name: 5 }],
    ['namespace must be a non-empty string, got undefined', { name: 'db', slices: [] }],
    ['endpoints.metadata must be an object, got 5', { ...base, endpoints: { metadata: 5 } }],
    ['endpoints.metadata.name must be a string, got 5', { ...base, endpoints: { metadata: { name: 5 } } }],
    ['endpoints.metadata.namespace must be a string, got 5', { ...base, endpoints: { metadata: { namespace: 5 } } }],
    ['endpoints.metadata.uid must be a string, got 5', { ...base, endpoints: { metadata: { uid: 5 } } }],
    [
      'endpoints.metadata.annotations.a must be a string, got 1',
      { ...base, endpoints: { metadata: { annotations: { a: 1 } } } },
    ],
    ['endpoints.subsets must be an array, got 5', { ...base, endpoints: { ...base.endpoints, subsets: 5 } }],
    ['maxAddressesPerSubset must be a whole number from 1 to 1000, got 2.5', { ...base, maxAddressesPerSubset: 2.5 }],
    [
      'endpoints.metadata.uid must be a non-empty string, got undefined',
      { namespace: 'ns', name: 'db', endpoints: {}, service: {}, slices: [] },
    ],
    ['service.spec must be an object, got "x"', { ...base, service: { metadata: {}, spec: 'x' } }],
    ['managedBy must be a non-empty string, got ""', { ...base, managedBy: '' }],
    [
      'slices[0].metadata.annotations.x must be a string, got 1',
      { ...base, slices: [mirroredSlice('a', 'IPv4 : 80', { annotations: { x: 1 as never } })] },
    ],
    [
      'slices must be slices with different names, got "a"',
      { ...base, slices: [mirroredSlice('a', 'IPv4 : 80'), mirroredSlice('a', 'IPv4 : 81')] },
    ],
  ])('%s', (message, input) => {
    expect(() => planMirror(input as never)).toThrow(`planMirror: ${message}`);
  });

  test('no label or annotation named __proto__, and is not changed by one', () => {
    const labels = JSON.parse('{"__proto__":"x"}') as { [key: string]: string };
    const { plan } = planMirror({
      ...base,
      endpoints: endpointsOf(['10.0.0.1 : 80'], { labels, annotations: labels }),
    });
    const [create] = createsOf(plan);
    expect(Object.keys(create?.slice.metadata.labels ?? {})).toContain('__proto__');
    expect(Object.keys(create?.slice.metadata.annotations ?? {})).toEqual(['__proto__']);
    expect(Object.getPrototypeOf(create?.slice.metadata.labels)).toBe(Object.prototype);
  });
});
