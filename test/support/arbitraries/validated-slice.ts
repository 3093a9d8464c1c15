import fc from 'fast-check';
import { weighted } from './weighted.ts';

/**
 * Slices as JSON in which every field has its type, and many have values that no server accepts: what validation is
 * compared on.
 */

/** Text that breaks one rule for names or another, or comes close to it. */
const oddTexts: readonly string[] = [
  '',
  'a',
  '9',
  'trail-',
  '-lead',
  'under_score',
  'Not-Lower',
  'dots.in.name',
  'a..b',
  'a.-b',
  'a-.b',
  '.a',
  'a.',
  'a b',
  'a/b',
  '/x',
  'x/',
  '/',
  '//',
  'a/b/c',
  '-/-',
  'example.com/key',
  'Example.com/Key',
  'EXAMPLE.COM/_key',
  'x'.repeat(63),
  'x'.repeat(64),
  'x'.repeat(253),
  'x'.repeat(254),
  `${'x'.repeat(252)}-`,
  `${'x'.repeat(253)}-`,
  `${'x'.repeat(254)}-`,
  `${'abc.'.repeat(63)}d`,
  `${'abc.'.repeat(63)}de`,
  `k8s.io/${'y'.repeat(63)}`,
  `k8s.io/${'y'.repeat(64)}`,
  `${'p'.repeat(254)}/a`,
  'é',
  'é-',
  `${'é'.repeat(31)}-`,
  'é'.repeat(32),
  'İ',
  'K/K',
  'ΑΣ',
  'Ⱥ'.repeat(31),
  '😀',
  '\ud800',
  'a\udc00b',
  '\ufffd',
  '\u0000',
  '\u0007\b\f\n\r\t\v\u001b\u007f',
  '\u0085\u00a0\u00ad\u2028\u2029\u3000\ufeff\u{10ffff}\u{e000}',
  '<a&b>',
  '"quoted" \\ \'s',
  '__proto__',
  'constructor',
  'toString',
  '-',
  '--',
  'a-',
  '00000',
];

const oddAddresses: readonly string[] = [
  '10.0.0.1',
  '010.0.0.1',
  '10.0.0.01',
  '10.0.00.1',
  '0000000000001.2.3.4',
  '10.0.0',
  '10.0.0.256',
  '+1.2.3.4',
  '1.2.3.4 ',
  '10.0.0.1:80',
  '0.0.0.0',
  '127.0.0.1',
  '127.255.255.255',
  '169.254.0.1',
  '224.0.0.1',
  '224.0.1.1',
  '255.255.255.255',
  '0.0.0.1',
  '::ffff:10.0.0.1',
  '::ffff:a00:1',
  '::ffff:010.0.0.1',
  '::ffff:127.0.0.1',
  '::10.0.0.1',
  '::0.0.0.1',
  '::',
  '::0',
  '0:0:0:0:0:0:0:0',
  '::1',
  '0:0:0:0:0:0:0:1',
  '::00001',
  'fe80::1',
  'FE80::1',
  'fe80::1%eth0',
  'febf::1',
  'fec0::1',
  'ff01::1',
  'ff02::1',
  'ff12::1',
  'ff05::1',
  '2001:db8::1',
  '2001:DB8::1',
  '2001:db8:0:0:0:0:0:1',
  '2001:db8::0001',
  '2001:0db8::1',
  '2001:db8:0:1:1:1:1:1',
  '1:0:0:2:3:0:0:4',
  '1:2:3:4:5:6:7::',
  '64:ff9b::192.0.2.1',
  '1::2::3',
  ':::',
  '1:',
  'web.example.com',
  'web.example.com.',
  'web.example.com..',
  'example',
  'Web.example.com',
  `${'x'.repeat(64)}.example.com`,
  `a.${'x'.repeat(64)}.${'y'.repeat(65)}.com`,
];

const oddText = weighted(...oddTexts.map((text) => [1, text] as const));
const oddAddress = weighted(...[...oddAddresses, ...oddTexts.slice(0, 20)].map((text) => [1, text] as const));

/** A good text, so many times in a hundred; else an odd one, the odd one with a tail of its own now and then. */
function textLike(good: fc.Arbitrary<string>, percent: number): fc.Arbitrary<string> {
  return fc
    .record({ pick: fc.nat(99), good, odd: oddText, tail: weighted([8, ''], [1, '-'], [1, '.b'], [1, 'X']) })
    .map(({ pick, good: text, odd, tail }) => (pick < percent ? text : odd + tail));
}

const goodName = weighted([3, 'web'], [2, 'web-abc'], [1, 'a.b'], [1, 'x9']);
const goodLabel = weighted([2, 'web'], [2, 'Zone_1.a'], [1, ''], [1, 'zone-a']);
const goodKey = weighted(
  [3, 'app'],
  [2, 'kubernetes.io/service-name'],
  [1, 'endpointslice.kubernetes.io/managed-by'],
  [1, 'Tier_2'],
);

function mapLike(values: fc.Arbitrary<string>, percent: number, maxLength: number): fc.Arbitrary<object> {
  return fc
    .array(fc.tuple(textLike(goodKey, percent), values), { maxLength })
    .map((entries) => Object.fromEntries(entries));
}

/** Absent mostly, null now and then. */
function maybe<Value>(value: fc.Arbitrary<Value>, percent: number): fc.Arbitrary<Value | null | undefined> {
  return fc
    .record({ pick: fc.nat(99), value })
    .map(({ pick, value: some }) => (pick < percent ? some : pick < percent + 3 ? null : undefined));
}

/** Mostly the one, now and then the other. */
function textOr(text: fc.Arbitrary<string>, other: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc.record({ pick: fc.nat(9), text, other }).map((drawn) => (drawn.pick === 0 ? drawn.other : drawn.text));
}

function listOf<Value>(item: fc.Arbitrary<Value>, maxLength: number): fc.Arbitrary<readonly Value[]> {
  return fc.array(item, { maxLength });
}

/** Half a character and more: what is another text in Go, or in another order. */
const oddHalves = weighted(
  [2, '\ud800'],
  [1, '\udc00\ud800'],
  [1, 'K\udfff'],
  [1, '\u{10000}'],
  [1, '\ue000'],
  [1, '\uffff'],
  [1, '\ufffd'],
  [1, '\u{1f600}\ud83d'],
);

/** Go's zero time in several forms: the API tells some of them from none, and some not. */
const zeroTime = weighted(
  [3, '0001-01-01T00:00:00Z'],
  [1, '0001-01-01T01:00:00+01:00'],
  [1, '0001-01-01T00:00:00.5Z'],
  [1, '0001-01-02T00:00:00+24:00'],
);

const time = fc.oneof(
  {
    weight: 6,
    arbitrary: weighted(
      [6, '2026-01-02T03:04:05Z'],
      [2, '2026-01-02T03:04:05.5+02:00'],
      [2, '2026-03-04T05:06:07Z'],
      [1, '2026-01-02T03:04:05+24:00'],
      [1, '2026-01-02T03:04:05-24:60'],
      [1, '2026-01-02T3:04:05,999999999Z'],
    ),
  },
  { weight: 1, arbitrary: zeroTime },
);

/** Numbers of 64 bits that doubles hold, and that JSON prints in digits that Go reads. */
const wideNumber = weighted(
  [1, 2 ** 31],
  [1, 2 ** 53 - 1],
  [1, 2 ** 53],
  [1, 2 ** 53 + 2],
  [1, 2 ** 62],
  [1, 2 ** 63 - 1024],
  [1, -(2 ** 53)],
  [1, -(2 ** 62)],
);

const ownerReference = fc.record(
  {
    apiVersion: weighted([4, 'v1'], [1, 'apps/v1'], [1, ''], [1, '/'], [1, 'a/b/c'], [1, '/v1'], [1, 'apps/']),
    kind: textOr(weighted([5, 'Service'], [1, ''], [1, 'Event'], [1, '<K>']), oddHalves),
    name: textOr(weighted([5, 'web'], [1, '']), oddHalves),
    uid: textOr(weighted([5, 'u-1'], [1, '']), oddHalves),
    controller: fc.boolean(),
    blockOwnerDeletion: fc.boolean(),
  },
  { requiredKeys: ['apiVersion', 'kind', 'name', 'uid'] },
);

const managedFields = fc.record(
  {
    manager: textLike(weighted([1, 'kubectl']), 60),
    operation: weighted([3, 'Apply'], [3, 'Update'], [1, ''], [1, 'apply'], [1, '<x>']),
    apiVersion: weighted([2, 'discovery.k8s.io/v1'], [1, ''], [1, '\ud800']),
    time: maybe(time, 80),
    fieldsV1: weighted<unknown>([2, { 'f:ports': {} }], [1, {}], [1, null], [1, { 'f:\ud800': '\udc00' }]),
    fieldsType: weighted([4, 'FieldsV1'], [1, ''], [1, 'FieldsV2']),
    subresource: weighted([4, ''], [1, 'x'.repeat(256)], [1, 'x'.repeat(257)]),
  },
  { requiredKeys: [] },
);

const metadata = fc.record({
  name: maybe(textLike(goodName, 85), 70),
  generateName: maybe(textLike(weighted([3, 'web-'], [1, `${'long'.repeat(20)}-`]), 70), 40),
  namespace: weighted([90, 'shop'], [2, ''], [2, 'a.b'], [2, 'Shop'], [2, 'x'.repeat(64)]),
  uid: maybe(weighted([3, 'uid-1'], [1, 'uid-2'], [1, '']), 30),
  resourceVersion: maybe(weighted([3, '7'], [1, '8'], [1, '']), 50),
  generation: maybe(fc.oneof({ weight: 4, arbitrary: weighted([4, 3], [1, 0], [1, -1]) }, wideNumber), 40),
  creationTimestamp: maybe(time, 30),
  deletionTimestamp: maybe(fc.oneof({ weight: 2, arbitrary: time }, zeroTime), 15),
  deletionGracePeriodSeconds: maybe(fc.oneof(weighted([1, 0], [1, 30]), wideNumber), 8),
  labels: maybe(mapLike(textLike(goodLabel, 85), 90, 4), 60),
  annotations: maybe(mapLike(oddText, 80, 3), 30),
  ownerReferences: maybe(listOf(ownerReference, 3), 30),
  finalizers: maybe(
    listOf(
      textOr(
        textLike(weighted([2, 'example.com/x'], [2, 'orphan'], [2, 'foregroundDeletion'], [1, 'kubernetes']), 80),
        oddHalves.map((half) => `example.com/${half}`),
      ),
      4,
    ),
    20,
  ),
  managedFields: maybe(listOf(managedFields, 2), 12),
});

/** Good addresses of one type, and now and then any other. */
function addressOf(addressType: string, percent: number): fc.Arbitrary<string> {
  return fc.record({ pick: fc.nat(99), number: fc.nat(250), odd: oddAddress }).map(({ pick, number, odd }) => {
    if (pick >= percent) return odd;
    if (addressType === 'IPv6') return `2001:db8::${number.toString(16)}`;
    return addressType === 'FQDN' ? `h${number}.example.com` : `10.0.0.${number}`;
  });
}

function endpointOf(addressType: string, percent: number): fc.Arbitrary<object> {
  const flag = maybe(fc.boolean(), 90);
  const topologyKey = weighted(
    [3, 'topology.kubernetes.io/zone'],
    [3, 'kubernetes.io/hostname'],
    [2, 'rack'],
    [1, 'topology.kubernetes.io/region'],
  );
  const topologyValue = weighted(
    [3, 'node-1'],
    [2, 'zone-a'],
    [1, 'node-2'],
    [1, ''],
    [1, 'not valid'],
    [1, 'x'.repeat(64)],
  );
  const topology = fc
    .record({ entries: fc.array(fc.tuple(topologyKey, topologyValue), { maxLength: 3 }), many: fc.nat(40) })
    .map(({ entries, many }) => ({
      ...Object.fromEntries(entries),
      ...(many === 0 ? Object.fromEntries(Array.from({ length: 17 }, (_, index) => [`k${index}`, 'v'])) : {}),
    }));
  const names = (good: fc.Arbitrary<string>): fc.Arbitrary<object> =>
    fc.oneof(
      {
        weight: 9,
        arbitrary: listOf(
          textLike(good, 80).map((name) => ({ name })),
          3,
        ),
      },
      {
        weight: 1,
        arbitrary: fc
          .integer({ min: 7, max: 10 })
          .map((count) => Array.from({ length: count }, (_, index) => ({ name: `n${index % 8}` }))),
      },
    );
  return fc.record({
    addresses: fc.oneof(
      { weight: 30, arbitrary: fc.array(addressOf(addressType, percent), { maxLength: 3 }) },
      {
        weight: 1,
        arbitrary: fc.integer({ min: 99, max: 102 }).map((count) => Array.from({ length: count }, () => '10.0.0.1')),
      },
    ),
    conditions: maybe(fc.record({ ready: flag, serving: flag, terminating: flag }, { requiredKeys: [] }), 50),
    hostname: maybe(textLike(goodName, 60), 25),
    targetRef: maybe(
      fc.record(
        {
          kind: maybe(weighted([4, 'Pod'], [1, ''], [1, '\ud800']), 90),
          namespace: weighted([1, 'shop'], [1, '']),
          name: oddText,
          uid: weighted([1, 'u-1'], [1, '']),
          apiVersion: weighted([1, 'v1'], [1, '']),
          resourceVersion: weighted([1, '1'], [1, '']),
          fieldPath: weighted([1, ''], [1, 'spec.containers{a}']),
        },
        { requiredKeys: [] },
      ),
      30,
    ),
    nodeName: maybe(textLike(weighted([2, 'node-1'], [1, 'node-2']), 80), 50),
    zone: maybe(oddText, 20),
    deprecatedTopology: maybe(topology, 25),
    hints: maybe(
      fc.record(
        { forZones: names(weighted([2, 'zone-a'], [1, 'zone-b'])), forNodes: names(weighted([1, 'node-1'])) },
        { requiredKeys: [] },
      ),
      30,
    ),
  });
}

const port = fc.record({
  name: maybe(textLike(weighted([2, 'http'], [1, 'https'], [1, '']), 80), 80),
  protocol: maybe(weighted([5, 'TCP'], [2, 'UDP'], [1, 'SCTP'], [1, 'tcp'], [1, ''], [1, 'T<P']), 80),
  port: maybe(weighted([3, 80], [1, 0], [1, -1], [1, 70000], [1, 2147483647]), 90),
  appProtocol: maybe(textLike(weighted([1, 'kubernetes.io/h2c'], [1, 'http']), 60), 30),
});

/** JSON of one v1 EndpointSlice, each field of its type. */
export type SliceJson = { readonly [field: string]: unknown };

/** A slice to create. Fields that are absent are absent. */
export function validatedSlice(): fc.Arbitrary<SliceJson> {
  return fc
    .record({
      addressType: weighted(
        [50, 'IPv4'],
        [30, 'IPv6'],
        [12, 'FQDN'],
        [2, ''],
        [2, 'IP'],
        [2, 'ipv4'],
        [1, '<a>'],
        [1, 'é'],
      ),
      percent: weighted([3, 90], [1, 40], [2, 100]),
    })
    .chain(({ addressType, percent }) =>
      fc.record({
        metadata,
        addressType: fc.constant(addressType),
        endpoints: maybe(fc.array(endpointOf(addressType, percent), { maxLength: 4 }), 90),
        ports: maybe(fc.array(port, { maxLength: 3 }), 85),
        huge: fc.nat(200),
      }),
    )
    .map(({ huge, ...slice }) => withoutUndefined({ ...slice, ...hugePart(huge, slice) }) as SliceJson);
}

/** The same slice with `null` at places where the API reads its zero value then: list items, map entries, fields. */
export function withNulls(slice: SliceJson, places: readonly number[]): SliceJson {
  return places.reduce<unknown>((value, place) => withNullAt(value, place), slice) as SliceJson;
}

/** Goes down by the digits of a number, as far as there is something to go down to. */
function withNullAt(value: unknown, place: number): unknown {
  if (typeof value !== 'object' || value === null) return place % 3 === 0 ? null : value;
  const keys = Object.keys(value);
  const key = keys[place % Math.max(1, keys.length)];
  if (key === undefined || place === 0) return value;
  const field = (value as SliceJson)[key];
  const inner = place < 40 && Array.isArray(value) ? null : withNullAt(field, Math.floor(place / 7));
  if (!Array.isArray(value)) return { ...value, [key]: inner };
  return value.map((item: unknown, index) => (String(index) === key ? inner : item));
}

/** Rarely, more of something than a slice may have. Picks of the middle: small and great numbers are drawn more often. */
function hugePart(pick: number, slice: { readonly metadata: object }): object {
  const repeated = (count: number, item: unknown): unknown[] => Array.from({ length: count }, () => item);
  if (pick === 101) return { endpoints: repeated(1001, { addresses: ['10.0.0.1'] }) };
  if (pick === 102) return { endpoints: repeated(1000, { addresses: ['10.0.0.1'] }) };
  if (pick === 103) return { ports: repeated(20001, { name: 'a' }) };
  if (pick === 104) return { metadata: { ...slice.metadata, annotations: { a: 'é'.repeat(131072), b: '' } } };
  if (pick === 105) return { metadata: { ...slice.metadata, annotations: { a: 'x'.repeat(262143) } } };
  return {};
}

function withoutUndefined(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

/** A slice in a cluster and what somebody sends to replace it: mostly the same, but for one part or another. */
export function validatedUpdate(): fc.Arbitrary<{ readonly slice: SliceJson; readonly old: SliceJson }> {
  const kept = fc.subarray(['metadata', 'addressType', 'endpoints', 'ports'], { minLength: 1 });
  return fc.record({ old: validatedSlice(), other: validatedSlice(), kept, metadataKept: fc.nat(3) }).map((drawn) => {
    const slice: { [field: string]: unknown } = { ...drawn.other };
    for (const field of drawn.kept) slice[field] = drawn.old[field];
    // Of metadata, mostly only some fields change.
    if (drawn.metadataKept > 0) slice['metadata'] = mixedMetadata(drawn.old, drawn.other, drawn.metadataKept);
    return withoutUndefined({ slice, old: drawn.old }) as { slice: SliceJson; old: SliceJson };
  });
}

const OF_IDENTITY = [
  'name',
  'namespace',
  'uid',
  'creationTimestamp',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
];

function mixedMetadata(old: SliceJson, other: SliceJson, kind: number): object {
  const mixed = { ...(kind === 3 ? (old['metadata'] as SliceJson) : (other['metadata'] as SliceJson)) } as {
    [key: string]: unknown;
  };
  const before = old['metadata'] as SliceJson;
  if (kind === 1) for (const field of OF_IDENTITY) mixed[field] = before[field];
  if (kind === 3) mixed['labels'] = (other['metadata'] as SliceJson)['labels'];
  return mixed;
}

/** The same object as v1beta1 has it: the deprecated topology under its old name, no zone. */
export function asV1beta1(slice: SliceJson): SliceJson {
  const endpoints = (slice['endpoints'] ?? null) as SliceJson[] | null;
  const converted = endpoints?.map(({ deprecatedTopology, zone: _zone, ...rest }) =>
    deprecatedTopology === undefined ? rest : { ...rest, topology: deprecatedTopology },
  );
  return { ...slice, apiVersion: 'discovery.k8s.io/v1beta1', ...(endpoints === null ? {} : { endpoints: converted }) };
}

/** Text of any kind, odd more often than not. */
export function validatedText(): fc.Arbitrary<string> {
  return fc.oneof(
    { weight: 3, arbitrary: textLike(goodKey, 20) },
    {
      weight: 3,
      arbitrary: fc.string({ unit: fc.constantFrom('a', 'B', '9', '-', '_', '.', '/', ' ', 'é'), maxLength: 70 }),
    },
    {
      weight: 1,
      arbitrary: fc
        .array(fc.nat(0x10ffff), { maxLength: 20 })
        .map((points) => points.map((point) => String.fromCodePoint(point)).join('')),
    },
  );
}

/** Text that is an address, or nearly. */
export function validatedAddress(): fc.Arbitrary<string> {
  const octet = fc.oneof(fc.nat(300).map(String), fc.constantFrom('0', '00', '01', '127', '255', '', '+1', '1 '));
  const group = fc.oneof(
    fc.nat(0xffff).map((value) => value.toString(16)),
    fc.constantFrom('0', '0', '00000', '0001', 'FFFF', 'ffff', ''),
  );
  const ipv4 = fc.array(octet, { minLength: 3, maxLength: 5 }).map((octets) => octets.join('.'));
  return fc.oneof(
    { weight: 4, arbitrary: oddAddress },
    { weight: 3, arbitrary: ipv4 },
    { weight: 4, arbitrary: fc.array(group, { minLength: 1, maxLength: 9 }).map((groups) => groups.join(':')) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(fc.constantFrom('::', '::ffff:', '1:2:3:4:5:6:', '0::'), ipv4)
        .map(([head, tail]) => head + tail),
    },
  );
}
