import fc from 'fast-check';
import {
  endpointIdentity,
  type EndpointLike,
  type EndpointPort,
  type EndpointPortLike,
  endpointsEqualBeyondIdentity,
  findPort,
  type PodLike,
  portMapKey,
  type ServicePortLike,
  shouldPodBeInEndpoints,
} from 'endpointslice';
import { portsInOrder } from '../../../src/ports/port-map-key.ts';
import { targetOf } from '../../../src/ports/resolve-ports.ts';
import { makePod, podGenes } from '../../support/arbitraries/pod.ts';
import { servicePorts } from '../../support/arbitraries/service.ts';
import { weighted } from '../../support/arbitraries/weighted.ts';
import { type Difference, definePart } from '../part.ts';
import { withServicePortDefaults } from '../reconcile/ledger.ts';

interface FindPortCase {
  readonly pod: PodLike;
  readonly servicePort: ServicePortLike;
}

/** FindPort against `findPort`: rule 1.3. */
export const findPortPart = definePart<FindPortCase, number | undefined>({
  name: 'findPort',
  arbitrary: fc.record({ gene: podGenes(), ports: servicePorts(), index: fc.nat(2) }).map(({ gene, ports, index }) => ({
    pod: makePod(gene, 1),
    servicePort: ports[index] ?? ports[0] ?? { name: 'any', protocol: 'TCP', port: 1, targetPort: 'http' },
  })),
  toReferenceInput: (input) => input,
  ours: ({ pod, servicePort }) => findPort(pod, servicePort),
  compare: ({ input, reference, ours }) => {
    const output = reference.output as { port: number } | { error: string };
    const theirs = 'error' in output ? output.error : output.port;
    const mine = ours ?? `no suitable port for manifest: ${input.pod.metadata?.uid}`;
    return different('port', theirs, mine);
  },
  rules: ['1.3.3', '1.3.4', '1.3.5'],
  rulesOf: ({ input, ours }) => {
    if (typeof targetOf(input.servicePort) === 'number') return ['1.3.3'];
    return [ours === undefined ? '1.3.5' : '1.3.4'];
  },
  ledger: [
    {
      id: 'planner/api-defaults',
      amend: ({ pod, servicePort }) => ({
        pod: withProtocols(pod),
        servicePort: withServicePortDefaults(servicePort),
      }),
    },
  ],
  mutations: [
    { name: 'is off by one', plant: (port) => (port === undefined ? undefined : port + 1) },
    { name: 'finds what is not there', plant: (port) => (port === undefined ? 80 : undefined) },
  ],
});

function withProtocols(pod: PodLike): PodLike {
  const complete = (containers: NonNullable<PodLike['spec']>['containers']): typeof containers =>
    (containers ?? []).map((container) => ({
      ...container,
      ports: (container.ports ?? []).map((port) => ({ ...port, protocol: port.protocol || 'TCP' })),
    }));
  const { spec } = pod;
  return {
    ...pod,
    spec: { ...spec, containers: complete(spec?.containers), initContainers: complete(spec?.initContainers) },
  };
}

const endpointPorts: fc.Arbitrary<EndpointPortLike[]> = fc.array(
  fc.record(
    {
      name: weighted<string>([3, 'http'], [2, ''], [1, 'é '], [1, 'metrics']),
      protocol: weighted<string>([3, 'TCP'], [1, 'UDP'], [1, '']),
      port: weighted<number>([3, 80], [1, 0], [1, 65535], [1, 443]),
      appProtocol: weighted<string>([1, 'https'], [1, ''], [1, 'kubernetes.io/h2c']),
    },
    { requiredKeys: [], noNullPrototype: true },
  ),
  { maxLength: 5 },
);

interface PortMapCase {
  readonly left: readonly EndpointPortLike[];
  readonly right: readonly EndpointPortLike[];
}

/**
 * NewPortMapKey against `portMapKey` and `portsInOrder`: rule 1.6. Keys are texts of our own; what counts is the order of the
 * ports, which the reference takes from its hash, and that lists in any order have one key.
 */
export const portMapKeyPart = definePart<
  PortMapCase,
  { readonly sorted: readonly EndpointPort[]; readonly sameKey: boolean }
>({
  name: 'portMapKey',
  arbitrary: endpointPorts.map((left) => ({ left, right: [...left].reverse() })),
  toReferenceInput: ({ left }) => ({ ports: left }),
  ours: ({ left, right }) => ({ sorted: portsInOrder(left), sameKey: portMapKey(left) === portMapKey(right) }),
  compare: ({ reference, ours }) => [
    ...different(
      'ports in order',
      portTexts((reference.output as { sortedPorts: EndpointPortLike[] | null }).sortedPorts),
      portTexts(ours.sorted),
    ),
    ...different('key whatever the order', true, ours.sameKey),
  ],
  rules: ['1.6.1', '1.6.4'],
  rulesOf: ({ input }) => [...(input.left.length > 0 ? ['1.6.1'] : []), ...(input.left.length > 1 ? ['1.6.4'] : [])],
  ledger: [],
  mutations: [
    {
      name: 'turns the order round',
      plant: ({ sorted, sameKey }) => {
        const reversed = [...sorted].reverse();
        return portTexts(reversed) === portTexts(sorted) ? undefined : { sorted: reversed, sameKey };
      },
    },
    { name: 'lets the order into the key', plant: ({ sorted }) => ({ sorted, sameKey: false }) },
  ],
});

function portTexts(ports: readonly EndpointPortLike[] | null): string {
  return JSON.stringify(
    (ports ?? []).map(({ name, protocol, port, appProtocol }) => [
      name ?? null,
      protocol ?? null,
      port ?? null,
      appProtocol ?? null,
    ]),
  );
}

interface EndpointPair {
  readonly a: EndpointLike;
  readonly b: EndpointLike;
}

const endpoint: fc.Arbitrary<EndpointLike> = fc.record(
  {
    addresses: fc.uniqueArray(weighted([4, '10.0.0.1'], [2, '10.0.0.2'], [1, 'fd00::1']), {
      minLength: 1,
      maxLength: 3,
    }),
    hostname: weighted([1, ''], [1, 'h']),
    targetRef: fc.record(
      {
        kind: weighted([4, 'Pod'], [1, 'Node']),
        namespace: weighted([4, 'ns'], [1, 'other']),
        name: weighted([4, 'p'], [1, 'q']),
        uid: weighted([4, 'u'], [1, 'v']),
        resourceVersion: weighted([1, '1'], [1, '2']),
        apiVersion: weighted([4, 'v1'], [1, 'v2']),
        fieldPath: weighted([1, 'spec']),
      },
      { requiredKeys: [], noNullPrototype: true },
    ),
    nodeName: weighted([3, 'n'], [1, 'm']),
    zone: weighted([3, 'a'], [1, '']),
    conditions: fc.record(
      {
        ready: weighted([3, true], [1, false]),
        serving: weighted([3, true], [1, false]),
        terminating: weighted([3, false], [1, true]),
      },
      { requiredKeys: [], noNullPrototype: true },
    ),
    hints: weighted([1, { forZones: [{ name: 'a' }] }]),
  },
  { requiredKeys: ['addresses'], noNullPrototype: true },
);

/** EndpointSet and EndpointsEqualBeyondHash against `endpointIdentity` and `endpointsEqualBeyondIdentity`: rule 1.6. */
export const endpointHashPart = definePart<EndpointPair, { readonly same: boolean; readonly equal: boolean }>({
  name: 'endpointHash',
  // Two endpoints at random mostly differ in everything: the second is mostly the first with a part of another.
  arbitrary: fc
    .record({
      a: endpoint,
      other: endpoint,
      parts: fc.subarray(['addresses', 'hostname', 'targetRef', 'nodeName', 'zone', 'conditions', 'hints'] as const, {
        maxLength: 3,
      }),
    })
    .map(({ a, other, parts }) => {
      const b: Record<string, unknown> = { ...a };
      for (const part of parts) {
        if (other[part] === undefined) delete b[part];
        else b[part] = other[part];
      }
      return { a, b: b as unknown as EndpointLike };
    }),
  toReferenceInput: (input) => input,
  ours: ({ a, b }) => ({
    same: endpointIdentity(a) === endpointIdentity(b),
    equal: endpointsEqualBeyondIdentity(a, b),
  }),
  compare: ({ reference, ours }) => {
    const theirs = reference.output as { same: boolean; equalBeyondHash: boolean };
    return [
      ...different('same identity', theirs.same, ours.same),
      ...different('equal beyond identity', theirs.equalBeyondHash, ours.equal),
    ];
  },
  rules: ['1.6.2', '1.6.3'],
  rulesOf: ({ ours }) => [...(ours.same ? ['1.6.2'] : []), ...(ours.same && !ours.equal ? ['1.6.3'] : [])],
  ledger: [],
  mutations: [
    { name: 'confuses identities', plant: ({ same, equal }) => ({ same: !same, equal }) },
    { name: 'confuses contents', plant: ({ same, equal }) => ({ same, equal: !equal }) },
  ],
});

interface PodCase {
  readonly pod: PodLike;
  readonly includeTerminating: boolean;
}

/** ShouldPodBeInEndpoints against `shouldPodBeInEndpoints`: rule 1.2. */
export const shouldPodBeInEndpointsPart = definePart<PodCase, boolean>({
  name: 'shouldPodBeInEndpoints',
  arbitrary: fc
    .record({ gene: podGenes(), includeTerminating: fc.boolean() })
    .map(({ gene, includeTerminating }) => ({ pod: makePod(gene, 1), includeTerminating })),
  toReferenceInput: (input) => input,
  ours: ({ pod, includeTerminating }) => shouldPodBeInEndpoints(pod, { includeTerminating }),
  compare: ({ reference, ours }) => different('is an endpoint', reference.output, ours),
  rules: ['1.2.1'],
  rulesOf: ({ ours }) => (ours ? [] : ['1.2.1']),
  ledger: [],
  mutations: [{ name: 'says the contrary', plant: (answer) => !answer }],
});

function different(path: string, reference: unknown, ours: unknown): readonly Difference[] {
  return reference === ours ? [] : [{ path, reference, ours }];
}
