import type { EndpointLike, EndpointPortLike, EndpointSliceLike } from '../../src/model/endpoint-slice.ts';
import type { ObjectReferenceLike } from '../../src/model/meta.ts';
import { deepFreeze } from './deep-freeze.ts';

/** What a test says of a slice; the rest is a slice of Service `web` in namespace `shop` with port `http`, 80. */
export interface SliceOf {
  readonly name?: string;
  readonly namespace?: string;
  readonly service?: string | null;
  readonly uid?: string;
  readonly version?: number | string;
  readonly addressType?: string;
  readonly ports?: readonly EndpointPortLike[] | null;
  readonly annotations?: { readonly [key: string]: string };
  /** Addresses of endpoints without further fields, or endpoints. */
  readonly endpoints?: readonly (string | EndpointLike)[];
}

/** A frozen slice. */
export function sliceOf(slice: SliceOf = {}): EndpointSliceLike {
  const { name = 'web-1', namespace = 'shop', service = 'web', uid, version, annotations } = slice;
  return deepFreeze({
    metadata: {
      namespace,
      name,
      uid,
      resourceVersion: version === undefined ? undefined : String(version),
      labels: service === null ? {} : { 'kubernetes.io/service-name': service },
      annotations,
    },
    addressType: slice.addressType ?? 'IPv4',
    endpoints: (slice.endpoints ?? []).map((endpoint) =>
      typeof endpoint === 'string' ? { addresses: [endpoint] } : endpoint,
    ),
    ports: slice.ports === undefined ? [{ name: 'http', protocol: 'TCP', port: 80 }] : slice.ports,
  });
}

/** The target of a pod in namespace `shop`. */
export function pod(name: string, uid?: string): ObjectReferenceLike {
  return { kind: 'Pod', namespace: 'shop', name, uid };
}

/** The service port that `sliceOf` makes slices for. */
export const webHttp = { namespace: 'shop', service: 'web', portName: 'http', protocol: 'TCP' } as const;
