import { enter } from '../internal/door.ts';
import { copyStringMap } from '../endpoint/copy.ts';
import { expectObject, expectText, expectTextMap } from '../internal/expect.ts';
import { wrongType } from '../internal/invariant.ts';
import { isDnsSubdomain } from '../internal/name-grammar.ts';
import { ownField, setField } from '../internal/plain-object.ts';
import { utf8Length, utf8Prefix } from '../internal/utf8.ts';
import type { AddressType, Endpoint, EndpointPort, EndpointSlice } from '../model/endpoint-slice.ts';
import { LABEL_HEADLESS, LABEL_MANAGED_BY, LABEL_SERVICE_NAME } from '../model/labels.ts';
import type { OwnerReference, StringMap, StringMapLike } from '../model/meta.ts';

/** What all slices of one plan have in common. */
export interface SliceTemplate {
  readonly namespace: string;
  /** Prefix of the names that the API server makes. */
  readonly generateName: string;
  /** Every label that a slice should have, and no other. */
  readonly labels: StringMapLike;
  readonly owner: OwnerReference;
}

/** The three labels that belong to whoever writes slices; on a Service they are ignored. */
export const RESERVED_LABELS: readonly string[] = [LABEL_SERVICE_NAME, LABEL_MANAGED_BY, LABEL_HEADLESS];

/**
 * The labels of a slice: those of its source without the three reserved ones, which are then set.
 *
 * @see k8s.io/endpointslice setEndpointSliceLabels; docs/rules.md 1.12.1
 * @example
 * sliceLabels({ labels: { app: 'web', 'service.kubernetes.io/headless': 'x' }, serviceName: 'web', managedBy: 'me', headless: false })
 * // => { app: 'web', 'kubernetes.io/service-name': 'web', 'endpointslice.kubernetes.io/managed-by': 'me' }
 */
export function sliceLabels(input: {
  readonly labels: StringMapLike;
  readonly serviceName: string;
  readonly managedBy: string;
  readonly headless: boolean;
}): StringMap {
  return enter('sliceLabels', () => {
    const { serviceName, managedBy, headless } = expectObject(input, ['input']);
    const source = copyStringMap(expectTextMap(input.labels, ['labels']));
    const isFlag: boolean = typeof headless === 'boolean';
    if (!isFlag) throw wrongType(['headless'], 'true or false', headless);
    const labels: StringMap = {};
    for (const key of Object.keys(source).sort()) {
      if (!RESERVED_LABELS.includes(key)) setField(labels, key, ownField(source, key) ?? '');
    }
    labels[LABEL_SERVICE_NAME] = expectText(serviceName, ['serviceName']);
    labels[LABEL_MANAGED_BY] = expectText(managedBy, ['managedBy']);
    if (headless) labels[LABEL_HEADLESS] = '';
    return labels;
  });
}

/**
 * The `generateName` of the slices of a Service: its name and a dash, or the bare name where the API server would refuse
 * that as the beginning of a name.
 *
 * @see k8s.io/endpointslice getEndpointSlicePrefix; docs/rules.md 1.11
 * @example
 * generateNamePrefix('web') // => 'web-'
 * generateNamePrefix('a'.repeat(254)) === 'a'.repeat(254) // => true
 */
export function generateNamePrefix(name: string): string {
  return enter('generateNamePrefix', () => {
    const prefix = `${expectText(name, ['name'])}-`;
    // The API server judges a prefix with its last two bytes replaced by one letter; half a character is no part of a name.
    const judged = prefix.length > 1 ? `${utf8Prefix(prefix, utf8Length(prefix) - 2)}a` : prefix;
    return isDnsSubdomain(judged) ? prefix : name;
  });
}

/** A new slice. It owns its labels and owner reference; endpoints and ports are used as given. */
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
