import { enter } from '../internal/door.ts';
import { expectObject } from '../internal/expect.ts';
import { ownField } from '../internal/plain-object.ts';
import type { ServiceLike } from '../model/core.ts';
import type { AddressType, EndpointHintsLike, EndpointLike } from '../model/endpoint-slice.ts';
import { ANNOTATION_TOPOLOGY_AWARE_HINTS, ANNOTATION_TOPOLOGY_MODE } from '../model/labels.ts';
import type { ZoneCapacity } from '../zones/zone-capacity.ts';

/**
 * How endpoints get their hints.
 *
 * - `None`: no hints; those that are there are removed.
 * - `PreferSameZone`: every ready endpoint is for its own zone (`PreferSameZone`, `PreferClose`).
 * - `PreferSameNode`: every ready endpoint is for its own node and its own zone (`PreferSameNode`).
 * - `TopologyAware`: zones get endpoints in proportion to their CPU, their own first (topology mode `Auto`).
 * - a function of your own.
 */
export type HintsStrategy = 'None' | 'PreferSameZone' | 'PreferSameNode' | 'TopologyAware' | HintsFunction;

/**
 * A strategy of the caller's own: the hints that one ready endpoint should carry, `undefined` for none. It is asked once
 * for each ready endpoint of a plan, and must answer the same for the same arguments. At most eight zones and eight nodes.
 */
export type HintsFunction = (endpoint: EndpointLike, world: HintsWorld) => EndpointHintsLike | null | undefined;

/** What a strategy of one's own may look at besides the endpoint. */
export interface HintsWorld {
  readonly addressType: AddressType;
  /** Ready endpoints of this address type in the whole plan. */
  readonly readyEndpointCount: number;
  /** As it was handed to the stage. */
  readonly capacity: ZoneCapacity | undefined;
}

/** What a Service asks for, and where it says so. */
export interface RequestedHints {
  readonly strategy: Exclude<HintsStrategy, HintsFunction>;
  /** The annotation key, or `spec.trafficDistribution`; absent when the Service asks for nothing. */
  readonly requestedBy?: string;
}

const TRAFFIC_DISTRIBUTIONS: ReadonlyMap<string, 'PreferSameZone' | 'PreferSameNode'> = new Map([
  ['PreferClose', 'PreferSameZone'],
  ['PreferSameZone', 'PreferSameZone'],
  ['PreferSameNode', 'PreferSameNode'],
]);

/** Which values of the Service are known. */
export interface RequestedHintsOptions {
  /** Whether `PreferSameZone` and `PreferSameNode` are known besides `PreferClose`. Default true, as since 1.35. */
  readonly preferSameTrafficDistribution?: boolean | undefined;
}

/**
 * The strategy that a Service asks for.
 *
 * The topology-mode annotation, when it is exactly `Auto` or `auto`, wins over `spec.trafficDistribution`. Of the two
 * annotation keys the older one wins by being there, whatever its value. Any other value asks for nothing.
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
