/** Reads the options of a controller. */

import type { HintsStrategy } from '../hints/hints-strategy.ts';
import { expectName, expectObject, expectTexts } from '../internal/expect.ts';
import { outOfRange, type Path, wrongType } from '../internal/invariant.ts';
import type { ServiceLike } from '../model/core.ts';
import { ENDPOINTSLICE_CONTROLLER, MIRRORING_CONTROLLER } from '../model/labels.ts';
import { checkMaximum } from '../slice/check-slice.ts';
import { checkProportion } from '../zones/check-proportion.ts';
import type { Backoff } from './backoff.ts';
import { readShards, type ShardAssignment } from './shards.ts';
import { checkStrategy } from '../hints/check-hints-input.ts';

/** The options of a controller; all may be absent. */
export interface ControllerOptions {
  /** Whether to write the slices of Services that choose pods; default true. */
  readonly services?: boolean | undefined;
  /** Whether to write slices that mirror Endpoints; default true. */
  readonly mirroring?: boolean | undefined;
  /** The `managed-by` values of other sources, whose endpoints come as events of the kind EndpointSource; default: none. */
  readonly sources?: readonly string[] | undefined;
  /** The `managed-by` label of the Services' slices; default: that of kube-controller-manager. */
  readonly managedBy?: string | undefined;
  /** The `managed-by` label of mirrored slices; default: that of kube-controller-manager. */
  readonly mirroringManagedBy?: string | undefined;
  /** From 1 to 1000; default 100. */
  readonly maxEndpointsPerSlice?: number | undefined;
  /** How many addresses of a subset are mirrored, from 1 to 1000; default 1000. */
  readonly maxAddressesPerSubset?: number | undefined;
  /** Whether to mirror every address, in as many slices as needed; default false. */
  readonly mirrorAllAddresses?: boolean | undefined;
  /** Milliseconds for which changes of pods, nodes and Endpoints are collected before a Service is planned; default 0. */
  readonly batchPeriod?: number | undefined;
  /** How endpoints are hinted; default: as each Service asks. */
  readonly hints?: ControllerHints | undefined;
  /**
   * Returns whether this controller looks after a Service; if absent, it looks after all. Must always return the same for the
   * same Service.
   */
  readonly filter?: ((service: ServiceLike) => boolean) | undefined;
  /** Milliseconds to wait after the first failure of a Service, default 1000; each further failure doubles the wait. */
  readonly firstRetryDelay?: number | undefined;
  /** The longest wait after failures, in milliseconds; default 1,000,000. */
  readonly longestRetryDelay?: number | undefined;
  /** How many failures in a row make the controller give up a forbidden write; default 15. */
  readonly maxRetries?: number | undefined;
  /** The shards that this instance looks after; default: all. */
  readonly shards?: ShardAssignment | undefined;
}

/** How a controller hints endpoints. */
export interface ControllerHints {
  /** One strategy for all Services; default: what each Service asks for. */
  readonly strategy?: HintsStrategy | undefined;
  /** As for `planHints`; default 0. */
  readonly hysteresis?: number | undefined;
  /** As for `measureZoneCapacity`, from 0 to 1; default 0. */
  readonly ignoreIncompleteNodesBelow?: number | undefined;
}

/** One of the controllers that share the loop, with its own source of endpoints and its own slices. */
export interface Producer {
  /** `services`, `mirroring`, or the `managed-by` value of another source. */
  readonly id: string;
  readonly role: 'services' | 'mirroring' | 'source';
  /** The `managed-by` label of its slices. */
  readonly managedBy: string;
}

/** The options with their defaults filled in; the planners fill in the defaults of absent fields. */
export interface ControllerSettings {
  readonly producers: readonly Producer[];
  readonly maxEndpointsPerSlice: number | undefined;
  readonly maxAddressesPerSubset: number | undefined;
  readonly mirrorAllAddresses: boolean;
  readonly batchPeriod: number;
  readonly hints: ControllerHints;
  readonly filter: ((service: ServiceLike) => boolean) | undefined;
  readonly backoff: Backoff;
  readonly maxRetries: number;
  readonly shards: ShardAssignment | undefined;
}

/** Reads options; throws if one is invalid, with an error that names it. */
export function readControllerOptions(options: ControllerOptions): ControllerSettings {
  const path = ['options'];
  expectObject(options, path);
  const { maxEndpointsPerSlice, maxAddressesPerSubset, filter, hints } = options;
  for (const [name, maximum] of Object.entries({ maxEndpointsPerSlice, maxAddressesPerSubset })) {
    if (maximum !== undefined) checkMaximum(maximum, [...path, name]);
  }
  if (filter !== undefined && typeof filter !== 'function') throw wrongType([...path, 'filter'], 'a function', filter);
  return {
    producers: readProducers(options, path),
    maxEndpointsPerSlice,
    maxAddressesPerSubset,
    mirrorAllAddresses: options.mirrorAllAddresses === true,
    batchPeriod: readDelay(options.batchPeriod, 0, [...path, 'batchPeriod']),
    hints: readHints(hints, [...path, 'hints']),
    filter,
    backoff: {
      first: readDelay(options.firstRetryDelay, 1000, [...path, 'firstRetryDelay']),
      longest: readDelay(options.longestRetryDelay, 1_000_000, [...path, 'longestRetryDelay']),
    },
    maxRetries: readDelay(options.maxRetries, 15, [...path, 'maxRetries']),
    shards: readShards(options.shards, [...path, 'shards']),
  };
}

function readProducers(options: ControllerOptions, path: Path): Producer[] {
  const producers: Producer[] = [];
  const { services = true, mirroring = true } = options;
  if (services) {
    const managedBy = expectName(options.managedBy ?? ENDPOINTSLICE_CONTROLLER, [...path, 'managedBy']);
    producers.push({ id: 'services', role: 'services', managedBy });
  }
  if (mirroring) {
    const managedBy = expectName(options.mirroringManagedBy ?? MIRRORING_CONTROLLER, [...path, 'mirroringManagedBy']);
    producers.push({ id: 'mirroring', role: 'mirroring', managedBy });
  }
  for (const [index, source] of expectTexts(options.sources, [...path, 'sources']).entries()) {
    const managedBy = expectName(source, [...path, 'sources', index]);
    const isTaken = producers.some((producer) => producer.managedBy === managedBy || producer.id === managedBy);
    if (isTaken) throw outOfRange([...path, 'sources', index], 'a name that no other controller has', managedBy);
    producers.push({ id: managedBy, role: 'source', managedBy });
  }
  return producers;
}

function readHints(hints: ControllerHints | undefined, path: Path): ControllerHints {
  if (hints === undefined) return {};
  const { strategy, hysteresis, ignoreIncompleteNodesBelow } = expectObject(hints, path);
  if (strategy !== undefined) checkStrategy(strategy, [...path, 'strategy']);
  checkProportion(hysteresis, [...path, 'hysteresis']);
  checkProportion(ignoreIncompleteNodesBelow, [...path, 'ignoreIncompleteNodesBelow']);
  return { strategy, hysteresis, ignoreIncompleteNodesBelow };
}

/** Reads a number of milliseconds or of failures; returns `fallback` if it is absent. */
function readDelay(value: unknown, fallback: number, path: Path): number {
  if (value === undefined || value === null) return fallback;
  return expectDuration(value, path);
}

/** Throws unless a value is a number from 0 to the largest safe integer; returns it. */
export function expectDuration(value: unknown, path: Path): number {
  if (typeof value !== 'number') throw wrongType(path, 'a number', value);
  // Above this limit, different times could be the same number.
  if (value >= 0 && value <= Number.MAX_SAFE_INTEGER) return value;
  throw outOfRange(path, 'a number from 0 on', value);
}
