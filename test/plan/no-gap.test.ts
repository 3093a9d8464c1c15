/** The law that ledger planner/keep-the-partition is about, in every small world. */

import { describe, expect, test } from 'vitest';
import { exploreSmallWorlds } from '../model/small-worlds.ts';

describe('planSlices, in every world of two slices at most,', () => {
  test.each([
    [
      { podCount: 2, sliceCount: 2, maximum: 3 },
      { worldCount: 2_457, replacingCount: 0 },
    ],
    [
      { podCount: 3, sliceCount: 2, maximum: 3 },
      { worldCount: 26_325, replacingCount: 106 },
    ],
  ])('takes no endpoint away that stays, with the fewest writes: %o', (size, counts) => {
    expect(exploreSmallWorlds(size)).toEqual({ ...counts, faults: [] });
  });
});
