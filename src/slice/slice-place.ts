import { BadArgument, type Path } from '../internal/invariant.ts';
import type { EndpointSliceLike } from '../model/endpoint-slice.ts';

/** Returns the path at which steps that know a slice alone name what is wrong in it: by its name. */
export function placeByName({ metadata }: EndpointSliceLike): Path {
  return ['slices', metadata?.name ?? ''];
}

/**
 * Runs steps that copy slices. What they name by the name of a slice is named at its place in the list that the caller gave:
 * `root` and an index. O(s) for s slices if a slice is wrong.
 */
export function namingPlaces<Result>(root: Path, slices: readonly EndpointSliceLike[], run: () => Result): Result {
  try {
    return run();
  } catch (error) {
    throw error instanceof BadArgument ? atPlace(error, root, slices) : error;
  }
}

function atPlace(fault: BadArgument, root: Path, slices: readonly EndpointSliceLike[]): BadArgument {
  const [list, name, ...rest] = fault.path;
  if (list !== 'slices' || typeof name !== 'string') return fault;
  const index = slices.findIndex(({ metadata }) => (metadata?.name ?? '') === name);
  return index < 0 ? fault : new BadArgument([...root, index, ...rest], fault.wanted, fault.got, fault.isOutOfRange);
}
