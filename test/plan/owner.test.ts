import { isOwnedBy, type OwnerReferenceLike } from 'endpointslice';
import { describe, expect, test } from 'vitest';
import { buildSlice, ownerWeb } from '../support/build.ts';

describe('isOwnedBy', () => {
  test.each<[OwnerReferenceLike, boolean]>([
    [ownerWeb, true],
    [{ ...ownerWeb, name: 'renamed', controller: false }, true],
    [{ ...ownerWeb, uid: 'other' }, false],
    [{ ...ownerWeb, kind: 'Endpoints' }, false],
    [{ ...ownerWeb, apiVersion: 'v2' }, false],
  ])('goes by uid, kind and apiVersion: %j owns the slice: %j (rule 1.8.1)', (owner, expected) => {
    expect(isOwnedBy(buildSlice(), owner)).toBe(expected);
  });

  test('finds the owner among several, and none where there is none', () => {
    const slice = buildSlice();
    const withOwners = (ownerReferences: readonly OwnerReferenceLike[] | null) => ({
      ...slice,
      metadata: { ...slice.metadata, ownerReferences },
    });
    expect(isOwnedBy(withOwners([{ ...ownerWeb, uid: 'other' }, ownerWeb]), ownerWeb)).toBe(true);
    for (const bare of [
      withOwners([]),
      withOwners(null),
      { addressType: 'IPv4', metadata: null },
      { addressType: 'IPv4' },
    ]) {
      expect(isOwnedBy(bare, ownerWeb)).toBe(false);
      expect(isOwnedBy(bare, {} as OwnerReferenceLike)).toBe(false);
    }
  });

  test.each<[string, unknown, unknown]>([
    ['slice must be an object, got 5', 5, ownerWeb],
    [
      'slice.metadata.ownerReferences must be an array, got 5',
      { addressType: 'IPv4', metadata: { ownerReferences: 5 } },
      ownerWeb,
    ],
    ['owner must be an object, got undefined', buildSlice(), undefined],
  ])('refuses what is no slice or owner: %s', (message, slice, owner) => {
    expect(() => isOwnedBy(slice as never, owner as never)).toThrow(`isOwnedBy: ${message}`);
  });
});
