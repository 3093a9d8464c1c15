import type { EndpointConditionsLike, EndpointLike, EndpointPortLike } from '../model/endpoint-slice.ts';
import type { ObjectReferenceLike, StringMapLike } from '../model/meta.ts';

/**
 * Equality as the API server means it when it asks whether an update changes anything: absent and empty lists and maps are
 * the same, absent and empty objects and texts are not, but where the API has no way to tell them apart.
 *
 * @see apimachinery Semantic.DeepEqual; semantics 0.2.1
 */
export function areSameEndpoints(left: readonly EndpointLike[], right: readonly EndpointLike[]): boolean {
  return isSameList(left, right, isSameEndpointValue);
}

/** Whether two lists hold the same ports in the same order. */
export function areSamePorts(left: readonly EndpointPortLike[], right: readonly EndpointPortLike[]): boolean {
  return isSameList(left, right, isSamePort);
}

/** Whether two maps have the same entries; an absent map has none. */
export function isSameMap(left: StringMapLike | null | undefined, right: StringMapLike | null | undefined): boolean {
  const leftKeys = Object.keys(left ?? {});
  if (leftKeys.length !== Object.keys(right ?? {}).length) return false;
  return leftKeys.every((key) => Object.hasOwn(right ?? {}, key) && left?.[key] === right?.[key]);
}

function isSameEndpointValue(left: EndpointLike, right: EndpointLike): boolean {
  return (
    isSameList(left.addresses, right.addresses, isSameText) &&
    isSameText(left.hostname, right.hostname) &&
    isSameText(left.nodeName, right.nodeName) &&
    isSameText(left.zone, right.zone) &&
    areSameConditions(left.conditions, right.conditions) &&
    isSameReference(left.targetRef, right.targetRef) &&
    isSameMap(left.deprecatedTopology, right.deprecatedTopology) &&
    isPresent(left.hints) === isPresent(right.hints) &&
    isSameList(left.hints?.forZones, right.hints?.forZones, isSameName) &&
    isSameList(left.hints?.forNodes, right.hints?.forNodes, isSameName)
  );
}

function areSameConditions(
  left: EndpointConditionsLike | null | undefined,
  right: EndpointConditionsLike | null | undefined,
): boolean {
  return (
    (left?.ready ?? undefined) === (right?.ready ?? undefined) &&
    (left?.serving ?? undefined) === (right?.serving ?? undefined) &&
    (left?.terminating ?? undefined) === (right?.terminating ?? undefined)
  );
}

function isSameReference(
  left: ObjectReferenceLike | null | undefined,
  right: ObjectReferenceLike | null | undefined,
): boolean {
  if (!isPresent(left) || !isPresent(right)) return isPresent(left) === isPresent(right);
  return (
    (left.kind ?? '') === (right.kind ?? '') &&
    (left.namespace ?? '') === (right.namespace ?? '') &&
    (left.name ?? '') === (right.name ?? '') &&
    (left.uid ?? '') === (right.uid ?? '') &&
    (left.apiVersion ?? '') === (right.apiVersion ?? '') &&
    (left.resourceVersion ?? '') === (right.resourceVersion ?? '') &&
    (left.fieldPath ?? '') === (right.fieldPath ?? '')
  );
}

function isSamePort(left: EndpointPortLike, right: EndpointPortLike): boolean {
  return (
    isSameText(left.name, right.name) &&
    isSameText(left.protocol, right.protocol) &&
    (left.port ?? undefined) === (right.port ?? undefined) &&
    isSameText(left.appProtocol, right.appProtocol)
  );
}

function isSameName(left: { readonly name: string }, right: { readonly name: string }): boolean {
  return left.name === right.name;
}

function isSameText(left: string | null | undefined, right: string | null | undefined): boolean {
  return (left ?? undefined) === (right ?? undefined);
}

function isPresent<Value>(value: Value | null | undefined): value is Value {
  return value !== null && value !== undefined;
}

function isSameList<Item>(
  left: readonly Item[] | null | undefined,
  right: readonly Item[] | null | undefined,
  isSameItem: (left: Item, right: Item) => boolean,
): boolean {
  const count = left?.length ?? 0;
  if (count !== (right?.length ?? 0)) return false;
  for (let index = 0; index < count; index += 1) {
    if (!isSameItem(left?.[index] as Item, right?.[index] as Item)) return false;
  }
  return true;
}
