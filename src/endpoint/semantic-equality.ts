import equal from 'fast-deep-equal';
import { fieldNames } from '../internal/field-table.ts';
import type { EndpointLike, EndpointPortLike } from '../model/endpoint-slice.ts';
import { ENDPOINT_HINTS_FIELDS, ENDPOINT_PORT_FIELDS } from '../model/fields.ts';
import type { StringMapLike } from '../model/meta.ts';
import { areSameConditions, isSameValue } from './endpoint-equality.ts';
import { isSameReference } from './object-reference.ts';

/**
 * Returns whether an update changes nothing about endpoints, as the API server compares them: absent and empty lists and
 * maps are equal; absent and empty objects and texts differ, except where the API cannot tell them apart.
 *
 * Cost: linear up to the first difference; no endpoint is copied.
 *
 * @see apimachinery Semantic.DeepEqual; docs/rules.md 0.2.1
 */
export function areSameEndpoints(left: readonly EndpointLike[], right: readonly EndpointLike[]): boolean {
  return areSameItems(left, right, isSemanticallySame);
}

/** Returns whether two lists hold the same ports in the same order. */
export function areSamePorts(left: readonly EndpointPortLike[], right: readonly EndpointPortLike[]): boolean {
  return areSameItems(left, right, isSamePort);
}

/** Returns whether two maps have the same entries; an absent map has none. */
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

/** Compares two endpoints in one field, for each field. */
const SAME_FIELD: { readonly [Name in keyof EndpointLike]-?: (left: EndpointLike, right: EndpointLike) => boolean } = {
  addresses: (left, right) => equal(left.addresses ?? [], right.addresses ?? []),
  // Absent and `''` differ.
  hostname: (left, right) => isSameValue(left.hostname, right.hostname),
  nodeName: (left, right) => isSameValue(left.nodeName, right.nodeName),
  zone: (left, right) => isSameValue(left.zone, right.zone),
  conditions: (left, right) => areSameConditions(left.conditions, right.conditions),
  targetRef: (left, right) => isSameReference(left.targetRef, right.targetRef),
  deprecatedTopology: (left, right) => isSameMap(left.deprecatedTopology, right.deprecatedTopology),
  hints: (left, right) => areSameHints(left.hints, right.hints),
};
const SAME_FIELDS = Object.values(SAME_FIELD);

function isSemanticallySame(left: EndpointLike, right: EndpointLike): boolean {
  return SAME_FIELDS.every((isSame) => isSame(left, right));
}

const HINTS_FIELDS = fieldNames(ENDPOINT_HINTS_FIELDS);

function areSameHints(left: EndpointLike['hints'], right: EndpointLike['hints']): boolean {
  if (!left || !right) return !left === !right;
  return HINTS_FIELDS.every((field) => areSameItems(left[field] ?? [], right[field] ?? [], isSameName));
}

function isSameName(left: { readonly name: string }, right: { readonly name: string }): boolean {
  return left.name === right.name;
}

const PORT_FIELDS = fieldNames(ENDPOINT_PORT_FIELDS);

function isSamePort(left: EndpointPortLike, right: EndpointPortLike): boolean {
  return PORT_FIELDS.every((field) => isSameValue<number | string>(left[field], right[field]));
}
