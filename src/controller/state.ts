/** Defines the state of a controller, and makes the first one. */

import { enter } from '../internal/door.ts';
import { wrongType } from '../internal/invariant.ts';
import { isPlainObject } from '../internal/plain-object.ts';
import { type SortedMap, sortedMapSet } from '../internal/sorted-map.ts';
import type { PodLike } from '../model/core.ts';
import type { EndpointSliceLike } from '../model/endpoint-slice.ts';
import { emptySliceTracker, type SliceTracker } from '../tracker/tracked-slice.ts';
import type { ZoneCapacity } from '../zones/zone-capacity.ts';
import { type Counters, noCounters } from './counters.ts';
import type { WatchedKind, WatchedObjects } from './events.ts';
import { noWork, type Work, type WorkDraft } from './jobs.ts';
import { emptyKindCache, type KindCache } from './kind-cache.ts';
import type { ControllerNotice } from './notices.ts';
import { type ControllerOptions, type ControllerSettings, readControllerOptions } from './options.ts';
import { emptyServiceIndex, type ServiceIndex } from './service-index.ts';

/** The known objects of every kind. */
export type Caches = { readonly [Kind in WatchedKind]: KindCache<WatchedObjects[Kind]> };

/**
 * The state of a controller, a plain value: everything that it knows and has to do. `step` and `take` return new states; an
 * old state stays valid, and both share what did not change. The fields may change with any version of the library: read
 * them with `controllerReport` and `controllerMetrics`, and save them with `saveController`.
 */
export interface ControllerState {
  readonly settings: ControllerSettings;
  readonly caches: Caches;
  /** Whether every needed kind was listed; before that there are no indexes and no jobs. */
  readonly started: boolean;
  readonly serviceIndex: ServiceIndex;
  /** The pods that each Service chooses, by key of the Service, then of the pod. */
  readonly podsByService: SortedMap<SortedMap<PodLike>>;
  /** The pods on each node, by name of the node, then by key of the pod. */
  readonly podsByNode: SortedMap<SortedMap<PodLike>>;
  /** The slices of each Service, by key of the Service that their label names, then by key of the slice. */
  readonly slicesByService: SortedMap<SortedMap<EndpointSliceLike>>;
  /** What each producer has written and expects to see, by id of the producer. */
  readonly trackers: SortedMap<SliceTracker>;
  /** The capacity of the zones; absent until a plan needs it, and after nodes have changed. */
  readonly capacity: ZoneCapacity | undefined;
  readonly work: Work;
  /** The notices that the next `take` returns. */
  readonly notices: readonly ControllerNotice[];
  readonly counters: Counters;
}

/** A state while it is being changed. Its maps are persistent, so a draft copies only the fields. */
export type StateDraft = {
  -readonly [Field in Exclude<keyof ControllerState, 'caches' | 'work'>]: ControllerState[Field];
} & {
  caches: { -readonly [Kind in WatchedKind]: Caches[Kind] };
  work: WorkDraft;
};

/**
 * Returns the state of a controller before its first event.
 *
 * @throws TypeError or RangeError if an option is invalid; the error names it
 * @see kubernetes pkg/controller/endpointslice NewController; docs/rules.md 2
 * @example
 * controllerReport(emptyControllerState()).unlisted // => ['Service', 'Pod', 'Node', 'EndpointSlice', 'Endpoints']
 */
export function emptyControllerState(options: ControllerOptions = {}): ControllerState {
  return enter('emptyControllerState', () => stateOf(readControllerOptions(options)));
}

/** Makes the state before the first event, from options that were read. */
export function stateOf(settings: ControllerSettings): ControllerState {
  let trackers: SortedMap<SliceTracker>;
  for (const { id } of settings.producers) trackers = sortedMapSet(trackers, id, emptySliceTracker);
  return {
    settings,
    caches: {
      Service: emptyKindCache,
      Pod: emptyKindCache,
      Node: emptyKindCache,
      EndpointSlice: emptyKindCache,
      Endpoints: emptyKindCache,
      EndpointSource: emptyKindCache,
    },
    started: false,
    serviceIndex: emptyServiceIndex,
    podsByService: undefined,
    podsByNode: undefined,
    slicesByService: undefined,
    trackers,
    capacity: undefined,
    work: noWork,
    notices: [],
    counters: noCounters(settings.producers),
  };
}

/** Throws unless a value is the state of a controller; returns it. */
export function expectState(state: ControllerState): ControllerState {
  const isState =
    isPlainObject(state) && isPlainObject(state.settings) && isPlainObject(state.caches) && isPlainObject(state.work);
  if (!isState) throw wrongType(['state'], 'a state of a controller', state);
  return state;
}

/** Copies a state into a draft of the next one. */
export function draftOfState(state: ControllerState): StateDraft {
  return { ...state, caches: { ...state.caches }, work: { ...state.work } };
}

/** Returns the kinds of objects that a controller with these settings watches. */
export function neededKinds({ producers }: ControllerSettings): WatchedKind[] {
  const needed = new Set<WatchedKind>();
  for (const { role: kind } of producers) {
    if (kind === 'services') for (const one of ['Service', 'Pod', 'Node', 'EndpointSlice'] as const) needed.add(one);
    if (kind === 'mirroring') for (const one of ['Service', 'EndpointSlice', 'Endpoints'] as const) needed.add(one);
    if (kind === 'source') for (const one of ['EndpointSlice', 'EndpointSource'] as const) needed.add(one);
  }
  return [...needed];
}

/** Returns the needed kinds that were not listed yet. */
export function unlistedKinds({ settings, caches }: ControllerState): WatchedKind[] {
  return neededKinds(settings).filter((kind) => !caches[kind].listed);
}
