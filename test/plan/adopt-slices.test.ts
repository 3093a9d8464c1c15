import { adoptSlices, type IndexedGroup } from '../../src/plan/adopt-slices.ts';
import { indexItems } from '../../src/plan/item-index.ts';
import { buildEndpoint, buildSlice } from '../support/build.ts';
import { type EndpointLike, endpointReader, type EndpointSliceLike } from 'endpointslice';
import { describe, expect, test } from 'vitest';

/** Endpoints in words: `a/p b/q` is one at address a of pod p, one at b of q. */
function endpointsOf(text: string): EndpointLike[] {
  return text
    .split(' ')
    .filter((word) => word !== '')
    .map((word) => {
      const [address = '', pod = 'p'] = word.split('/');
      return buildEndpoint({ addresses: [address], pod });
    });
}

function sliceOf(name: string, text: string): EndpointSliceLike {
  return buildSlice({ name, endpoints: endpointsOf(text) });
}

/** Which slices each group adopts, and which nobody does. */
function adopt(groups: readonly string[], slices: readonly EndpointSliceLike[]): readonly (readonly unknown[])[] {
  const indexed = groups.map((text, port): IndexedGroup<EndpointLike> => {
    const items = endpointsOf(text);
    const group = { addressType: 'IPv4' as const, ports: [{ port }], items, reader: endpointReader };
    return { group, index: indexItems(items, endpointReader) };
  });
  const { adopted, orphans } = adoptSlices(indexed, slices);
  return [...adopted, orphans].map((list) => list.map(({ metadata }) => metadata?.name));
}

describe('adoptSlices', () => {
  const [x, y, z] = [sliceOf('x', 'a b'), sliceOf('y', 'c d e'), sliceOf('z', 'f')];

  test.each<[string, readonly string[], readonly EndpointSliceLike[], readonly (readonly string[])[]]>([
    ['nothing', ['a', 'b'], [], [[], [], []]],
    ['all that the only group wants, in order', ['a c'], [y, x, z], [['y', 'x'], ['z']]],
    ['to each group what it wants', ['c', 'a f'], [x, y, z], [['y'], ['x', 'z'], []]],
    ['to the group that wants most', ['c', 'd e'], [y], [[], ['y'], []]],
    ['to the group that wants most, though another is before it', ['e', 'c d'], [y], [[], ['y'], []]],
    ['to the first of groups that want as much', ['', 'b', 'a'], [x], [[], ['x'], [], []]],
    ['to the first, though the other is met first', ['b', 'a'], [x], [['x'], [], []]],
    ['to the first of groups that want the same', ['x', 'c d', 'c d'], [y], [[], ['y'], [], []]],
    [
      'to the first of groups that want as much, though another has an address twice',
      ['b', 'a a/q'],
      [x],
      [['x'], [], []],
    ],
    ['by whole identities, not by addresses', ['a/q', 'b/q'], [x], [[], [], ['x']]],
    ['by whole identities, where a group has an address twice', ['a/q a/r b/q', 'b a/q'], [x], [[], ['x'], []]],
  ])('gives %s (ledger planner/keep-the-partition)', (_, groups, slices, expected) => {
    expect(adopt(groups, slices)).toEqual(expected);
  });

  test('gives slices without endpoints to nobody', () => {
    const bare = { addressType: 'IPv4', metadata: { name: 'bare' } };
    expect(adopt(['a'], [bare, sliceOf('empty', '')])).toEqual([[], ['bare', 'empty']]);
    expect(adopt(['a', 'b'], [bare, sliceOf('empty', '')])).toEqual([[], [], ['bare', 'empty']]);
    expect(adopt([], [x])).toEqual([['x']]);
    const items: EndpointLike[] = [{ addresses: [] }];
    const group = { addressType: 'IPv4' as const, ports: [], items, reader: endpointReader };
    const { orphans } = adoptSlices([{ group, index: indexItems(items, endpointReader) }], [bare]);
    expect(orphans).toEqual([bare]);
  });
});
