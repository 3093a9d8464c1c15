import fc from 'fast-check';
import type { ServiceLike, ServicePortLike } from 'endpointslice';
import { rarely, weighted } from './weighted.ts';

/** The namespace and name of every generated Service. */
export const serviceNamespace = 'shop';
export const serviceName = 'web';

const http: ServicePortLike = { name: 'http', protocol: 'TCP', port: 80, targetPort: 8080 };
const namedHttp: ServicePortLike = { name: 'http', protocol: 'TCP', port: 80, targetPort: 'http' };

/** Numeric and named targets, UDP and SCTP, appProtocol, names and ports that repeat, no name, and what a manifest may leave to the API server. */
export function servicePorts(): fc.Arbitrary<ServicePortLike[]> {
  return fc.uniqueArray(
    weighted<ServicePortLike>(
      [30, http],
      [34, namedHttp],
      [6, { name: 'metrics', protocol: 'TCP', port: 9090, targetPort: 'metrics', appProtocol: 'kubernetes.io/h2c' }],
      [5, { name: 'dns', protocol: 'UDP', port: 53, targetPort: 'http' }],
      [5, { name: 'tls', protocol: 'TCP', port: 443, targetPort: 8443, appProtocol: 'https' }],
      [4, { protocol: 'TCP', port: 8000, targetPort: 8000 }],
      [3, { name: 'digits', protocol: 'TCP', port: 81, targetPort: '8080' }],
      [3, { name: '', protocol: 'TCP', port: 82, targetPort: 'metrics' }],
      [2, { name: 'zero', protocol: 'TCP', port: 83, targetPort: 0 }],
      [2, { name: 'empty-target', protocol: 'TCP', port: 87, targetPort: '' }],
      [2, { name: 'empty-protocol', protocol: '', port: 84, targetPort: 'http' }],
      [2, { name: 'no-protocol', port: 85, targetPort: 'http' }],
      [2, { name: 'no-target', protocol: 'TCP', port: 86 }],
      [3, { name: 'sctp', protocol: 'SCTP', port: 38412, targetPort: 'sctp' }],
      // One name under two protocols, and twice the same port of an endpoint.
      [3, { name: 'http', protocol: 'UDP', port: 80, targetPort: 8080 }],
      [3, { name: 'http', protocol: 'TCP', port: 8080, targetPort: 8080 }],
      [2, { name: 'last', protocol: 'TCP', port: 65535, targetPort: 65535 }],
    ),
    { maxLength: 3, selector: ({ name, protocol, port }) => `${name ?? ''}/${protocol ?? ''}/${port}` },
  );
}

interface ServiceGene {
  readonly ports: readonly ServicePortLike[];
  readonly oftenOnePort: boolean;
  readonly clusterIP: string | null | undefined;
  readonly ipFamilies: readonly string[] | null | undefined;
  readonly publishNotReady: boolean | undefined;
  readonly terminating: boolean;
  readonly labels: 'plain' | 'none' | 'reserved' | 'more' | 'empty-value';
  readonly selection: 'app' | 'all' | 'none' | 'external-name' | 'two';
  readonly longName: boolean;
}

/** Services as the API server stores them, and some that it would not. */
export function services(): fc.Arbitrary<ServiceLike> {
  return fc
    .record<ServiceGene>({
      ports: servicePorts(),
      oftenOnePort: weighted([60, true], [40, false]),
      clusterIP: weighted<string | null | undefined>(
        [50, '10.96.0.1'],
        [20, 'None'],
        [8, 'fd00:96::1'],
        [6, ''],
        [4, undefined],
        [2, null],
        [3, 'garbage'],
        [2, '::ffff:10.96.0.1'],
      ),
      ipFamilies: weighted<readonly string[] | null | undefined>(
        [40, ['IPv4']],
        [30, ['IPv4', 'IPv6']],
        [5, ['IPv6']],
        [5, ['IPv6', 'IPv4']],
        [12, undefined],
        [3, []],
        [2, null],
        [2, ['IPv5']],
        [1, ['IPv4', 'IPv4']],
      ),
      publishNotReady: weighted<boolean | undefined>([80, undefined], [5, false], [15, true]),
      terminating: rarely(6),
      labels: weighted<ServiceGene['labels']>(
        [60, 'plain'],
        [15, 'none'],
        [10, 'reserved'],
        [10, 'more'],
        [5, 'empty-value'],
      ),
      selection: weighted<ServiceGene['selection']>(
        [90, 'app'],
        [4, 'all'],
        [4, 'two'],
        [1, 'none'],
        [1, 'external-name'],
      ),
      longName: rarely(1),
    })
    .map(makeService);
}

const labelSets: Readonly<Record<ServiceGene['labels'], Readonly<Record<string, string>> | undefined>> = {
  plain: { app: 'web' },
  none: undefined,
  reserved: {
    app: 'web',
    'kubernetes.io/service-name': 'other',
    'endpointslice.kubernetes.io/managed-by': 'me',
    'service.kubernetes.io/headless': 'x',
  },
  more: { app: 'web', tier: 'front', 'example.com/team': 'shop' },
  'empty-value': { app: 'web', empty: '' },
};

const selectors: Readonly<Record<ServiceGene['selection'], Readonly<Record<string, string>> | undefined>> = {
  app: { app: 'web' },
  all: {},
  none: undefined,
  'external-name': { app: 'web' },
  two: { app: 'web', track: 'stable' },
};

function makeService(gene: ServiceGene): ServiceLike {
  const name = gene.longName ? `${serviceName}.${'x'.repeat(250)}` : serviceName;
  const labels = labelSets[gene.labels];
  const selector = selectors[gene.selection];
  return {
    metadata: {
      namespace: serviceNamespace,
      name,
      uid: 'service-uid',
      creationTimestamp: '2026-01-01T00:00:00Z',
      ...(labels === undefined ? {} : { labels }),
      ...(gene.terminating ? { deletionTimestamp: '2026-02-01T00:00:00Z' } : {}),
    },
    spec: {
      type: gene.selection === 'external-name' ? 'ExternalName' : 'ClusterIP',
      ...(selector === undefined ? {} : { selector }),
      ...(gene.clusterIP === undefined ? {} : { clusterIP: gene.clusterIP }),
      ...(gene.ipFamilies === undefined ? {} : { ipFamilies: gene.ipFamilies }),
      ports: gene.oftenOnePort ? gene.ports.slice(0, 1) : gene.ports,
      ...(gene.publishNotReady === undefined ? {} : { publishNotReadyAddresses: gene.publishNotReady }),
    },
  };
}
