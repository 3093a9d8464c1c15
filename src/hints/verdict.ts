/** Defines the verdict on the hints of one address type: its reason, its sentence, its Event, and what to remember. */

import { setField } from '../internal/plain-object.ts';
import type { AddressType } from '../model/endpoint-slice.ts';
import { type HintsEventDetails, hintsEventText } from '../notice/notice-of.ts';
import type { ZoneAllocation } from '../zones/allocate-zones.ts';
import type { CapacityProblem } from '../zones/zone-capacity.ts';

/** The allocation of one zone, and the endpoints that it got. */
export interface ZoneVerdict extends ZoneAllocation {
  /** Ready endpoints hinted for the zone. */
  readonly endpointCount: number;
}

/** The reason why hints are on or off, with the numbers. */
export type HintsVerdictDetails =
  /** The Service does not ask for hints. */
  | { readonly enabled: false; readonly reason: 'NotRequested' }
  /** Hints follow each endpoint's own zone or node. Endpoints counted as unhinted are ready but have neither. */
  | { readonly enabled: true; readonly reason: 'TrafficDistribution'; readonly unhintedEndpointCount: number }
  /** Hints come from a strategy of the caller's own. */
  | { readonly enabled: true; readonly reason: 'CustomStrategy'; readonly unhintedEndpointCount: number }
  /** Each zone has the endpoints that it is allocated. */
  | {
      readonly enabled: true;
      readonly reason: 'ZonesAllocated';
      /** In order of zone names. */
      readonly zones: readonly ZoneVerdict[];
      /** Endpoints hinted for another zone than their own. */
      readonly movedEndpointCount: number;
    }
  /** No capacity was given, so that zones cannot be compared (rule 1.14.5). */
  | { readonly enabled: false; readonly reason: 'CapacityUnknown' }
  /** The capacity does not tell zones apart (rule 1.15.2). */
  | ({ readonly enabled: false } & CapacityProblem)
  /** There are fewer ready endpoints than zones (rule 1.15.3). */
  | {
      readonly enabled: false;
      readonly reason: 'TooFewEndpoints';
      readonly zoneCount: number;
      /** The number of ready endpoints that would be enough. */
      readonly neededEndpointCount: number;
    }
  /** The zones together need more endpoints than there are (rule 1.15.3). */
  | {
      readonly enabled: false;
      readonly reason: 'MinimaExceedEndpoints';
      readonly zoneCount: number;
      /** The endpoints that the zones need together. */
      readonly minimumEndpointCount: number;
      /** The number of ready endpoints that would be enough. */
      readonly neededEndpointCount: number;
    }
  /** Some ready endpoints are in no zone (rule 1.15.7); `address` is that of the first of them. */
  | {
      readonly enabled: false;
      readonly reason: 'EndpointWithoutZone';
      readonly address: string;
      readonly zonelessEndpointCount: number;
    };

/** The reason why hints are on or off. */
export type HintsReason = HintsVerdictDetails['reason'];

/** The Event that the reference emits in this situation. */
export interface HintsEvent {
  readonly type: 'Normal' | 'Warning';
  readonly reason: 'TopologyAwareHintsEnabled' | 'TopologyAwareHintsDisabled';
  /** Upstream's text. */
  readonly message: string;
}

/** The answer to whether the endpoints of one address type carry hints, and why. */
export type HintsVerdict = HintsVerdictDetails & {
  readonly addressType: AddressType;
  readonly strategy: HintsStrategyName;
  readonly readyEndpointCount: number;
  /** Whether strategy or reason differ from the memory that was given. Emit `event` only if so. */
  readonly changed: boolean;
  /** One English sentence with the numbers. If hints are wanted but off, it says what would turn them on. */
  readonly explanation: string;
  /** The Event that the reference would emit now, though it emits a warning at every sync. */
  readonly event?: HintsEvent;
};

/** The name of a strategy; `Custom` is a function of the caller's. */
export type HintsStrategyName = 'None' | 'PreferSameZone' | 'PreferSameNode' | 'TopologyAware' | 'Custom';

/** The memory of one address type of a Service from one plan to the next. */
export interface RememberedHints {
  readonly strategy: HintsStrategyName;
  readonly reason: HintsReason;
  /** Ready endpoints hinted for each zone; present only while hints by capacity are on ("populated", rule 1.15.12). */
  readonly endpointCountByZone?: { readonly [zone: string]: number };
}

/**
 * The memory of a Service's hints, by address type. A plain value: keep one for each Service, give it to the next plan, drop
 * it with the Service. Without it hints are the same; only events and `changed` are as for a new Service.
 */
export type HintsMemory = { readonly [Type in AddressType]?: RememberedHints | undefined };

/** Input of `describeVerdict`. */
export interface VerdictFacts {
  readonly addressType: AddressType;
  readonly strategy: HintsStrategyName;
  readonly readyEndpointCount: number;
  readonly details: HintsVerdictDetails;
  /** The memory of this address type. */
  readonly remembered: RememberedHints | undefined;
}

/** Returns a verdict with its sentence, its Event, and whether it changed. */
export function describeVerdict(facts: VerdictFacts): HintsVerdict {
  const { addressType, strategy, readyEndpointCount, details, remembered } = facts;
  const changed =
    remembered === undefined
      ? details.reason !== 'NotRequested'
      : remembered.strategy !== strategy || remembered.reason !== details.reason;
  const event = describeEvent(facts);
  return {
    addressType,
    strategy,
    readyEndpointCount,
    ...details,
    changed,
    explanation: explainVerdict(details, readyEndpointCount),
    ...(event === undefined ? {} : { event }),
  };
}

/** Returns what to remember of a verdict. */
export function rememberVerdict(verdict: HintsVerdict): RememberedHints {
  const { strategy, reason } = verdict;
  if (verdict.reason !== 'ZonesAllocated') return { strategy, reason };
  const endpointCountByZone: { [zone: string]: number } = {};
  for (const { zone, endpointCount } of verdict.zones) setField(endpointCountByZone, zone, endpointCount);
  return { strategy, reason, endpointCountByZone };
}

/** Whether the reference warns of each reason. That hints by capacity are on, it says in another way. */
const WARNS: Readonly<Record<HintsReason, boolean>> = {
  NodeWithoutZone: true,
  NodeWithoutCPU: true,
  NoUsableNode: true,
  OneZone: true,
  TooFewEndpoints: true,
  MinimaExceedEndpoints: true,
  EndpointWithoutZone: true,
  ZonesAllocated: false,
  CapacityUnknown: false,
  NotRequested: false,
  TrafficDistribution: false,
  CustomStrategy: false,
};

/** Returns whether a text is the reason of a verdict. */
export function isHintsReason(text: string): text is HintsReason {
  return Object.hasOwn(WARNS, text);
}

/**
 * Returns the Event of the reference, if any. The "populated" mark is one for each address type, not for the Service (rule
 * 1.15.13).
 */
function describeEvent({ addressType, details, readyEndpointCount, remembered }: VerdictFacts): HintsEvent | undefined {
  const wasPopulated = remembered?.endpointCountByZone !== undefined;
  const isOn = details.reason === 'ZonesAllocated';
  if (isOn ? wasPopulated : !wasPopulated && !WARNS[details.reason]) return undefined;
  const said = eventDetails({ ...details, addressType, readyEndpointCount });
  return { type: isOn ? 'Normal' : 'Warning', reason: said.reason, message: hintsEventText(said) };
}

/** Returns what the reference's Event on a verdict says, as the details of a notice. */
export function eventDetails(
  verdict: HintsVerdictDetails & Pick<HintsVerdict, 'addressType' | 'readyEndpointCount'>,
): HintsEventDetails {
  const { addressType, readyEndpointCount } = verdict;
  if (verdict.reason === 'ZonesAllocated') return { reason: 'TopologyAwareHintsEnabled', addressType };
  const reason = 'TopologyAwareHintsDisabled';
  if (verdict.reason === 'TooFewEndpoints' || verdict.reason === 'MinimaExceedEndpoints') {
    return { reason, addressType, cause: verdict.reason, readyEndpointCount, zoneCount: verdict.zoneCount };
  }
  return { reason, addressType, cause: verdict.reason };
}

/** Explains a verdict in one sentence, with what would turn hints on. */
function explainVerdict(details: HintsVerdictDetails, readyEndpointCount: number): string {
  switch (details.reason) {
    case 'NotRequested':
      return 'Hints are off: none are asked for.';
    case 'TrafficDistribution':
    case 'CustomStrategy':
      return details.unhintedEndpointCount === 0
        ? `Hints are on for all ${readyEndpointCount} ready endpoints.`
        : `Hints are on, but ${details.unhintedEndpointCount} of ${readyEndpointCount} ready endpoints have none, so that proxies ignore them all.`;
    case 'ZonesAllocated':
      return `Hints are on: ${details.zones.map(({ zone, endpointCount }) => `${zone} has ${endpointCount}`).join(', ')} of ${readyEndpointCount} ready endpoints, ${details.movedEndpointCount} of them from another zone.`;
    case 'CapacityUnknown':
      return 'Hints are off: the capacity of the zones was not given. It is computed from the nodes.';
    case 'NodeWithoutZone':
      return `Hints are off: node ${details.nodeName} has no zone${others(details.incompleteNodeCount)}. Label it with topology.kubernetes.io/zone.`;
    case 'NodeWithoutCPU':
      return `Hints are off: node ${details.nodeName} reports no allocatable CPU${others(details.incompleteNodeCount)}. Hints need it of every ready node.`;
    case 'NoUsableNode':
      return 'Hints are off: no node outside the control plane is ready. Hints need ready nodes in two zones.';
    case 'OneZone':
      return `Hints are off: all ready nodes are in zone ${details.zone}. Hints need ready nodes in two zones.`;
    case 'TooFewEndpoints':
      return `Hints are off: ${readyEndpointCount} ready endpoints are fewer than ${details.zoneCount} zones. ${details.neededEndpointCount} would be enough.`;
    case 'MinimaExceedEndpoints':
      return `Hints are off: ${details.zoneCount} zones need at least ${details.minimumEndpointCount} ready endpoints so as not to be overloaded, there are ${readyEndpointCount}. ${details.neededEndpointCount} would be enough.`;
    case 'EndpointWithoutZone':
      return `Hints are off: endpoint ${details.address} is in no zone${others(details.zonelessEndpointCount)}. Hints need the zone of every ready endpoint.`;
  }
}

/** Returns a text that counts the others besides the one that was named. */
function others(count: number): string {
  return count === 1 ? '' : `, and ${count - 1} more`;
}
