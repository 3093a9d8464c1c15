import { controllerReference, namesOwner } from '../../src/slice/slice-owner.ts';
import { buildSlice, ownerWeb } from '../support/build.ts';
import type { OwnerReferenceLike } from 'endpointslice';
import { describe, expect, test } from 'vitest';

describe('namesOwner', () => {
  test.each<[OwnerReferenceLike, boolean]>([
    [ownerWeb, true],
    [{ ...ownerWeb, name: 'renamed', controller: false }, true],
    [{ ...ownerWeb, uid: 'other' }, false],
    [{ ...ownerWeb, kind: 'Endpoints' }, false],
    [{ ...ownerWeb, apiVersion: 'v2' }, false],
  ])('goes by uid, kind and apiVersion: %j owns the slice: %j (rule 1.8.1)', (owner, expected) => {
    expect(namesOwner(buildSlice(), owner)).toBe(expected);
  });

  test('finds the owner among several, and none where there is none', () => {
    const slice = buildSlice();
    const withOwners = (ownerReferences: readonly OwnerReferenceLike[] | null) => ({
      ...slice,
      metadata: { ...slice.metadata, ownerReferences },
    });
    expect(namesOwner(withOwners([{ ...ownerWeb, uid: 'other' }, ownerWeb]), ownerWeb)).toBe(true);
    for (const bare of [
      withOwners([]),
      withOwners(null),
      { addressType: 'IPv4', metadata: null },
      { addressType: 'IPv4' },
    ]) {
      expect(namesOwner(bare, ownerWeb)).toBe(false);
      expect(namesOwner(bare, {} as OwnerReferenceLike)).toBe(false);
    }
  });
});

test('controllerReference names the owner as the controller that stays until its slices are gone', () => {
  const { controller: _flag, blockOwnerDeletion: _other, ...owner } = ownerWeb;
  expect(controllerReference(owner)).toStrictEqual(ownerWeb);
  expect(controllerReference({ ...owner, controller: false, blockOwnerDeletion: false })).toStrictEqual(ownerWeb);
});
