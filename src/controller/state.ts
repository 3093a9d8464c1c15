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

/** All objects that are known. */
export type Caches = { readonly [Kind in WatchedKind]: KindCache<WatchedObjects[Kind]> };

/**
 * Everything that a controller knows and has to do: a plain value. `step` and `take` give new ones, an old one stays valid;
 * both share what did not change. Its form is nobody's business but the library's: ask it with `controllerReport` and
 * `controllerMetrics`, keep it with `saveController`.
 */
export interface ControllerState {
  readonly settings: ControllerSettings;
  readonly caches: Caches;
  /** Whether every kind was listed: from then on there are indexes, and jobs. */
  readonly started: boolean;
  readonly serviceIndex: ServiceIndex;
  /** The pods that each Service chooses, by key of the Service, then of the pod. */
  readonly podsByService: SortedMap<SortedMap<PodLike>>;
  /** By name of the node, then by key of the pod. */
  readonly podsByNode: SortedMap<SortedMap<PodLike>>;
  /** By key of the Service that the label names, then by key of the slice. */
  readonly slicesByService: SortedMap<SortedMap<EndpointSliceLike>>;
  /** What was written and not seen again, by producer. */
  readonly trackers: SortedMap<SliceTracker>;
  /** That of the nodes; absent until it is asked for, and again when nodes change. */
  readonly capacity: ZoneCapacity | undefined;
  readonly work: Work;
  /** What `take` will tell. */
  readonly notices: readonly ControllerNotice[];
  readonly counters: Counters;
}

/** A state while it is being changed: the maps in it are persistent, so that only the fields are copied. */
export type StateDraft = {
  -readonly [Field in Exclude<keyof ControllerState, 'caches' | 'work'>]: ControllerState[Field];
} & {
  caches: { -readonly [Kind in WatchedKind]: Caches[Kind] };
  work: WorkDraft;
};

/**
 * Returns the state of a controller that has heard nothing.
 *
 * @throws TypeError or RangeError naming the option that is not what it should be
 * @see kubernetes pkg/controller/endpointslice NewController; docs/rules.md 2
 * @example
 * controllerReport(emptyControllerState()).unlisted // => ['Service', 'Pod', 'Node', 'EndpointSlice', 'Endpoints']
 */
export function emptyControllerState(options: ControllerOptions = {}): ControllerState {
  return enter('emptyControllerState', () => stateOf(readControllerOptions(options)));
}

/** The state before the first event. */
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

/** An argument that must be a state. */
export function expectState(state: ControllerState): ControllerState {
  const isState =
    isPlainObject(state) && isPlainObject(state.settings) && isPlainObject(state.caches) && isPlainObject(state.work);
  if (!isState) throw wrongType(['state'], 'a state of a controller', state);
  return state;
}

/** A draft of the next state. */
export function draftOfState(state: ControllerState): StateDraft {
  return { ...state, caches: { ...state.caches }, work: { ...state.work } };
}

/** The kinds that a controller of these settings must hear of. */
export function neededKinds({ producers }: ControllerSettings): WatchedKind[] {
  const needed = new Set<WatchedKind>();
  for (const { kind } of producers) {
    if (kind === 'services') for (const one of ['Service', 'Pod', 'Node', 'EndpointSlice'] as const) needed.add(one);
    if (kind === 'mirroring') for (const one of ['Service', 'EndpointSlice', 'Endpoints'] as const) needed.add(one);
    if (kind === 'source') for (const one of ['EndpointSlice', 'EndpointSource'] as const) needed.add(one);
  }
  return [...needed];
}

/** The needed kinds that were not listed yet. */
export function unlistedKinds({ settings, caches }: ControllerState): WatchedKind[] {
  return neededKinds(settings).filter((kind) => !caches[kind].listed);
}
