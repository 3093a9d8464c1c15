/** Makes new slices from what all slices of a plan have in common. */

import { copyStringMap } from '../endpoint/copy-endpoint.ts';
import { isDnsSubdomain } from '../internal/name-grammar.ts';
import { utf8Length, utf8Prefix } from '../internal/utf8.ts';
import type { AddressType, Endpoint, EndpointPort, EndpointSlice } from '../model/endpoint-slice.ts';
import type { OwnerReference, StringMapLike } from '../model/meta.ts';

/** Everything that all slices of one plan have in common. */
export interface SliceTemplate {
  readonly namespace: string;
  /** Prefix of the names that the API server makes. */
  readonly generateName: string;
  /** Every label that a slice should have, and no other. */
  readonly labels: StringMapLike;
  readonly owner: OwnerReference;
}

/**
 * Returns the `generateName` of the slices of a Service: its name and a dash, or only the name if the API server would
 * refuse the dash as part of a prefix.
 *
 * @see k8s.io/endpointslice getEndpointSlicePrefix; docs/rules.md 1.11
 */
export function generateNamePrefix(name: string): string {
  const prefix = `${name}-`;
  // The API server replaces the last two bytes of a prefix by one letter and checks the result; half a character is never
  // valid.
  const judged = prefix.length > 1 ? `${utf8Prefix(prefix, utf8Length(prefix) - 2)}a` : prefix;
  return isDnsSubdomain(judged) ? prefix : name;
}

/** Returns a new slice. It owns its labels and owner reference; endpoints and ports are used as given. */
export function newSlice(
  template: SliceTemplate,
  addressType: AddressType,
  content: { readonly ports: EndpointPort[]; readonly endpoints: Endpoint[] },
): EndpointSlice {
  return {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: {
      generateName: template.generateName,
      namespace: template.namespace,
      labels: copyStringMap(template.labels),
      ownerReferences: [{ ...template.owner }],
    },
    addressType,
    endpoints: content.endpoints,
    ports: content.ports,
  };
}
