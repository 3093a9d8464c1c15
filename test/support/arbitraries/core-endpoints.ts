import fc from 'fast-check';
import {
  ANNOTATION_LAST_APPLIED,
  ANNOTATION_TRIGGER_TIME,
  LABEL_MANAGED_BY,
  LABEL_SERVICE_NAME,
  MIRRORING_CONTROLLER,
} from 'endpointslice/well-known';
import type {
  CoreEndpointAddressLike,
  CoreEndpointsLike,
  CoreEndpointSubsetLike,
  EndpointLike,
  EndpointPortLike,
  EndpointSliceLike,
  ObjectMetaLike,
} from 'endpointslice';

/** How wild generated Endpoints are. */
export interface EndpointsShape {
  /**
   * Odd spellings of addresses, addresses that are none; one address with different nodes, hostnames and targets, several
   * uids for one target, in one list twice or as ready and not ready.
   */
  readonly oddAddresses: boolean;
  /** Ports numbered 0, without protocol, that set appProtocol; one name with several protocols; SCTP; the last number. */
  readonly oddPorts: boolean;
  /** Labels and annotations that belong to controllers. */
  readonly oddMetadata: boolean;
}

/** Nothing odd: every address canonical, its details the same wherever it is listed. */
export const tame: EndpointsShape = { oddAddresses: false, oddPorts: false, oddMetadata: false };
export const wild: EndpointsShape = { oddAddresses: true, oddPorts: true, oddMetadata: true };

const plainIps = ['10.0.0.1', '10.0.0.2', '10.0.0.3', '10.0.0.10', '2001:db8::1', '2001:db8::2', '2001:db8::a'];
const oddIps = ['010.0.0.1', '::ffff:10.0.0.2', '2001:DB8::1', '10.0.0', 'bad', '', 'fe80::1%eth0', '10.0.0.1'];

/** An address whose details follow from its IP and a small number, so that equal ones are equal in full. */
function plainAddress(ip: string, pod: number): CoreEndpointAddressLike {
  if (pod === 0) return { ip };
  const targetRef = { kind: 'Pod', namespace: 'ns', name: `p${pod}`, uid: `uid-${pod}` };
  return pod === 1 ? { ip, targetRef } : { ip, targetRef, nodeName: `n${pod}`, hostname: `h${pod}` };
}

function addresses(shape: EndpointsShape): fc.Arbitrary<CoreEndpointAddressLike> {
  const plain = fc
    .tuple(fc.constantFrom(...plainIps), fc.constantFrom(0, 0, 0, 1, 2))
    .map(([ip, pod]) => plainAddress(ip, pod));
  if (!shape.oddAddresses) return plain;
  const odd = fc.record(
    {
      ip: fc.constantFrom(...plainIps, ...oddIps),
      hostname: fc.constantFrom('', 'h', 'i'),
      nodeName: fc.constantFrom('n1', 'n2', ''),
      targetRef: fc.record(
        {
          kind: fc.constantFrom('Pod', 'VM'),
          namespace: fc.constantFrom('ns', 'other'),
          name: fc.constantFrom('p1', 'p2'),
          uid: fc.constantFrom('', 'u1', 'u2'),
          resourceVersion: fc.constantFrom('7', '8'),
        },
        { requiredKeys: [] },
      ),
    },
    { requiredKeys: ['ip'] },
  );
  return fc.oneof({ arbitrary: plain, weight: 2 }, { arbitrary: odd, weight: 1 });
}

function ports(shape: EndpointsShape): fc.Arbitrary<EndpointPortLike> {
  const plain = fc.constantFrom<EndpointPortLike[]>(
    { name: 'http', port: 80, protocol: 'TCP' },
    { name: 'https', port: 443, protocol: 'TCP' },
    { name: 'dns', port: 53, protocol: 'UDP' },
    { port: 80, protocol: 'TCP' },
  );
  if (!shape.oddPorts) return plain;
  const odd = fc.constantFrom<EndpointPortLike[]>(
    { name: 'h2', port: 80, protocol: 'TCP', appProtocol: 'kubernetes.io/h2c' },
    { name: 'h2', port: 80, protocol: 'TCP', appProtocol: '' },
    { name: 'zero', port: 0, protocol: 'TCP' },
    { name: 'other', port: 0, protocol: 'UDP' },
    { name: 'bare', port: 7 },
    { name: 'bare', port: 7, protocol: '' },
    { name: 'dns', port: 53, protocol: 'TCP' },
    { name: 'dns', port: 53, protocol: 'SCTP' },
    { name: 'http', port: 65535, protocol: 'SCTP' },
  );
  return fc.oneof({ arbitrary: plain, weight: 4 }, { arbitrary: odd, weight: 1 });
}

type Subset = Required<CoreEndpointSubsetLike>;

/** A subset in which some addresses are listed again, in either list, with a detail more, less or other. */
function withTwins(subset: Subset): fc.Arbitrary<Subset> {
  const given = [...(subset.addresses ?? []), ...(subset.notReadyAddresses ?? [])];
  const twin = fc.record({
    address: fc.constantFrom(...given, { ip: '10.0.0.1' }),
    change: fc.constantFrom<Partial<CoreEndpointAddressLike>>(
      {},
      { nodeName: 'n9' },
      { nodeName: null },
      { hostname: 'twin' },
      { hostname: '' },
    ),
    ready: fc.boolean(),
  });
  return fc.array(twin, { maxLength: 2 }).map((twins) => {
    const listed = (wanted: boolean): CoreEndpointAddressLike[] =>
      twins.filter(({ ready }) => ready === wanted).map(({ address, change }) => ({ ...address, ...change }));
    return {
      ...subset,
      addresses: [...(subset.addresses ?? []), ...listed(true)],
      notReadyAddresses: [...(subset.notReadyAddresses ?? []), ...listed(false)],
    };
  });
}

/** Subsets of an Endpoints object, canonical or not. */
export function subsetsArbitrary(shape: EndpointsShape): fc.Arbitrary<CoreEndpointSubsetLike[]> {
  const subset = fc.record({
    addresses: fc.array(addresses(shape), { maxLength: 5 }),
    notReadyAddresses: fc.array(addresses(shape), { maxLength: 3 }),
    ports: fc.array(ports(shape), { maxLength: 3 }),
  });
  return fc.array(shape.oddAddresses ? subset.chain(withTwins) : subset, { maxLength: 4 });
}

function metadata(shape: EndpointsShape): fc.Arbitrary<ObjectMetaLike> {
  const oddLabels = shape.oddMetadata ? [LABEL_SERVICE_NAME, LABEL_MANAGED_BY] : [];
  const keys = (names: readonly string[]): fc.Arbitrary<{ [key: string]: string }> =>
    fc.dictionary(fc.constantFrom(...names), fc.constantFrom('', 'x', 'y'), { maxKeys: 2 });
  return fc.record({
    uid: fc.constantFrom('u1', 'u1', 'u1', 'u2'),
    labels: keys(['team', 'app', 'service.kubernetes.io/headless', ...oddLabels]),
    annotations: keys(['note', 'ticket', ANNOTATION_LAST_APPLIED, ANNOTATION_TRIGGER_TIME]),
  });
}

/** Endpoints `ns/db`. */
export function endpointsArbitrary(shape: EndpointsShape): fc.Arbitrary<CoreEndpointsLike> {
  return fc
    .record({ metadata: metadata(shape), subsets: subsetsArbitrary(shape) })
    .map(({ metadata: given, subsets }) => ({ metadata: { namespace: 'ns', name: 'db', ...given }, subsets }));
}

const slicePorts: fc.Arbitrary<EndpointPortLike[]> = fc.uniqueArray(
  fc.constantFrom<EndpointPortLike[]>(
    { name: 'http', protocol: 'TCP', port: 80 },
    { name: 'https', protocol: 'TCP', port: 443 },
    { name: 'dns', protocol: 'UDP', port: 53 },
    { name: '', protocol: 'TCP', port: 80 },
  ),
  { maxLength: 2, selector: ({ name }) => name },
);

const sliceEndpoints: fc.Arbitrary<EndpointLike[]> = fc.array(
  fc.record(
    {
      addresses: fc.constantFrom('10.0.0.1', '10.0.0.2', '2001:db8::1').map((address) => [address]),
      conditions: fc.record({ ready: fc.boolean(), serving: fc.constant(true) }, { requiredKeys: ['ready'] }),
      zone: fc.constant('z'),
      hints: fc.constant({ forZones: [{ name: 'z' }] }),
    },
    { requiredKeys: ['addresses', 'conditions'] },
  ),
  { maxLength: 4 },
);

/** Slices of `ns/db` in any state, `x0`, `x1` …: mirrored or another manager's, with duplicates, of any type. */
export const strayingSlices: fc.Arbitrary<EndpointSliceLike[]> = fc
  .array(
    fc.record({
      addressType: fc.constantFrom('IPv4', 'IPv4', 'IPv6', 'FQDN'),
      ports: slicePorts,
      endpoints: sliceEndpoints,
      managedBy: fc.constantFrom(MIRRORING_CONTROLLER, MIRRORING_CONTROLLER, MIRRORING_CONTROLLER, 'me'),
      labels: fc.constantFrom({}, { team: 'x' }),
      uid: fc.constantFrom('u1', 'u2'),
    }),
    { maxLength: 3 },
  )
  .map((slices) =>
    slices.map(({ addressType, ports: given, endpoints, managedBy, labels, uid }, index) => ({
      addressType,
      metadata: {
        name: `x${index}`,
        namespace: 'ns',
        labels: { ...labels, [LABEL_SERVICE_NAME]: 'db', [LABEL_MANAGED_BY]: managedBy },
        ownerReferences: [{ apiVersion: 'v1', kind: 'Endpoints', name: 'db', uid }],
      },
      endpoints,
      ports: given,
    })),
  );
