import fc from 'fast-check';
import type { EndpointLike, EndpointSliceLike } from 'endpointslice';

/** Slices from small pools, so that names, addresses and targets meet often. All are what `setSlice` accepts. */

const optional = <Value>(arbitrary: fc.Arbitrary<Value>) => fc.option(arbitrary, { nil: undefined });

/** The first value half of the time, so that things meet. */
function often<Value>(usual: Value, ...others: readonly Value[]): fc.Arbitrary<Value> {
  return fc.oneof(fc.constant(usual), fc.constantFrom(...others));
}

const flag = fc.option(fc.boolean(), { nil: null, freq: 3 });

const hints = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.array(
      fc.constantFrom('a', 'b', 'c', '').map((name) => ({ name })),
      { maxLength: 3 },
    ),
  },
  { weight: 1, arbitrary: fc.constant(null) },
);

const IPv4 = often('10.0.0.1', '10.0.0.2', '10.0.0.10', '010.0.0.1', '10.0.0', 'fd00::1');
const IPv6 = often('fd00::1', 'fd00::0001', 'FD00::2', '10.0.0.1', '::1%eth0');

const targetRef = fc.record(
  {
    kind: often<string | null>('Pod', 'VirtualMachine', '', null),
    namespace: fc.constantFrom('ns', 'other', '', null),
    name: often<string | null>('p', 'q', '', null),
    uid: optional(fc.constantFrom('1', '2', '')),
  },
  { requiredKeys: [] },
);

/** An endpoint whose addresses are of a family, most of the time; Go clients write null where there is none. */
export function endpoints(addresses: fc.Arbitrary<string>): fc.Arbitrary<EndpointLike> {
  const list = fc.record(
    {
      addresses: fc.oneof(
        { weight: 4, arbitrary: fc.tuple(addresses) },
        { weight: 1, arbitrary: fc.array(addresses, { maxLength: 2 }) },
        { weight: 1, arbitrary: fc.constantFrom(null, undefined) },
      ),
      conditions: fc.option(fc.record({ ready: flag, serving: flag, terminating: flag }, { requiredKeys: [] }), {
        nil: null,
      }),
      nodeName: fc.constantFrom('n1', 'n2', '', null),
      zone: fc.constantFrom('a', 'b', '', null),
      hostname: fc.constantFrom('h', 'i', '', null),
      targetRef: fc.option(targetRef, { nil: null, freq: 4 }),
      hints: fc.option(fc.record({ forZones: hints, forNodes: hints }, { requiredKeys: [] }), { nil: null }),
    },
    { requiredKeys: [] },
  );
  // Lists of addresses that are null or absent are what the type leaves out and clients write.
  return list as fc.Arbitrary<EndpointLike>;
}

const port = { name: 'http', protocol: 'TCP', port: 80 };

const oddPort = fc.record(
  {
    name: fc.constantFrom('http', 'dns', '', null),
    protocol: fc.constantFrom('TCP', 'UDP', 'SCTP', null),
    port: fc.constantFrom(80, 8080, 65535, 0, null, 70000, -1),
    appProtocol: fc.constantFrom('h2c', '', null),
  },
  { requiredKeys: [] },
);

/** Lists of ports, some with one name under several protocols, and equal ones. */
const ports = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.array(fc.oneof({ weight: 3, arbitrary: fc.constant(port) }, oddPort), { maxLength: 3, size: 'max' }),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      [port, { ...port, protocol: 'UDP' }, { ...port, protocol: 'SCTP' }],
      [port, port],
      [port, { ...port, port: 8080 }],
      [port, { ...port, appProtocol: 'h2c' }],
      [{ name: 'http', protocol: 'TCP' }, port],
      null,
      undefined,
    ),
  },
);

/** A resourceVersion, missing or malformed ones included. */
export const resourceVersions: fc.Arbitrary<string | undefined> = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 1, max: 120 }).map(String) },
  { weight: 1, arbitrary: fc.constantFrom(undefined, '', '007', 'abc') },
);

export const namespaces: fc.Arbitrary<string> = fc.constantFrom('ns', 'ns', 'other');
export const sliceNames: fc.Arbitrary<string> = fc.constantFrom('s1', 's2', 's3');
export const uids: fc.Arbitrary<string | undefined> = fc.constantFrom(undefined, 'u1', 'u2');
export const clusters: fc.Arbitrary<string | undefined> = often<string | undefined>(undefined, 'west', 'east');

const serviceLabels = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('web', 'web', 'db').map((name) => ({ 'kubernetes.io/service-name': name })) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      {},
      { 'kubernetes.io/service-name': '' },
      { 'kubernetes.io/service-name': null },
      { other: '' },
      null,
      undefined,
    ),
  },
);

const addressesOf = { IPv4, IPv6, FQDN: fc.constantFrom('example.com', '10.0.0.1', '') };

/** A slice in any state it could be in, and some that it could not. */
export const cachedSlices: fc.Arbitrary<EndpointSliceLike> = fc
  .record({
    namespace: namespaces,
    name: sliceNames,
    uid: uids,
    resourceVersion: resourceVersions,
    labels: serviceLabels,
    addressType: often('IPv4', 'IPv4', 'IPv6', 'FQDN'),
    ports,
  })
  .chain(({ addressType, ports: slicePorts, ...metadata }) =>
    fc
      .oneof(
        {
          weight: 12,
          arbitrary: fc.array(endpoints(addressesOf[addressType as keyof typeof addressesOf]), {
            maxLength: 4,
            size: 'max',
          }),
        },
        { weight: 1, arbitrary: fc.constantFrom(null, undefined) },
      )
      .map((list) => ({ metadata, addressType, endpoints: list, ports: slicePorts })),
  );
