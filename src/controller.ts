/**
 * For whoever writes a controller: the control loop as a value, into which events go and out of which writes come, and its
 * parts for a loop of your own.
 *
 * @module endpointslice/controller
 */

// The control loop as a value: events in, writes out
export { createController } from './controller/create-controller.ts';
export type { Controller } from './controller/create-controller.ts';
export { emptyControllerState } from './controller/state.ts';
export type { ControllerState } from './controller/state.ts';
export type { ControllerHints, ControllerOptions } from './controller/options.ts';
export { step } from './controller/step.ts';
export type {
  AnswerEvent,
  BookmarkEvent,
  ControllerEvent,
  EndpointSourceLike,
  ObjectEvent,
  RelistEvent,
  ShardsEvent,
  WatchedKind,
  WatchedObjects,
  WriteAnswer,
} from './controller/events.ts';
export { take } from './controller/take.ts';
export type { ControllerWrite, TakenWork, TakeRequest } from './controller/take.ts';
export { restoreController, saveController } from './controller/save.ts';
export type { SavedController } from './controller/save.ts';
export type { ControllerNotice } from './controller/notices.ts';

// Questions
export { controllerMetrics, controllerReport } from './controller/report.ts';
export type { ControllerReport, MetricSample, ReportedFailure, ReportedJob } from './controller/report.ts';

// Which Services choose a pod; which shard a Service is in
export { emptyServiceIndex, indexService, servicesOfPod, unindexService } from './controller/service-index.ts';
export type { ServiceIndex } from './controller/service-index.ts';
export { shardOf } from './controller/shards.ts';
export type { ShardAssignment } from './controller/shards.ts';

// The parts, for a loop of your own: what it remembers of its writes, and when it plans again
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
