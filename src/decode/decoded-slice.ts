import type { Endpoint, EndpointPort } from '../model/endpoint-slice.ts';
import type { FullObjectMeta } from '../model/meta.ts';

/** A slice whose fields have the right JSON types, without any further check. Shares nothing with the input. */
export interface DecodedSlice {
  apiVersion?: string;
  kind?: string;
  /** Times are kept as the caller holds them. */
  metadata: FullObjectMeta;
  addressType: string;
  endpoints: Endpoint[];
  ports: DecodedPort[];
}

/** A port of any protocol. */
export interface DecodedPort extends Omit<EndpointPort, 'protocol'> {
  protocol?: string;
}
