import {
  findStaleness,
  emptySliceTracker,
  trackDeletion,
  observeSliceDeletion,
  observeSlice,
  type SliceTracker,
  trackWrite,
} from 'endpointslice/controller';
import { type EndpointSliceLike, type Plan, planService, type PlanServiceInput, type ServiceLike } from 'endpointslice';
import { sortedMapForEach, sortedMapSet } from '../../src/internal/sorted-map.ts';

/** What a controller remembers, and whether the Service is to be planned again. */
export interface Noticed {
  readonly memory: SliceTracker;
  readonly again: boolean;
}

/**
 * The steps of a controller. Those of `shippedController` are functions of this library; a mutant has other ones.
 *
 * All steps are pure, so the explorer asks each question once and remembers the answer.
 */
export interface Controller {
  readonly emptyMemory: SliceTracker;
  plan(input: PlanServiceInput): Plan;
  /** Whether the listed slices are too old to plan from, and what is still worth remembering. */
  judge(
    memory: SliceTracker,
    service: ServiceLike,
    slices: readonly EndpointSliceLike[],
  ): { readonly memory: SliceTracker; readonly isStale: boolean };
  /** The server answered that the slice is written, and gave it. */
  written(memory: SliceTracker, slice: EndpointSliceLike): SliceTracker;
  /** The server answered that the slice is deleted. */
  deleted(memory: SliceTracker, slice: EndpointSliceLike): SliceTracker;
  /** An event tells that the slice was added or modified. */
  seen(memory: SliceTracker, slice: EndpointSliceLike): Noticed;
  /** An event tells that the slice is gone. */
  gone(memory: SliceTracker, slice: EndpointSliceLike): Noticed;
  /** The cache was filled anew from a list with this version; events in between were not seen. */
  refilled(memory: SliceTracker, resourceVersion: string): Noticed;
  /** What is done if the server does not answer: stop and plan again, or go on as if the write had succeeded. */
  readonly withoutAnswer: 'again' | 'go-on';
}

/** The planner and the memory of this library, put together as docs/getting-started.md says. */
export const shippedController: Controller = {
  emptyMemory: emptySliceTracker,
  plan: (input) => planService(input).plan,
  judge: (memory, service, slices) => {
    const { stale, tracker } = findStaleness(memory, service, slices);
    return { memory: tracker, isStale: stale };
  },
  written: trackWrite,
  deleted: trackDeletion,
  seen: (memory, slice) => noticed(observeSlice(memory, slice)),
  gone: (memory, slice) => noticed(observeSliceDeletion(memory, slice)),
  // A list says like a bookmark up to where everything is seen; what it does not say is what happened in between.
  refilled: (memory, resourceVersion) => ({
    memory: observeSlice(memory, { addressType: 'IPv4', metadata: { resourceVersion } }).tracker,
    again: true,
  }),
  withoutAnswer: 'again',
};

function noticed({ tracker, services }: ReturnType<typeof observeSlice>): Noticed {
  return { memory: tracker, again: services.length > 0 };
}

/** How what a memory mentions is told. A slice is told by its uid; versions are the server's. */
export interface Renaming {
  uid(uid: string): string;
  name(name: string): string;
  generation(generation: number, uid: string): number;
  resourceVersion(resourceVersion: string): string;
}

/**
 * The same memory of slices that are called otherwise. Works on any plain value made of objects and sorted maps, so that it
 * need not know what exactly the tracker keeps; fields that hold versions are known by their names.
 */
export function renameMemory(memory: SliceTracker, renaming: Renaming): SliceTracker {
  // The walk keeps the shape.
  return renameValue(memory, renaming, '', '') as SliceTracker;
}

function renameValue(value: unknown, renaming: Renaming, field: string, key: string): unknown {
  switch (typeof value) {
    case 'number':
      return field === 'state' || field === 'generation' ? renaming.generation(value, key) : value;
    case 'string':
      if (field === 'resourceVersion' || field === 'seenVersion') return renaming.resourceVersion(value);
      if (field === 'uid') return renaming.uid(value);
      return field === 'name' ? renaming.name(value) : value;
    case 'object': {
      if (value === null) return value;
      if (isSortedMap(value)) {
        let renamed: SortedMapNode | undefined;
        sortedMapForEach(value, (entry, name) => {
          renamed = sortedMapSet(renamed, renaming.uid(name), renameValue(entry, renaming, '', name));
        });
        return renamed;
      }
      return Object.fromEntries(
        Object.entries(value).map(([name, inner]) => [name, renameValue(inner, renaming, name, key)]),
      );
    }
    default:
      return value;
  }
}

type SortedMapNode = NonNullable<Parameters<typeof sortedMapForEach>[0]>;

function isSortedMap(value: object): value is SortedMapNode {
  return 'entryCount' in value && 'left' in value && 'right' in value;
}
