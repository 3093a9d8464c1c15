import { enter } from '../internal/door.ts';
import { checkEndpoint } from './check-endpoint.ts';
import type { EndpointLike } from '../model/endpoint-slice.ts';
import type { ObjectReferenceLike } from '../model/meta.ts';

/**
 * Whether nothing that makes an update necessary differs between two endpoints of one identity: node, zone, the three
 * conditions and the target.
 *
 * An absent condition, node or zone differs from any value. Targets are compared whole, but for `resourceVersion`. Hints
 * and deprecatedTopology are not compared.
 *
 * @see k8s.io/endpointslice/util EndpointsEqualBeyondHash; docs/rules.md 1.6.3
 * @example
 * endpointsEqualBeyondIdentity({ addresses: [], zone: 'a' }, { addresses: [], zone: 'a', hints: {} }) // => true
 * endpointsEqualBeyondIdentity({ addresses: [] }, { addresses: [], conditions: { ready: true } }) // => false
 */
export function endpointsEqualBeyondIdentity(left: EndpointLike, right: EndpointLike): boolean {
  return enter('endpointsEqualBeyondIdentity', () => {
    checkEndpoint(left, () => ['left']);
    checkEndpoint(right, () => ['right']);
    return isEqualBeyondIdentity(left, right);
  });
}

/** The same for endpoints that have been checked. */
export function isEqualBeyondIdentity(left: EndpointLike, right: EndpointLike): boolean {
  const leftConditions = left.conditions;
  const rightConditions = right.conditions;
  return (
    isSameValue(left.nodeName, right.nodeName) &&
    isSameValue(left.zone, right.zone) &&
    isSameValue(leftConditions?.ready, rightConditions?.ready) &&
    isSameValue(leftConditions?.serving, rightConditions?.serving) &&
    isSameValue(leftConditions?.terminating, rightConditions?.terminating) &&
    isSameTarget(left.targetRef, right.targetRef)
  );
}

/** Whether both are equal, where `null` means absent. */
function isSameValue<Value>(left: Value | null | undefined, right: Value | null | undefined): boolean {
  return (left ?? undefined) === (right ?? undefined);
}

function isSameTarget(
  left: ObjectReferenceLike | null | undefined,
  right: ObjectReferenceLike | null | undefined,
): boolean {
  if (left === null || left === undefined || right === null || right === undefined)
    return (left ?? undefined) === (right ?? undefined);
  return (
    (left.name ?? '') === (right.name ?? '') &&
    (left.namespace ?? '') === (right.namespace ?? '') &&
    (left.uid ?? '') === (right.uid ?? '') &&
    (left.kind ?? '') === (right.kind ?? '') &&
    (left.apiVersion ?? '') === (right.apiVersion ?? '') &&
    (left.fieldPath ?? '') === (right.fieldPath ?? '')
  );
}
