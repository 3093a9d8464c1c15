import { enter } from '../internal/door.ts';
import { expectObject, expectObjects } from '../internal/expect.ts';
import type { EndpointSliceLike } from '../model/endpoint-slice.ts';
import type { OwnerReference, OwnerReferenceLike } from '../model/meta.ts';

/**
 * Whether an object owns a slice: one of the slice's owner references has its uid, kind and apiVersion.
 *
 * @see k8s.io/endpointslice ownedBy; docs/rules.md 1.8.1
 * @example
 * const owner = { apiVersion: 'v1', kind: 'Service', name: 'web', uid: 'u1' };
 * isOwnedBy({ addressType: 'IPv4', metadata: { ownerReferences: [owner] } }, owner) // => true
 */
export function isOwnedBy(slice: EndpointSliceLike, owner: OwnerReferenceLike): boolean {
  return enter('isOwnedBy', () => {
    const { metadata } = expectObject(slice, ['slice']);
    expectObjects(metadata?.ownerReferences, ['slice', 'metadata', 'ownerReferences']);
    return namesOwner(slice, expectObject(owner, ['owner']));
  });
}

/** The same for a slice and an owner that have been checked. */
export function namesOwner(slice: EndpointSliceLike, owner: OwnerReferenceLike): boolean {
  return (slice.metadata?.ownerReferences ?? []).some(
    ({ uid, kind, apiVersion }) => uid === owner.uid && kind === owner.kind && apiVersion === owner.apiVersion,
  );
}

/** The owner reference that slices carry: it names their controller, and keeps the owner until they are gone. */
export function controllerReference(owner: OwnerReferenceLike): OwnerReference {
  const { apiVersion, kind, name, uid } = owner;
  return { apiVersion, kind, name, uid, controller: true, blockOwnerDeletion: true };
}
