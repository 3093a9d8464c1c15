import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareText } from '../../src/internal/compare-text.ts';
import {
  compareCoreEndpoints,
  type CoreEndpointAddressLike,
  type CoreEndpointSubsetLike,
  type EndpointSliceLike,
} from 'endpointslice';
import { compareDetails } from '../../src/mirror/address-details.ts';
import { deepFreeze } from '../support/deep-freeze.ts';
import { propertyRuns } from '../support/property-settings.ts';

const service = { metadata: { namespace: 'shop', name: 'db' }, spec: {} };

const addresses = fc.record({
  ip: fc.constantFrom('10.0.0.1', '10.0.0.2', '10.0.0.10', '010.0.0.1'),
  nodeName: fc.constantFrom(undefined, '', 'n1', 'n2'),
  hostname: fc.constantFrom(undefined, '', 'h'),
  targetRef: fc.option(
    fc.record({
      kind: fc.constant('Pod'),
      name: fc.constantFrom('p', 'q'),
      uid: fc.constantFrom(undefined, '', '1', '2', '10'),
    }),
    { freq: 3 },
  ),
});

const ports = fc.array(
  fc.record(
    {
      name: fc.constantFrom('a', 'b', ''),
      protocol: fc.constantFrom('TCP', 'UDP', 'SCTP'),
      port: fc.constantFrom(80, 81, 0, undefined),
      appProtocol: fc.constantFrom(undefined, 'h2c'),
    },
    { requiredKeys: ['port'] },
  ),
  { maxLength: 3 },
);

const listOrAbsent = <Item>(items: fc.Arbitrary<Item>) =>
  fc.oneof(
    { weight: 5, arbitrary: fc.array(items, { maxLength: 4 }) },
    { weight: 1, arbitrary: fc.constantFrom(null, undefined) },
  );

const subsets = listOrAbsent(
  fc.record({
    addresses: listOrAbsent(addresses),
    notReadyAddresses: listOrAbsent(addresses),
    ports: listOrAbsent(ports.map((list) => list[0] ?? {})),
  }),
);

const slices = fc.array(
  fc.record({
    endpoints: listOrAbsent(
      fc.record({
        address: addresses,
        ready: fc.boolean(),
      }),
    ),
    ports,
  }),
  { maxLength: 3 },
);

/** Each listing of an address on a port: port, address, uid, and what is said. */
interface Listing {
  readonly port: string;
  readonly text: string;
  readonly uid: string;
  readonly ready: boolean;
  readonly address: CoreEndpointAddressLike;
}

function listingsOf(list: readonly CoreEndpointSubsetLike[] | null | undefined): Listing[] {
  return (list ?? []).flatMap((subset) => {
    const named = (subset.ports ?? []).map(({ name, protocol, port, appProtocol }) =>
      (port ?? 0) > 0 ? JSON.stringify([name ?? '', protocol ?? 'TCP', port, appProtocol ?? null]) : '',
    );
    return (named.length === 0 ? [''] : named).flatMap((port) =>
      [true, false].flatMap((ready) =>
        ((ready ? subset.addresses : subset.notReadyAddresses) ?? []).map((address) => ({
          port,
          text: address.ip.replace('010', '10'),
          uid: address.targetRef?.uid ?? '',
          ready,
          address,
        })),
      ),
    );
  });
}

/** What one side says of each address on each port, looked up among all its listings. */
function sayingOf(listings: readonly Listing[], { port, text, uid }: Listing): object | undefined {
  const found = listings.filter((one) => one.port === port && one.text === text && one.uid === uid);
  // The details that say most count (ledger mirroring/conflicting-address).
  const [first] = [...found].sort((left, right) => compareDetails(left.address, right.address));
  if (first === undefined) return undefined;
  const { hostname, nodeName, targetRef } = first.address;
  return {
    ready: found.every(({ ready }) => ready),
    ...(hostname && { hostname }),
    ...(nodeName && { nodeName }),
    ...(targetRef && {
      targetRef: Object.fromEntries(Object.entries(targetRef).filter(([, value]) => value !== undefined)),
    }),
  };
}

/** A uid '' is as good as absent. */
function comparable(saying: object): string {
  return JSON.stringify(saying, (_, value: unknown) => (value === '' ? undefined : value));
}

describe('the comparison of Endpoints and slices', () => {
  test('is what looking up every listing among all others finds', () => {
    fc.assert(
      fc.property(subsets, slices, (ofEndpoints, ofSlices) => {
        const input: readonly EndpointSliceLike[] = ofSlices.map((slice, index) => ({
          metadata: { namespace: 'shop', name: `s${index}`, labels: { 'kubernetes.io/service-name': 'db' } },
          addressType: 'IPv4',
          ports: slice.ports,
          endpoints: slice.endpoints?.map(({ address: { ip, ...rest }, ready }) => ({
            addresses: [ip],
            conditions: { ready },
            ...rest,
          })),
        }));
        const { differences } = compareCoreEndpoints(
          deepFreeze({ service, endpoints: { subsets: ofEndpoints }, slices: input }),
        );
        const left = listingsOf(ofEndpoints);
        const right = listingsOf(
          ofSlices.map((slice) => ({
            ports: slice.ports,
            addresses: slice.endpoints?.flatMap(({ address, ready }) => (ready ? [address] : [])),
            notReadyAddresses: slice.endpoints?.flatMap(({ address, ready }) => (ready ? [] : [address])),
          })),
        );
        const isElsewhere = (side: readonly Listing[], { text, uid }: Listing) =>
          side.some((one) => one.port !== '' && one.text === text && one.uid === uid);
        const all = new Map([...left, ...right].map((one) => [JSON.stringify([one.port, one.text, one.uid]), one]));
        const wanted = [...all.values()]
          .sort(
            (one, other) =>
              compareText(one.port, other.port) || compareText(one.text, other.text) || compareText(one.uid, other.uid),
          )
          .flatMap((one) => {
            const [inEndpoints, inSlices] = [sayingOf(left, one), sayingOf(right, one)];
            const said = JSON.stringify([one.port, one.text, inEndpoints, inSlices]);
            if (inSlices === undefined) return one.port === '' && isElsewhere(left, one) ? [] : [said];
            if (inEndpoints === undefined) return one.port === '' && isElsewhere(right, one) ? [] : [said];
            return comparable(inEndpoints) === comparable(inSlices) ? [] : [said];
          });
        const found = differences.map(({ address, port, inEndpoints, inSlices }) => {
          const key = port ? JSON.stringify([port.name, port.protocol, port.port, port.appProtocol ?? null]) : '';
          return JSON.stringify([key, address, inEndpoints, inSlices]);
        });
        expect(found).toEqual(wanted);
      }),
      { numRuns: propertyRuns(500) },
    );
  });

  test('of a hundred thousand addresses lists as many differences, in order', () => {
    const list = Array.from({ length: 100_000 }, (_, index) => ({
      ip: `10.${index >> 16}.${(index >> 8) & 255}.${index & 255}`,
    }));
    const endpoints = { subsets: [{ addresses: [...list].reverse(), ports: [{ port: 80 }] }] };
    const { differences } = compareCoreEndpoints({ service, endpoints, slices: [] });
    expect(differences.map(({ address }) => address)).toEqual(list.map(({ ip }) => ip).sort(compareText));
  });
});
