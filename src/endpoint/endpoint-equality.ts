import { enter } from '../internal/door.ts';
import { type Every, isWhole } from '../internal/field-table.ts';
import type { EndpointConditionsLike, EndpointLike } from '../model/endpoint-slice.ts';
import { checkEndpoint } from './check-endpoint.ts';
import { isSameTarget } from './object-reference.ts';

/**
 * Returns whether two endpoints of one identity are equal in all that makes an update necessary: node, zone, the three
 * conditions and the target.
 *
 * An absent condition, node or zone differs from any value. Targets are compared whole, except for `resourceVersion`. Hints
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

/** Returns what `endpointsEqualBeyondIdentity` returns, for endpoints that were checked before. */
export function isEqualBeyondIdentity(left: EndpointLike, right: EndpointLike): boolean {
  const nodeName = isSameValue(left.nodeName, right.nodeName);
  const zone = isSameValue(left.zone, right.zone);
  const conditions = areSameConditions(left.conditions, right.conditions);
  const targetRef = isSameTarget(left.targetRef, right.targetRef);
  return (
    nodeName &&
    zone &&
    conditions &&
    targetRef &&
    isWhole<Every<Omit<EndpointLike, 'addresses' | 'hostname' | 'deprecatedTopology' | 'hints'>, true>>({
      nodeName,
      zone,
      conditions,
      targetRef,
    })
  );
}

/** Returns whether two endpoints have the same conditions with the same values; absent conditions equal empty ones. */
export function areSameConditions(left: EndpointLike['conditions'], right: EndpointLike['conditions']): boolean {
  const ready = isSameValue(left?.ready, right?.ready);
  const serving = isSameValue(left?.serving, right?.serving);
  const terminating = isSameValue(left?.terminating, right?.terminating);
  return (
    ready && serving && terminating && isWhole<Every<EndpointConditionsLike, true>>({ ready, serving, terminating })
  );
}

/** Returns whether two values are equal, where `null` means absent. */
export function isSameValue<Value>(left: Value | null | undefined, right: Value | null | undefined): boolean {
  return (left ?? undefined) === (right ?? undefined);
}
