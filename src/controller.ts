/**
 * For whoever runs a controller: what it remembers between two plans, so that it does not plan from an old view of the
 * cluster, and which Services an event concerns.
 *
 * @module endpointslice/controller
 */

// Which Services an event concerns
export type { PodChange } from './tracker/affected-services.ts';
export { findAffectedServices, comparePods } from './tracker/affected-services.ts';

// What was written and has not been seen again
export type { SliceSource, Staleness, StalenessReason } from './tracker/check-staleness.ts';
export { findStaleness } from './tracker/check-staleness.ts';
export type { ObservedSlice } from './tracker/slice-events.ts';
export { observeSliceDeletion, observeSlice, shouldSyncSlice } from './tracker/slice-events.ts';
export { trackDeletion, forgetService, trackWrite } from './tracker/track-slice.ts';
export type { SliceTracker } from './tracker/tracked-slice.ts';
export { emptySliceTracker } from './tracker/tracked-slice.ts';

// When a change happened
export type { ComputedTriggerTime, TriggerTimes } from './tracker/trigger-time.ts';
export { computeTriggerTime } from './tracker/trigger-time.ts';
