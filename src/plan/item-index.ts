import { identityOf, smallestAddress } from '../endpoint/endpoint-identity.ts';
import { interpretConditions } from '../conditions/interpret-conditions.ts';
import { compareText } from '../internal/compare-text.ts';
import type { EndpointReader } from '../model/desired.ts';
import type { EndpointLike } from '../model/endpoint-slice.ts';

/** An index that finds the desired endpoint with the identity of an existing one. */
export interface ItemIndex {
  /** Returns the position of the item with the endpoint's identity, or -1. */
  readonly find: (endpoint: EndpointLike) => number;
  /** Positions of items that lost to another of the same identity, in order. */
  readonly duplicates: readonly number[];
}

/** The mark, in the map of addresses, of an address that several items have. */
const SHARED = -1;

/**
 * Indexes desired endpoints by their smallest address, and by full identity only where several share an address.
 *
 * Of items with one identity the one wins that is ready, then serving, then not terminating, then greatest as text, so that
 * the order of the input does not matter (the reference keeps the last). Cost: O(n), also if all share one address.
 */
export function indexItems<Item>(items: readonly Item[], reader: EndpointReader<Item>): ItemIndex {
  const byAddress = new Map<string, number>();
  const byIdentity = new Map<string, number>();
  /** The preference of each item that won, so that each item of a crowd of one identity is printed once. */
  const preferences = new Map<number, string>();
  const duplicates: number[] = [];

  const preferenceAt = (position: number): string => preferenceOf(reader.toEndpoint(items[position] as Item));

  const addShared = (position: number): void => {
    const identity = identityOf(reader.toEndpoint(items[position] as Item));
    const rival = byIdentity.get(identity);
    if (rival === undefined) {
      byIdentity.set(identity, position);
      return;
    }
    const preference = preferenceAt(position);
    const rivalPreference = preferences.get(rival) ?? preferenceAt(rival);
    const wins = compareText(preference, rivalPreference) > 0;
    byIdentity.set(identity, wins ? position : rival);
    preferences.delete(rival);
    preferences.set(wins ? position : rival, wins ? preference : rivalPreference);
    duplicates.push(wins ? rival : position);
  };

  for (let position = 0; position < items.length; position += 1) {
    const address = reader.address(items[position] as Item);
    const known = byAddress.get(address);
    if (known === undefined) {
      byAddress.set(address, position);
    } else {
      if (known !== SHARED) {
        byAddress.set(address, SHARED);
        addShared(known);
      }
      addShared(position);
    }
  }

  const find = (endpoint: EndpointLike): number => {
    const position = byAddress.get(smallestAddress(endpoint));
    if (position === undefined) return -1;
    if (position === SHARED) return byIdentity.get(identityOf(endpoint)) ?? -1;
    return reader.isSame(items[position] as Item, endpoint) ? position : -1;
  };
  return { find, duplicates: duplicates.sort((left, right) => left - right) };
}

function preferenceOf(endpoint: EndpointLike): string {
  const { ready, serving, terminating } = interpretConditions(endpoint.conditions);
  return `${Number(ready)}${Number(serving)}${Number(!terminating)}${JSON.stringify(endpoint)}`;
}
