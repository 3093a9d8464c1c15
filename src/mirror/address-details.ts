/** Orders, copies and prints what Endpoints say of an address. */

import { copyObjectReference } from '../endpoint/object-reference.ts';
import { compareText } from '../internal/compare-text.ts';
import { isWhole } from '../internal/field-table.ts';
import { isPresent } from '../internal/field-types.ts';
import type { CoreEndpointAddress, CoreEndpointAddressLike } from '../model/core.ts';
import type { ObjectReferenceLike } from '../model/meta.ts';

/** The fields of an address of Endpoints besides the address itself. */
export type AddressDetails = Omit<CoreEndpointAddressLike, 'ip'>;

/**
 * Orders the details of one address, those that win first: by how many of target, node and hostname they name, then by text,
 * the greatest first. Returns 0 only for the same details, except for the target's uid, which is part of the address.
 */
export function compareDetails(left: AddressDetails, right: AddressDetails): number {
  if (left === right || (isBare(left) && isBare(right))) return 0;
  return countDetails(right) - countDetails(left) || compareFields(fieldsOf(left), fieldsOf(right));
}

/** Returns a new address with the known fields of another. Leaves out what Go's encoding leaves out when it is empty. */
export function copyAddress(address: CoreEndpointAddressLike): CoreEndpointAddress {
  const { ip, hostname, nodeName, targetRef } = address;
  isWhole<CoreEndpointAddressLike>({ ip, hostname, nodeName, targetRef });
  const copy: CoreEndpointAddress = { ip };
  if (isNamed(hostname)) copy.hostname = hostname;
  if (isPresent(nodeName)) copy.nodeName = nodeName;
  if (isPresent(targetRef)) copy.targetRef = copyObjectReference(targetRef);
  return copy;
}

/** Returns all details as one text, the same for the same details. */
export function detailsText(details: AddressDetails): string {
  return JSON.stringify(fieldsOf(details));
}

/**
 * Returns the details as texts. Absent comes before empty, and both come before any other value, where Go can tell them
 * apart.
 */
function fieldsOf({ hostname, nodeName, targetRef }: AddressDetails): readonly string[] {
  const target: ObjectReferenceLike = targetRef ?? {};
  const { kind, namespace, name, apiVersion, fieldPath, resourceVersion } = target;
  isWhole<AddressDetails>({ hostname, nodeName, targetRef });
  isWhole<Omit<ObjectReferenceLike, 'uid'>>({ kind, namespace, name, apiVersion, fieldPath, resourceVersion });
  return [
    targetRef === null || targetRef === undefined ? '' : 'target',
    kind ?? '',
    namespace ?? '',
    name ?? '',
    apiVersion ?? '',
    fieldPath ?? '',
    resourceVersion ?? '',
    nodeName === null || nodeName === undefined ? '' : `node ${nodeName}`,
    hostname ?? '',
  ];
}

/** Orders by the first text that differs, the greater first. */
function compareFields(left: readonly string[], right: readonly string[]): number {
  for (const [index, text] of left.entries()) {
    const order = compareText(right[index] ?? '', text);
    if (order !== 0) return order;
  }
  return 0;
}

function isBare({ hostname, nodeName, targetRef }: AddressDetails): boolean {
  return (
    (hostname ?? '') === '' &&
    (nodeName === null || nodeName === undefined) &&
    (targetRef === null || targetRef === undefined)
  );
}

/** Counts how many of target, node and hostname are named. */
function countDetails({ hostname, nodeName, targetRef }: AddressDetails): number {
  return Number(isNamed(targetRef?.name)) + Number(isNamed(nodeName)) + Number(isNamed(hostname));
}

function isNamed(text: string | null | undefined): text is string {
  return text !== '' && text !== null && text !== undefined;
}
