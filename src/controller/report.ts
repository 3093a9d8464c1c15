import { enter } from '../internal/door.ts';
import { sortedMapEntryCount, sortedMapForEach, sortedMapGet } from '../internal/sorted-map.ts';
import type { ServiceReference } from '../model/routable-endpoint.ts';
import type { ProducerCounters } from './counters.ts';
import type { WatchedKind } from './events.ts';
import type { Job, JobFailure } from './jobs.ts';
import { type ControllerState, expectState, unlistedKinds } from './state.ts';

/** A Service, and the controller that looks after its slices. */
export interface ReportedJob {
  /** `services`, `mirroring`, or the `managed-by` value of another source. */
  readonly controller: string;
  readonly service: ServiceReference;
}

/** A Service for which something has failed. */
export interface ReportedFailure extends ReportedJob {
  /** The answer of the server; `cannotPlan` if planning threw an error. */
  readonly outcome: JobFailure['outcome'];
  /** The message of the server or of the error; `''` if it has none. */
  readonly message: string;
  /** How many failures there were in a row. */
  readonly failureCount: number;
  /** Whether the controller waits until something about the Service changes. */
  readonly givenUp: boolean;
}

/** The work of a controller, and why it is not done yet. */
export interface ControllerReport {
  /** Kinds of objects that were not listed yet; nothing is written while there are any. */
  readonly unlisted: readonly WatchedKind[];
  /** How many jobs there are; a Service counts once for each controller that looks after its slices. */
  readonly jobCount: number;
  /** How many jobs are to be planned, are in the middle of a plan, or wait to be tried again. */
  readonly pendingCount: number;
  /** The writes that were given out and are not answered yet. */
  readonly sending: readonly (ReportedJob & { readonly id: number })[];
  /** The Services whose known slices are older than what was written; they wait for an event of a slice. */
  readonly stale: readonly ReportedJob[];
  /** The Services whose last write or plan failed. */
  readonly failing: readonly ReportedFailure[];
}

/**
 * Returns what a controller has to do, and why it is not done yet: for health checks and for people. Cost: O(j) for j jobs.
 *
 * @throws TypeError if `state` is not the state of a controller
 * @see kubernetes pkg/controller/endpointslice Controller; docs/rules.md 2
 * @example
 * const { unlisted, failing } = controllerReport(emptyControllerState({ services: false }));
 * [unlisted, failing] // => [['Service', 'EndpointSlice', 'Endpoints'], []]
 */
export function controllerReport(state: ControllerState): ControllerReport {
  return enter('controllerReport', () => {
    const { work } = expectState(state);
    const sending: (ReportedJob & { readonly id: number })[] = [];
    sortedMapForEach(work.sending, (key) => {
      const job = sortedMapGet(work.jobs, key);
      if (job?.sent !== undefined) sending.push({ id: job.sent.id, ...reported(job) });
    });
    const stale: ReportedJob[] = [];
    let pendingCount = 0;
    sortedMapForEach(work.jobs, (job) => {
      if (job.phase === 'stale') stale.push(reported(job));
      else if (job.phase !== 'idle') pendingCount += 1;
    });
    const failing: ReportedFailure[] = [];
    sortedMapForEach(work.failing, (_, key) => {
      const job = sortedMapGet(work.jobs, key);
      if (job?.failure === undefined) return;
      const { outcome, message, count, givenUp } = job.failure;
      failing.push({ ...reported(job), outcome, message, failureCount: count, givenUp });
    });
    return {
      unlisted: unlistedKinds(state),
      jobCount: sortedMapEntryCount(work.jobs),
      pendingCount,
      sending,
      stale,
      failing,
    };
  });
}

function reported({ namespace, name, producer }: Job): ReportedJob {
  return { controller: producer, service: { namespace, name } };
}

/** One value of a metric, as Prometheus stores it. */
export interface MetricSample {
  /** The name of the metric, as upstream has it. */
  readonly name: string;
  /** A `counter` only grows; a `gauge` goes up and down. */
  readonly type: 'counter' | 'gauge';
  /** The labels of this value; empty if it has none. */
  readonly labels: { readonly [label: string]: string };
  readonly value: number;
}

/**
 * Returns the metrics of a controller under upstream's names, in order of name and labels. Metrics of other sources have the
 * names of the Services' metrics, and their `managed-by` value as the label `controller`. Cost: O(1).
 *
 * Does not return histograms of single syncs; their sums are counters here, under the same names with `_sum`.
 *
 * @throws TypeError if `state` is not the state of a controller
 * @see k8s.io/endpointslice/metrics; kubernetes pkg/controller/endpointslicemirroring/metrics
 * @example
 * controllerMetrics(emptyControllerState()).find(({ name }) => name === 'endpoint_slice_controller_desired_endpoint_slices')
 * // => { name: 'endpoint_slice_controller_desired_endpoint_slices', type: 'gauge', labels: {}, value: 0 }
 */
export function controllerMetrics(state: ControllerState): MetricSample[] {
  return enter('controllerMetrics', () => {
    const { counters, settings } = expectState(state);
    return settings.producers.flatMap(({ id, role: kind }) => {
      const prefix = kind === 'mirroring' ? 'endpoint_slice_mirroring_controller' : 'endpoint_slice_controller';
      const labels: { readonly [label: string]: string } = kind === 'source' ? { controller: id } : {};
      const known = sortedMapGet(counters, id);
      return known === undefined ? [] : samplesOf(known, prefix, labels, kind !== 'mirroring');
    });
  });
}

function samplesOf(
  counters: ProducerCounters,
  prefix: string,
  labels: MetricSample['labels'],
  hasSyncs: boolean,
): MetricSample[] {
  const gauge = (name: string, value: number): MetricSample => ({
    name: `${prefix}_${name}`,
    type: 'gauge',
    labels,
    value,
  });
  const counter = (name: string, value: number, more: MetricSample['labels'] = {}): MetricSample => ({
    name: `${prefix}_${name}`,
    type: 'counter',
    labels: { ...labels, ...more },
    value,
  });
  const { changes, syncs, endpointsAdded, endpointsRemoved, endpointCount, sliceCount, idealSliceCount } = counters;
  return [
    counter('changes', changes.create, { operation: 'create' }),
    counter('changes', changes.delete, { operation: 'delete' }),
    counter('changes', changes.update, { operation: 'update' }),
    gauge('desired_endpoint_slices', idealSliceCount),
    counter('endpoints_added_per_sync_sum', endpointsAdded),
    gauge('endpoints_desired', endpointCount),
    counter('endpoints_removed_per_sync_sum', endpointsRemoved),
    gauge('num_endpoint_slices', sliceCount),
    // The mirroring controller has no such metric.
    ...(hasSyncs ? (['error', 'stale', 'success'] as const) : []).map((result) =>
      counter('syncs', syncs[result], { result }),
    ),
  ];
}
