/** Reads and makes the owner references of slices. */

import type { EndpointSliceLike } from '../model/endpoint-slice.ts';
import type { OwnerReference, OwnerReferenceLike } from '../model/meta.ts';

/**
 * Returns whether an object owns a slice: one of the slice's owner references has its uid, kind and apiVersion. Both must
 * have been checked.
 *
 * @see k8s.io/endpointslice ownedBy; docs/rules.md 1.8.1
 */
export function namesOwner(slice: EndpointSliceLike, owner: OwnerReferenceLike): boolean {
  return (slice.metadata?.ownerReferences ?? []).some(
    ({ uid, kind, apiVersion }) => uid === owner.uid && kind === owner.kind && apiVersion === owner.apiVersion,
  );
}

/** Returns the owner reference that slices carry: it names their controller, and keeps the owner until they are gone. */
export function controllerReference(owner: OwnerReferenceLike): OwnerReference {
  const { apiVersion, kind, name, uid } = owner;
  return { apiVersion, kind, name, uid, controller: true, blockOwnerDeletion: true };
}
