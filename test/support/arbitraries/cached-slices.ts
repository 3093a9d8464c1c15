import fc from 'fast-check';
import type { EndpointLike, EndpointSliceLike } from '../../../src/model/endpoint-slice.ts';

/** Slices from small pools, so that names, addresses and targets meet often. All are what `setSlice` accepts. */

const optional = <Value>(arbitrary: fc.Arbitrary<Value>) => fc.option(arbitrary, { nil: undefined });

/** The first value half of the time, so that things meet. */
function often<Value>(usual: Value, ...others: readonly Value[]): fc.Arbitrary<Value> {
  return fc.oneof(fc.constant(usual), fc.constantFrom(...others));
}

const flag = fc.option(fc.boolean(), { nil: undefined, freq: 3 });

const hints = fc.array(
  fc.constantFrom('a', 'b', 'c').map((name) => ({ name })),
  { maxLength: 2 },
);

const IPv4 = often('10.0.0.1', '10.0.0.2', '10.0.0.10', '010.0.0.1', '10.0.0', 'fd00::1');
const IPv6 = often('fd00::1', 'fd00::0001', 'FD00::2', '10.0.0.1', '::1%eth0');

const targetRef = fc.record(
  {
    kind: fc.constantFrom('Pod', 'VirtualMachine'),
    namespace: fc.constantFrom('ns', 'other'),
    name: fc.constantFrom('p', 'q'),
    uid: optional(fc.constantFrom('1', '2')),
  },
  { requiredKeys: ['kind', 'name'] },
);

/** An endpoint whose addresses are of a family, most of the time. */
export function endpoints(addresses: fc.Arbitrary<string>): fc.Arbitrary<EndpointLike> {
  return fc.record(
    {
      addresses: fc.oneof(
        { weight: 4, arbitrary: fc.tuple(addresses) },
        { weight: 1, arbitrary: fc.array(addresses, { maxLength: 2 }) },
      ),
      conditions: fc.option(fc.record({ ready: flag, serving: flag, terminating: flag }), { nil: null }),
      nodeName: optional(fc.constantFrom('n1', 'n2')),
      zone: optional(fc.constantFrom('a', 'b')),
      hostname: optional(fc.constant('h')),
      targetRef: fc.option(targetRef, { nil: undefined, freq: 3 }),
      hints: optional(fc.record({ forZones: hints, forNodes: hints }, { requiredKeys: [] })),
    },
    { requiredKeys: ['addresses'] },
  );
}

const oddPort = fc.record(
  {
    name: fc.constantFrom('http', 'dns', '', null),
    protocol: fc.constantFrom('TCP', 'UDP', null),
    port: fc.constantFrom(80, 8080, 0, null, 70000),
    appProtocol: optional(fc.constant('h2c')),
  },
  { requiredKeys: [] },
);

const ports = fc.array(
  fc.oneof({ weight: 3, arbitrary: fc.constant({ name: 'http', protocol: 'TCP', port: 80 }) }, oddPort),
  { maxLength: 3, size: 'max' },
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
  { weight: 1, arbitrary: fc.constantFrom({}, { 'kubernetes.io/service-name': '' }, undefined) },
);

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
      .array(endpoints(addressType === 'IPv6' ? IPv6 : IPv4), { maxLength: 4, size: 'max' })
      .map((list) => ({ metadata, addressType, endpoints: list, ports: slicePorts })),
  );
