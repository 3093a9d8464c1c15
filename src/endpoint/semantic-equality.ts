import equal from 'fast-deep-equal';
import type { EndpointHintsLike, EndpointLike, EndpointPortLike } from '../model/endpoint-slice.ts';
import type { ObjectReferenceLike, StringMapLike } from '../model/meta.ts';

/**
 * Whether an update changes nothing about endpoints, as the API server means it: absent and empty lists and maps are the
 * same; absent and empty objects and texts are not, but where the API has no way to tell them apart.
 *
 * Cost: linear up to the first difference; no endpoint is copied.
 *
 * @see apimachinery Semantic.DeepEqual; docs/rules.md 0.2.1
 */
export function areSameEndpoints(left: readonly EndpointLike[], right: readonly EndpointLike[]): boolean {
  return areSameItems(left, right, isSemanticallySame);
}

/** Whether two lists hold the same ports in the same order. */
export function areSamePorts(left: readonly EndpointPortLike[], right: readonly EndpointPortLike[]): boolean {
  return equal(left.map(comparablePort), right.map(comparablePort));
}

/** Whether two maps have the same entries; an absent map has none. */
export function isSameMap(left: StringMapLike | null | undefined, right: StringMapLike | null | undefined): boolean {
  if (left === right) return true;
  const entries = left ?? {};
  const others = right ?? {};
  let count = 0;
  for (const key of Object.keys(entries)) {
    const text = entries[key] ?? undefined;
    if (text === undefined) continue;
    if (!Object.hasOwn(others, key) || others[key] !== text) return false;
    count += 1;
  }
  for (const key of Object.keys(others)) if ((others[key] ?? undefined) !== undefined) count -= 1;
  return count === 0;
}

/** Two values of which each may be absent. */
type Maybe<Value> = Value | null | undefined;

function areSameItems<Item>(
  left: readonly Item[],
  right: readonly Item[],
  isSame: (left: Item, right: Item) => boolean,
): boolean {
  const { length } = left;
  if (length !== right.length) return false;
  for (let index = 0; index < length; index += 1) {
    if (!isSame(left[index] as Item, right[index] as Item)) return false;
  }
  return true;
}

function isSemanticallySame(left: EndpointLike, right: EndpointLike): boolean {
  return (
    equal(left.addresses ?? [], right.addresses ?? []) &&
    isSameText(left.hostname, right.hostname) &&
    isSameText(left.nodeName, right.nodeName) &&
    isSameText(left.zone, right.zone) &&
    isSameFlag(left.conditions?.ready, right.conditions?.ready) &&
    isSameFlag(left.conditions?.serving, right.conditions?.serving) &&
    isSameFlag(left.conditions?.terminating, right.conditions?.terminating) &&
    isSameReference(left.targetRef, right.targetRef) &&
    isSameMap(left.deprecatedTopology, right.deprecatedTopology) &&
    areSameHints(left.hints, right.hints)
  );
}

/** Absent and `''` are two texts. */
function isSameText(left: Maybe<string>, right: Maybe<string>): boolean {
  return (left ?? undefined) === (right ?? undefined);
}

function isSameFlag(left: Maybe<boolean>, right: Maybe<boolean>): boolean {
  return (left ?? undefined) === (right ?? undefined);
}

const REFERENCE_FIELDS = ['name', 'uid', 'namespace', 'kind', 'apiVersion', 'resourceVersion', 'fieldPath'] as const;

/** The API's reference has no absent texts, but may be absent as a whole. */
function isSameReference(left: Maybe<ObjectReferenceLike>, right: Maybe<ObjectReferenceLike>): boolean {
  if (!left || !right) return !left === !right;
  return REFERENCE_FIELDS.every((field) => (left[field] ?? '') === (right[field] ?? ''));
}

function areSameHints(left: Maybe<EndpointHintsLike>, right: Maybe<EndpointHintsLike>): boolean {
  if (!left || !right) return !left === !right;
  return (
    areSameItems(left.forZones ?? [], right.forZones ?? [], isSameName) &&
    areSameItems(left.forNodes ?? [], right.forNodes ?? [], isSameName)
  );
}

function isSameName(left: { readonly name: string }, right: { readonly name: string }): boolean {
  return left.name === right.name;
}

function comparablePort({ name, protocol, port, appProtocol }: EndpointPortLike): readonly unknown[] {
  return [name ?? null, protocol ?? null, port ?? null, appProtocol ?? null];
}
