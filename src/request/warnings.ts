import { enter } from '../internal/door.ts';
import { isCanonicalIPv4 } from '../address/canonical-address.ts';
import { parseAddress } from '../address/parse-address.ts';
import { findAddressFault } from '../address/strict-address.ts';
import { copySlice } from '../slice/copy-slice.ts';
import { quoteGo } from '../internal/go-text.ts';
import { ownField } from '../internal/plain-object.ts';
import type { EndpointLike, EndpointSliceLike } from '../model/endpoint-slice.ts';
import { ENDPOINTSLICE_CONTROLLER, LABEL_MANAGED_BY, MIRRORING_CONTROLLER } from '../model/labels.ts';
import type { StringMapLike } from '../model/meta.ts';

/** The request that writes a slice. */
export type SliceOperation = 'create' | 'update';

/**
 * Lists the warnings that the API server sends when it accepts a slice, in its words and order.
 *
 * It warns about FQDN slices when they are created. It always warns about addresses in an unusual form, except in the
 * control plane's own slices.
 *
 * @throws TypeError if a field that is read has another type; the error names it
 * @see kubernetes pkg/registry/discovery/endpointslice WarningsOnCreate, WarningsOnUpdate; docs/rules.md 5.9
 * @example
 * listWarnings({ addressType: 'FQDN' }, 'create') // => ['spec.addressType: FQDN endpoints are deprecated']
 * listWarnings({ addressType: 'IPv4', endpoints: [{ addresses: ['010.0.0.1'] }] }, 'update')
 * // => ['endpoints[0].addresses[0]: non-standard IP address "010.0.0.1" is invalid: use "10.0.0.1"']
 */
export function listWarnings(slice: EndpointSliceLike, operation: SliceOperation): string[] {
  return enter('listWarnings', () => {
    return warningsOf(copySlice(slice), operation);
  });
}

/** Returns the warnings about a slice that was checked before. */
export function warningsOf(
  slice: {
    readonly metadata: { readonly labels?: StringMapLike };
    readonly addressType: string;
    readonly endpoints: readonly EndpointLike[];
  },
  operation: SliceOperation,
): string[] {
  const warnings: string[] = [];
  if (operation === 'create' && slice.addressType === 'FQDN') {
    warnings.push('spec.addressType: FQDN endpoints are deprecated');
  }
  const managedBy = ownField(slice.metadata.labels ?? {}, LABEL_MANAGED_BY);
  if (managedBy === ENDPOINTSLICE_CONTROLLER || managedBy === MIRRORING_CONTROLLER) return warnings;
  for (let index = 0; index < slice.endpoints.length; index += 1) {
    const addresses = (slice.endpoints[index] as EndpointLike).addresses ?? [];
    for (let position = 0; position < addresses.length; position += 1) {
      const address = addresses[position] as string;
      if (isCanonicalIPv4(address)) continue;
      const warning = explainAddress(address);
      if (warning !== undefined) warnings.push(`endpoints[${index}].addresses[${position}]: ${warning}`);
    }
  }
  return warnings;
}

function explainAddress(text: string): string | undefined {
  const address = parseAddress(text);
  if (address === undefined) return undefined;
  if (findAddressFault(text, address.family) !== undefined) {
    return `non-standard IP address ${quoteGo(text)} is invalid: use ${quoteGo(address.text)}`;
  }
  if (address.text === text) return undefined;
  return `IPv6 address ${quoteGo(text)} should be in RFC 5952 canonical format (${quoteGo(address.text)})`;
}
