// What a controller remembers
export type { PodChange } from './tracker/affected-services.ts';
export { findAffectedServices, comparePods } from './tracker/affected-services.ts';
export type { SliceSource, Staleness, StalenessReason } from './tracker/check-staleness.ts';
export { findStaleness } from './tracker/check-staleness.ts';
export type { ObservedSlice } from './tracker/slice-events.ts';
export { observeSliceDeletion, observeSlice, shouldSyncSlice } from './tracker/slice-events.ts';
export { trackDeletion, forgetService, trackWrite } from './tracker/track-slice.ts';
export type { SliceTracker } from './tracker/tracked-slice.ts';
export { emptySliceTracker } from './tracker/tracked-slice.ts';
export type { ComputedTriggerTime, TriggerTimes } from './tracker/trigger-time.ts';
export { computeTriggerTime } from './tracker/trigger-time.ts';
