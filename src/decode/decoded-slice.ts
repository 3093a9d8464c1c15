import type { Endpoint, EndpointPort } from '../model/endpoint-slice.ts';
import type { OwnerReference, StringMap, TimeLike } from '../model/meta.ts';

/** A slice whose fields have the right JSON types; nothing else is known of it. Shares nothing with the input. */
export interface DecodedSlice {
  apiVersion?: string;
  kind?: string;
  metadata: DecodedMetadata;
  addressType: string;
  endpoints: Endpoint[];
  ports: DecodedPort[];
}

/** A port of any protocol. */
export interface DecodedPort extends Omit<EndpointPort, 'protocol'> {
  protocol?: string;
}

/** All of `metav1.ObjectMeta`. Times are as the caller holds them. */
export interface DecodedMetadata {
  name?: string;
  generateName?: string;
  namespace?: string;
  selfLink?: string;
  uid?: string;
  resourceVersion?: string;
  generation?: number;
  creationTimestamp?: TimeLike;
  deletionTimestamp?: TimeLike;
  deletionGracePeriodSeconds?: number;
  labels?: StringMap;
  annotations?: StringMap;
  ownerReferences?: OwnerReference[];
  finalizers?: string[];
  managedFields?: DecodedManagedFields[];
}

/** `metav1.ManagedFieldsEntry`. */
export interface DecodedManagedFields {
  manager?: string;
  operation?: string;
  apiVersion?: string;
  time?: TimeLike;
  fieldsType?: string;
  fieldsV1?: unknown;
  subresource?: string;
}
