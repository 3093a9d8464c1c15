import type {
  EndpointLike,
  EndpointPortLike,
  EndpointSliceLike,
  ObjectMetaLike,
  ObjectReferenceLike,
} from 'endpointslice';
import { deepFreeze } from './deep-freeze.ts';
import { readSubsets } from './subset-text.ts';

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
  /**
   * Address type, endpoints that say whether they are ready, and ports in one text, instead of the three fields: `IPv4
   * 10.0.0.1 !10.0.0.2 : http/80`, addresses and ports as in `readSubsets`.
   */
  readonly text?: string;
  /** Metadata besides, or instead of, what the other fields say. */
  readonly metadata?: ObjectMetaLike;
}

/** A frozen slice. */
export function sliceOf(slice: SliceOf = {}): EndpointSliceLike {
  const { name = 'web-1', namespace = 'shop', service = 'web', uid, version, annotations, text } = slice;
  const {
    addressType = 'IPv4',
    endpoints = [],
    ports = [{ name: 'http', protocol: 'TCP', port: 80 }],
  } = text === undefined ? slice : readText(text);
  return deepFreeze({
    metadata: {
      namespace,
      name,
      uid,
      resourceVersion: version === undefined ? undefined : String(version),
      labels: service === null ? {} : { 'kubernetes.io/service-name': service },
      annotations,
      ...slice.metadata,
    },
    addressType,
    endpoints: endpoints.map((endpoint) => (typeof endpoint === 'string' ? { addresses: [endpoint] } : endpoint)),
    ports,
  });
}

/** What `text` stands for. */
function readText(text: string): Pick<SliceOf, 'addressType' | 'endpoints' | 'ports'> {
  const [addressType = '', ...words] = text.split(' ');
  const [subset] = readSubsets(` ${words.join(' ')}`);
  const { addresses, notReadyAddresses, ports } = subset ?? {};
  return {
    addressType,
    endpoints: [
      ...(addresses ?? []).map(({ ip }) => ({ addresses: [ip], conditions: { ready: true } })),
      ...(notReadyAddresses ?? []).map(({ ip }) => ({ addresses: [ip], conditions: { ready: false } })),
    ],
    ports: (ports ?? []).map((port) => ({ ...port, name: port.name ?? '' })),
  };
}

/** The target of a pod in namespace `shop`. */
export function pod(name: string, uid?: string): ObjectReferenceLike {
  return { kind: 'Pod', namespace: 'shop', name, uid };
}

/** The service port that `sliceOf` makes slices for. */
export const webHttp = { namespace: 'shop', name: 'web', port: 'http', protocol: 'TCP' } as const;
