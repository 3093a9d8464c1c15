/** Defines the strategies of hints, and reads the one that a Service asks for. */

import { enter } from '../internal/door.ts';
import { expectObject } from '../internal/expect.ts';
import { ownField } from '../internal/plain-object.ts';
import type { ServiceLike } from '../model/core.ts';
import type { AddressType, EndpointHintsLike, EndpointLike } from '../model/endpoint-slice.ts';
import { ANNOTATION_TOPOLOGY_AWARE_HINTS, ANNOTATION_TOPOLOGY_MODE } from '../model/labels.ts';
import type { ZoneCapacity } from '../zones/zone-capacity.ts';

/**
 * The way in which endpoints get their hints.
 *
 * - `None`: no hints; existing ones are removed.
 * - `PreferSameZone`: every ready endpoint is for its own zone (`PreferSameZone`, `PreferClose`).
 * - `PreferSameNode`: every ready endpoint is for its own node and its own zone (`PreferSameNode`).
 * - `TopologyAware`: zones get endpoints in proportion to their CPU, their own first (topology mode `Auto`).
 * - a function of the caller's own.
 */
export type HintsStrategy = 'None' | 'PreferSameZone' | 'PreferSameNode' | 'TopologyAware' | HintsFunction;

/**
 * A strategy of the caller's own: returns the hints that one ready endpoint should carry, or `undefined` for no hints. It is
 * called once for each ready endpoint of a plan, and must return the same for the same arguments. At most eight zones and
 * eight nodes.
 */
export type HintsFunction = (endpoint: EndpointLike, world: HintsWorld) => EndpointHintsLike | null | undefined;

/** The facts that a strategy of the caller's own may use besides the endpoint. */
export interface HintsWorld {
  readonly addressType: AddressType;
  /** Ready endpoints of this address type in the whole plan. */
  readonly readyEndpointCount: number;
  /** The capacity in the options that came with the plan. */
  readonly capacity: ZoneCapacity | undefined;
}

/** The strategy that a Service asks for, and the field that says so. */
export interface RequestedHints {
  readonly strategy: Exclude<HintsStrategy, HintsFunction>;
  /** The annotation key, or `spec.trafficDistribution`; absent if the Service asks for nothing. */
  readonly requestedBy?: string;
}

const TRAFFIC_DISTRIBUTIONS: ReadonlyMap<string, 'PreferSameZone' | 'PreferSameNode'> = new Map([
  ['PreferClose', 'PreferSameZone'],
  ['PreferSameZone', 'PreferSameZone'],
  ['PreferSameNode', 'PreferSameNode'],
]);

/** Options of `readRequestedHints`. */
export interface RequestedHintsOptions {
  /** Whether `PreferSameZone` and `PreferSameNode` are known besides `PreferClose`; default true, as since 1.35. */
  readonly preferSameTrafficDistribution?: boolean | undefined;
}

/**
 * Returns the strategy that a Service asks for.
 *
 * The topology-mode annotation, if it is exactly `Auto` or `auto`, wins over `spec.trafficDistribution`. If the older of the
 * two annotation keys is present, the newer one is ignored, whatever the value. Any other value asks for nothing.
 *
 * @see k8s.io/endpointslice hintsEnabled, validTrafficDistribution; docs/rules.md 1.14.1, 1.14.2
 * @example
 * readRequestedHints({ spec: { trafficDistribution: 'PreferSameNode' } })
 * // => { strategy: 'PreferSameNode', requestedBy: 'spec.trafficDistribution' }
 * readRequestedHints({
 *   metadata: { annotations: { 'service.kubernetes.io/topology-mode': 'Auto' } },
 *   spec: { trafficDistribution: 'PreferClose' },
 * }) // => { strategy: 'TopologyAware', requestedBy: 'service.kubernetes.io/topology-mode' }
 * readRequestedHints({ spec: {} }) // => { strategy: 'None' }
 */
export function readRequestedHints(service: ServiceLike, options: RequestedHintsOptions = {}): RequestedHints {
  return enter('readRequestedHints', () => {
    const { metadata, spec } = expectObject(service, ['service']);
    const { preferSameTrafficDistribution = true } = expectObject(options, ['options']);
    const annotations = metadata?.annotations ?? {};
    const older = ownField(annotations, ANNOTATION_TOPOLOGY_AWARE_HINTS) ?? undefined;
    const key = older === undefined ? ANNOTATION_TOPOLOGY_MODE : ANNOTATION_TOPOLOGY_AWARE_HINTS;
    const mode = older ?? ownField(annotations, ANNOTATION_TOPOLOGY_MODE);
    if (mode === 'Auto' || mode === 'auto') return { strategy: 'TopologyAware', requestedBy: key };
    const value = spec?.trafficDistribution ?? '';
    const known = preferSameTrafficDistribution || value === 'PreferClose';
    const strategy = known ? TRAFFIC_DISTRIBUTIONS.get(value) : undefined;
    return strategy === undefined ? { strategy: 'None' } : { strategy, requestedBy: 'spec.trafficDistribution' };
  });
}
