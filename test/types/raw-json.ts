import type { EndpointSlice, EndpointSliceLike } from 'endpointslice';
import { takeCluster, takeObjects, takeSlice } from './accepts.ts';
import cluster from './cluster.json' with { type: 'json' };
import { createsOf } from '../support/writes.ts';

/** A JSON module, with `null`s and fields that only some items have, as `kubectl get -o json` writes it. */
export function passJsonModule(): EndpointSlice[] {
  const { service, pods, nodes, slices } = cluster;
  takeObjects({ service, pods, nodes, slices, endpoints: { metadata: service.metadata, subsets: [] } });
  const { plan } = takeCluster({ service, pods, nodes, slices });
  return [...slices.map((slice) => takeSlice(slice)), ...createsOf(plan).map(({ slice }) => slice)];
}

/** Everything readonly, deep down, and everything literal. */
export function passLiterals(): EndpointSlice {
  const slice = {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: {
      name: 'web-1',
      namespace: 'shop',
      creationTimestamp: new Date(0),
      labels: { app: 'web' },
      deletionTimestamp: null,
    },
    addressType: 'IPv4',
    endpoints: [{ addresses: ['10.0.0.1'], conditions: { ready: null }, hints: undefined, zone: null }],
    ports: [{ name: 'http', protocol: 'TCP', port: 80 }],
  } as const;
  const like: EndpointSliceLike = slice;
  return takeSlice(like);
}
