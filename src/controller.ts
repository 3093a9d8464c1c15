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
export type { ControllerFailureNotice, ControllerNotice, ControllerNoticeDetails } from './controller/notices.ts';

// Questions
export { controllerMetrics, controllerReport } from './controller/report.ts';
export type { ControllerReport, MetricSample, ReportedFailure, ReportedJob } from './controller/report.ts';

// Which Services choose a pod; which shard a Service is in
export { emptyServiceIndex, indexService, servicesOfPod, unindexService } from './controller/service-index.ts';
export type { ServiceIndex, ServiceName } from './controller/service-index.ts';
export { shardOf } from './controller/shards.ts';
export type { ShardAssignment } from './controller/shards.ts';
