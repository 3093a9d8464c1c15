import { expectName, expectObject, expectTexts } from '../internal/expect.ts';
import { outOfRange, type Path, wrongType } from '../internal/invariant.ts';
import type { HintsStrategy } from '../hints/hints-strategy.ts';
import { checkProportion } from '../zones/check-proportion.ts';
import type { ServiceLike } from '../model/core.ts';
import { ENDPOINTSLICE_CONTROLLER, MIRRORING_CONTROLLER } from '../model/labels.ts';
import { checkMaximum } from '../slice/check-slice.ts';
import type { Backoff } from './backoff.ts';
import { readShards, type ShardAssignment } from './shards.ts';

/** What a controller does, and how. Everything is optional. */
export interface ControllerOptions {
  /** Slices of Services that choose pods; absent or true: yes. */
  readonly services?: boolean | undefined;
  /** Slices that mirror Endpoints; absent or true: yes. */
  readonly mirroring?: boolean | undefined;
  /** The `managed-by` values of other sources of endpoints, whose endpoints come as events of the kind EndpointSource. */
  readonly sources?: readonly string[] | undefined;
  /** The `managed-by` label of the Services' slices; kube-controller-manager's when absent. */
  readonly managedBy?: string | undefined;
  /** The `managed-by` label of mirrored slices; kube-controller-manager's when absent. */
  readonly mirroringManagedBy?: string | undefined;
  /** From 1 to 1000; 100 when absent. */
  readonly maxEndpointsPerSlice?: number | undefined;
  /** From 1 to 1000; 1000 when absent. */
  readonly maxAddressesPerSubset?: number | undefined;
  /** Mirror every address, in as many slices as it takes. */
  readonly mirrorAllAddresses?: boolean | undefined;
  /** Milliseconds that changes of pods, nodes and Endpoints are collected before a Service is planned; 0 when absent. */
  readonly batchPeriod?: number | undefined;
  /** How endpoints are hinted; what each Service asks for when absent. */
  readonly hints?: ControllerHints | undefined;
  /** Which Services this controller looks after; all when absent. Must answer the same for the same Service. */
  readonly filter?: ((service: ServiceLike) => boolean) | undefined;
  /** Milliseconds to wait after the first failure of a Service; 1000 when absent. Twice as long after each further one. */
  readonly firstRetryDelay?: number | undefined;
  /** Milliseconds to wait at most; 1,000,000 when absent. */
  readonly longestRetryDelay?: number | undefined;
  /** Failures in a row after which a forbidden write is given up; 15 when absent. */
  readonly maxRetries?: number | undefined;
  /** Which shards of the cluster are this instance's; all when absent. */
  readonly shards?: ShardAssignment | undefined;
}

/** How a controller hints endpoints. */
export interface ControllerHints {
  /** What each Service asks for when absent. */
  readonly strategy?: HintsStrategy | undefined;
  readonly hysteresis?: number | undefined;
  readonly ignoreIncompleteNodesBelow?: number | undefined;
}

/** One of the controllers that share the loop: where endpoints come from, and who writes their slices. */
export interface Producer {
  /** `services`, `mirroring`, or the `managed-by` value of another source. */
  readonly id: string;
  readonly kind: 'services' | 'mirroring' | 'source';
  readonly managedBy: string;
}

/** The options with nothing left open. */
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

/** Reads options, with an error that names the field where they are none. */
export function readControllerOptions(options: ControllerOptions): ControllerSettings {
  const path = ['options'];
  expectObject(options, path);
  const { maxEndpointsPerSlice, maxAddressesPerSubset, filter, hints } = options;
  if (maxEndpointsPerSlice !== undefined) checkMaximum(maxEndpointsPerSlice);
  if (maxAddressesPerSubset !== undefined && !isMaximum(maxAddressesPerSubset))
    throw outOfRange([...path, 'maxAddressesPerSubset'], 'a whole number from 1 to 1000', maxAddressesPerSubset);
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
    producers.push({ id: 'services', kind: 'services', managedBy });
  }
  if (mirroring) {
    const managedBy = expectName(options.mirroringManagedBy ?? MIRRORING_CONTROLLER, [...path, 'mirroringManagedBy']);
    producers.push({ id: 'mirroring', kind: 'mirroring', managedBy });
  }
  for (const [index, source] of expectTexts(options.sources, [...path, 'sources']).entries()) {
    const managedBy = expectName(source, [...path, 'sources', index]);
    const isTaken = producers.some((producer) => producer.managedBy === managedBy || producer.id === managedBy);
    if (isTaken) throw outOfRange([...path, 'sources', index], 'a name that no other controller has', managedBy);
    producers.push({ id: managedBy, kind: 'source', managedBy });
  }
  return producers;
}

function readHints(hints: ControllerHints | undefined, path: Path): ControllerHints {
  if (hints === undefined) return {};
  const { strategy, hysteresis, ignoreIncompleteNodesBelow } = expectObject(hints, path);
  const names: readonly unknown[] = ['none', 'PreferSameZone', 'PreferSameNode', 'TopologyAware', undefined];
  if (typeof strategy !== 'function' && !names.includes(strategy)) {
    throw wrongType([...path, 'strategy'], 'a hints strategy', strategy);
  }
  checkProportion(hysteresis, [...path, 'hysteresis']);
  checkProportion(ignoreIncompleteNodesBelow, [...path, 'ignoreIncompleteNodesBelow']);
  return { strategy, hysteresis, ignoreIncompleteNodesBelow };
}

function isMaximum(value: number): boolean {
  return Number.isInteger(value) && value >= 1 && value <= 1000;
}

/** A number of milliseconds, or of things; `fallback` if it is absent. */
function readDelay(value: unknown, fallback: number, path: Path): number {
  if (value === undefined || value === null) return fallback;
  return expectDuration(value, path);
}

/** A number that is finite, and not below 0. */
export function expectDuration(value: unknown, path: Path): number {
  if (typeof value !== 'number') throw wrongType(path, 'a number', value);
  // Beyond this, times could not be told apart.
  if (value >= 0 && value <= Number.MAX_SAFE_INTEGER) return value;
  throw outOfRange(path, 'a number from 0 on', value);
}
