import { compareText } from '../internal/compare-text.ts';
import { sinkFirst } from '../internal/heap.ts';
import type { ZoneAllocation } from './allocate-zones.ts';

/** The endpoints to be hinted, before any is given to another zone. */
export interface ZoneSupply {
  /** Hints by zone that stay as they are. */
  readonly fixedCounts: ReadonlyMap<string, number>;
  /** Endpoints whose hints are being written, by their own zone, including zones without an allocation. */
  readonly movableCounts: ReadonlyMap<string, number>;
}

/** The endpoints that zones give to one another. */
export interface ZoneBalance {
  /** For each zone that gives, the zones that its endpoints are hinted for instead, one entry an endpoint. */
  readonly receivers: ReadonlyMap<string, readonly string[]>;
  /** The final hints of each zone of the allocation, by name. */
  readonly endpointCounts: ReadonlyMap<string, number>;
}

interface ZoneState {
  readonly zone: string;
  readonly desired: number;
  readonly minimum: number;
  endpointCount: number;
  movableCount: number;
  readonly receivers: string[];
}

/** A zone among those that give or receive; the greatest rank comes first. */
interface RankedZone {
  readonly state: ZoneState;
  rank: number;
}

/**
 * Evens out the zones: takes an endpoint from the zone with most above its share and gives it to the zone with most below
 * it, until no whole endpoint is worth moving.
 *
 * Zones that are equally far from their share go by name. Two steps go beyond upstream: endpoints of zones without an
 * allocation all go elsewhere (ledger hints/zone-without-nodes), and no zone is left below its minimum while another has an
 * endpoint to spare (ledger hints/minimum-not-reached). Cost: O(m log z) for m endpoints moved and z zones.
 *
 * @see k8s.io/endpointslice/topologycache getGivingAndReceivingZones, redistributeHints; docs/rules.md 1.15.9, 1.15.10
 */
export function balanceZones(allocations: readonly ZoneAllocation[], supply: ZoneSupply): ZoneBalance {
  const { fixedCounts, movableCounts } = supply;
  const zones = allocations.map(({ zone, desiredEndpointCount, minimumEndpointCount }): ZoneState => {
    const movableCount = movableCounts.get(zone) ?? 0;
    const endpointCount = (fixedCounts.get(zone) ?? 0) + movableCount;
    return {
      zone,
      desired: desiredEndpointCount,
      minimum: minimumEndpointCount,
      endpointCount,
      movableCount,
      receivers: [],
    };
  });
  const known = new Set(zones.map(({ zone }) => zone));
  const strangers = [...movableCounts]
    .filter(([zone]) => !known.has(zone))
    .sort(([left], [right]) => compareText(left, right))
    .map(([zone, count]): ZoneState => {
      return { zone, desired: 0, minimum: 0, endpointCount: count, movableCount: count, receivers: [] };
    });
  houseStrangers(strangers, zones);
  evenOut(zones);
  const givers = [...zones, ...strangers];
  reachMinima(zones, givers);
  return {
    receivers: new Map(givers.map((state) => [state.zone, state.receivers])),
    endpointCounts: new Map(zones.map((state) => [state.zone, state.endpointCount])),
  };
}

/** Gives every endpoint of a zone without allocation to the zone that is then furthest below its share. */
function houseStrangers(strangers: readonly ZoneState[], zones: readonly ZoneState[]): void {
  const receiving = rankZones(zones, (state) => state.desired - state.endpointCount);
  for (const stranger of strangers) {
    while (stranger.movableCount > 0 && receiving[0] !== undefined) {
      give(takeOne(stranger), receiving[0].state);
      lowerFirst(receiving, receiving[0].rank - 1);
    }
  }
}

/**
 * Evens out zones in upstream's two steps. A zone plans to give what it has above its share, but gives no more than it can
 * move. If that is not enough for all, the zones that came first in the plan get it: those furthest below their share.
 */
function evenOut(zones: readonly ZoneState[]): void {
  const giving = rankZones(zones, (state) => state.endpointCount - state.desired);
  const receiving = rankZones(zones, (state) => state.desired - state.endpointCount);
  const givers: ZoneState[] = [];
  const receivers: ZoneState[] = [];
  // No zone plans to give more than it has, whatever the shares are.
  const mostMoves = zones.reduce((sum, { endpointCount }) => sum + endpointCount, 0);
  for (let moves = 0; moves < mostMoves; moves += 1) {
    const [giver] = giving;
    const [receiver] = receiving;
    if (giver === undefined || receiver === undefined || !isWorthMoving(giver, receiver)) break;
    receivers.push(receiver.state);
    if (giver.state.movableCount > 0) givers.push(takeOne(giver.state));
    lowerFirst(giving, giver.rank - 1);
    lowerFirst(receiving, receiver.rank - 1);
  }
  givers.forEach((giver, index) => {
    give(giver, receivers[index] as ZoneState);
  });
}

/** Returns whether a whole endpoint, rounded, is too many in one zone and too few in the other; `false` if a rank is NaN. */
function isWorthMoving(giver: RankedZone, receiver: RankedZone): boolean {
  return giver.rank >= 0.5 && receiver.rank >= 0.5 && (giver.rank >= 1 || receiver.rank >= 1);
}

/**
 * Gives to zones below their minimum what others have above theirs, as long as there is any. Endpoints that those others
 * received come first, since that moves no further endpoint. No zone that gave is below its minimum, so that none gets its
 * own back.
 */
function reachMinima(zones: readonly ZoneState[], givers: readonly ZoneState[]): void {
  const receiving = rankZones(zones, (state) => state.minimum - state.endpointCount);
  if (receiving[0] === undefined || receiving[0].rank <= 0) return;
  const giving = rankZones(zones, (state) => state.endpointCount - state.desired);
  const received = listReceived(givers);
  while (receiving[0].rank > 0) {
    const giver = giving[0] as RankedZone;
    if (giver.rank === Number.NEGATIVE_INFINITY) return;
    const { state } = giver;
    const sentOn = received.get(state.zone) ?? [];
    if (state.movableCount + sentOn.length === 0 || state.endpointCount <= state.minimum) {
      lowerFirst(giving, Number.NEGATIVE_INFINITY);
      continue;
    }
    const last = sentOn.pop();
    if (last === undefined) give(takeOne(state), receiving[0].state);
    else sendOn(state, last, receiving[0].state);
    lowerFirst(giving, giver.rank - 1);
    lowerFirst(receiving, receiving[0].rank - 1);
  }
}

/** One endpoint that was given: the zone that it is from, and its place among what that zone gives. */
interface Received {
  readonly giver: ZoneState;
  readonly index: number;
}

function listReceived(givers: readonly ZoneState[]): Map<string, Received[]> {
  const received = new Map<string, Received[]>();
  for (const giver of givers) {
    for (const [index, receiver] of giver.receivers.entries()) {
      const list = received.get(receiver);
      if (list === undefined) received.set(receiver, [{ giver, index }]);
      else list.push({ giver, index });
    }
  }
  return received;
}

function sendOn(holder: ZoneState, { giver, index }: Received, receiver: ZoneState): void {
  holder.endpointCount -= 1;
  giver.receivers[index] = receiver.zone;
  receiver.endpointCount += 1;
}

/** Sets one movable endpoint of a zone aside, to be given. */
function takeOne(giver: ZoneState): ZoneState {
  giver.movableCount -= 1;
  return giver;
}

function give(giver: ZoneState, receiver: ZoneState): void {
  giver.endpointCount -= 1;
  giver.receivers.push(receiver.zone);
  receiver.endpointCount += 1;
}

/** Returns a heap of the zones, greatest rank first. */
function rankZones(zones: readonly ZoneState[], rankOf: (state: ZoneState) => number): RankedZone[] {
  return zones.map((state) => ({ state, rank: rankOf(state) })).sort((left, right) => (isBefore(left, right) ? -1 : 1));
}

function lowerFirst(heap: RankedZone[], rank: number): void {
  (heap[0] as RankedZone).rank = rank;
  sinkFirst(heap, isBefore);
}

function isBefore(left: RankedZone, right: RankedZone): boolean {
  return left.rank > right.rank || (left.rank === right.rank && left.state.zone < right.state.zone);
}
