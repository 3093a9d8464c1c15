import { type EndpointSliceLike, endpointIdentity, type Plan, planService } from 'endpointslice';
import { describe, expect, test } from 'vitest';
import { namedWorld, scenarios, worldSizes } from '../support/worlds.ts';
import { createsOf, deletesOf, updatesOf } from '../support/writes.ts';

/** What it costs the cluster to carry out a plan. */
interface Churn {
  readonly writes: number;
  /** Endpoints that are in a slice and will be in another. */
  readonly moved: number;
  /** Of the JSON of what is written. */
  readonly bytes: number;
}

function churnOf(plan: Plan, slices: readonly EndpointSliceLike[]): Churn {
  const slicesBefore = new Map(
    slices.flatMap((slice) =>
      (slice.endpoints ?? []).map((endpoint) => [endpointIdentity(endpoint), slice.metadata?.name] as const),
    ),
  );
  const written = [...createsOf(plan), ...updatesOf(plan)].map(({ slice }) => slice);
  const moved = written.flatMap((slice) =>
    slice.endpoints.filter((endpoint) => {
      const before = slicesBefore.get(endpointIdentity(endpoint));
      return before !== undefined && before !== slice.metadata.name;
    }),
  );
  return {
    writes: written.length + deletesOf(plan).length,
    moved: moved.length,
    bytes: Buffer.byteLength(written.map((slice) => JSON.stringify(slice)).join('')),
  };
}

/** Exact: writes, endpoints moved, bytes. A smaller number is an improvement to be written here; a larger one a mistake. */
const gate: Readonly<Record<string, readonly [writes: number, moved: number, bytes: number]>> = {
  'small-service create': [1, 0, 4600],
  'small-service nothing-changed': [0, 0, 0],
  'small-service one-flips': [1, 0, 4683],
  'small-service tenth-replaced': [1, 0, 4684],
  'small-service all-replaced': [1, 0, 4711],
  'small-service rolling-update': [1, 0, 5721],
  'small-service dual-stack': [2, 0, 9254],
  'small-service dual-stack-settled': [0, 0, 0],
  '1000-pods create': [10, 0, 215_940],
  '1000-pods nothing-changed': [0, 0, 0],
  '1000-pods one-flips': [1, 0, 21_645],
  '1000-pods tenth-replaced': [10, 0, 216_973],
  '1000-pods all-replaced': [10, 0, 218_971],
  '1000-pods rolling-update': [13, 0, 271_519],
  '1000-pods dual-stack': [20, 0, 435_048],
  '1000-pods dual-stack-settled': [0, 0, 0],
  '10000-pods create': [100, 0, 2_196_804],
  '10000-pods nothing-changed': [0, 0, 0],
  '10000-pods one-flips': [1, 0, 22_045],
  '10000-pods tenth-replaced': [100, 0, 2_207_564],
  '10000-pods all-replaced': [100, 0, 2_229_876],
  '10000-pods rolling-update': [125, 0, 2_760_460],
  '10000-pods dual-stack': [200, 0, 4_426_116],
  '10000-pods dual-stack-settled': [0, 0, 0],
  'large-service create': [200, 0, 4_436_158],
  'large-service nothing-changed': [0, 0, 0],
  'large-service one-flips': [1, 0, 22_163],
  'large-service tenth-replaced': [200, 0, 4_456_859],
  'large-service all-replaced': [200, 0, 4_492_130],
  'large-service rolling-update': [250, 0, 5_571_736],
  'large-service dual-stack': [400, 0, 8_939_130],
  'large-service dual-stack-settled': [0, 0, 0],
};

describe('the churn of', () => {
  for (const sizeName of ['small-service', '1000-pods', '10000-pods', 'large-service']) {
    for (const scenario of scenarios) {
      const name = `${sizeName} ${scenario}`;
      test(`${name} is as counted before`, () => {
        const size = worldSizes[sizeName];
        if (size === undefined) throw new RangeError(sizeName);
        const world = namedWorld(size, scenario);
        const { writes, moved, bytes } = churnOf(planService(world).plan, world.slices);
        expect([writes, moved, bytes]).toEqual(gate[name]);
      });
    }
  }
});
