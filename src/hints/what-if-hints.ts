import { compareText } from '../internal/compare-text.ts';
import { enter } from '../internal/door.ts';
import { expectArray, expectObject, expectObjects, expectTexts } from '../internal/expect.ts';
import { outOfRange } from '../internal/invariant.ts';
import { ownField } from '../internal/plain-object.ts';
import type { NodeLike } from '../model/core.ts';
import type { AddressType, EndpointSliceLike } from '../model/endpoint-slice.ts';
import { LABEL_ZONE } from '../model/labels.ts';
import { checkNamedSlice } from '../slice/check-plan.ts';
import type { ZoneAllocation } from '../zones/allocate-zones.ts';
import { balanceZones } from '../zones/balance-zones.ts';
import { checkProportion } from '../zones/check-proportion.ts';
import { countReadyByZone, countReadyEndpoints, type ReadyEndpoints } from '../zones/ready-endpoints.ts';
import { type ZoneCapacity, zoneCapacityOf, type ZoneCapacityOptions } from '../zones/zone-capacity.ts';
import { judgeZones } from './judge-zones.ts';
import {
  describeVerdict,
  type HintsVerdict,
  type HintsVerdictDetails,
  type RememberedHints,
  rememberVerdict,
} from './verdict.ts';

/** The most ready endpoints, in all zones together, that a question may be about; no Service has so many. */
const MAX_WHAT_IF_ENDPOINTS = 1_000_000;

/** A change of nodes or of endpoint numbers. Everything is optional; what is absent stays. */
export interface HintsChange {
  /** Nodes to add; they replace those of the same name. */
  readonly addNodes?: readonly NodeLike[] | undefined;
  /** Names of nodes to remove. */
  readonly removeNodes?: readonly string[] | undefined;
  /** Zones of which all nodes are removed. Their endpoints stay, unless `endpointCountByZone` says otherwise. */
  readonly removeZones?: readonly string[] | undefined;
  /** New numbers of ready endpoints by zone, for every address type that the slices have. */
  readonly endpointCountByZone?: { readonly [zone: string]: number } | undefined;
}

/** Input of `simulateHints`: the slices of one Service, the nodes of its cluster, and a change. */
export interface WhatIfInput extends ZoneCapacityOptions {
  readonly slices: readonly EndpointSliceLike[];
  readonly nodes: readonly NodeLike[];
  readonly change: HintsChange;
  /** As for `planHints`, default 0; applied as if hints were on now. */
  readonly hysteresis?: number | undefined;
}

/** The verdicts on hints by capacity of one address type, before the change and after it. */
export interface WhatIfAnswer {
  readonly addressType: AddressType;
  readonly before: HintsVerdict;
  /** `changed` says whether hints would be on or off for another reason than before. */
  readonly after: HintsVerdict;
}

/**
 * Returns what a change of nodes or of endpoint numbers would do to hints by capacity, without planning anything.
 *
 * Both verdicts follow the rules of `planHints`, but start from scratch: endpoints per zone are counted as if all slices
 * were written anew. Returns one answer for each address type, by name. Cost: O(n) for n nodes and endpoints.
 *
 * @throws TypeError or RangeError if a node or a number is invalid
 * @see docs/hints.md; docs/rules.md 1.15
 * @example
 * const node = (name: string, zone: string) => ({
 *   metadata: { name, labels: { 'topology.kubernetes.io/zone': zone } },
 *   status: { allocatable: { cpu: '4' }, conditions: [{ type: 'Ready', status: 'True' }] },
 * });
 * const endpoint = (address: string, zone: string) => ({ addresses: [address], conditions: { ready: true }, zone });
 * const slices = [{ addressType: 'IPv4', endpoints: [endpoint('10.0.0.1', 'a'), endpoint('10.0.0.2', 'b')] }];
 * const [answer] = simulateHints({ slices, nodes: [node('n1', 'a'), node('n2', 'b')], change: { addNodes: [node('n3', 'c')] } });
 * answer.before.enabled // => true
 * answer.after.explanation // => 'Hints are off: 2 ready endpoints are fewer than 3 zones. 3 would be enough.'
 */
export function simulateHints(input: WhatIfInput): WhatIfAnswer[] {
  return enter('simulateHints', () => {
    checkInput(input);
    const { slices, nodes, change, hysteresis = 0 } = input;
    const capacityNow = zoneCapacityOf(nodes, input);
    // Reads these nodes once more than needed, so that an error names the place where the caller has them.
    zoneCapacityOf(change.addNodes ?? [], input, ['change', 'addNodes']);
    const capacityThen = zoneCapacityOf(changeNodes(nodes, change), input);
    const addressTypes = new Set(slices.map(({ addressType }) => addressType));
    return [...addressTypes].sort(compareText).map((text) => {
      const addressType = text as AddressType;
      const ofType = slices.filter((slice) => slice.addressType === addressType);
      const ready = countReadyEndpoints(ofType);
      const counts = countReadyByZone(ofType);
      const countsThen = changeCounts(counts, change.endpointCountByZone ?? {});
      const readyThen = { ...ready, endpointCount: ready.zonelessEndpointCount + sumOf(countsThen) };
      const before = whatIfVerdict({ addressType, capacity: capacityNow, ready, counts, hysteresis }, undefined);
      const after = whatIfVerdict(
        { addressType, capacity: capacityThen, ready: readyThen, counts: countsThen, hysteresis },
        rememberVerdict(before),
      );
      return { addressType, before, after };
    });
  });
}

function checkInput(input: WhatIfInput): void {
  const { slices, nodes, change } = expectObject(input, ['input']);
  for (const [index, slice] of expectArray(slices, ['slices']).entries()) {
    checkNamedSlice(slice, ['slices', index]);
  }
  checkProportion(input.ignoreIncompleteNodesBelow, ['ignoreIncompleteNodesBelow']);
  checkProportion(input.hysteresis, ['hysteresis']);
  expectArray(nodes, ['nodes']);
  const { addNodes, removeNodes, removeZones, endpointCountByZone } = expectObject(change, ['change']);
  expectObjects(addNodes, ['change', 'addNodes']);
  expectTexts(removeNodes, ['change', 'removeNodes']);
  expectTexts(removeZones, ['change', 'removeZones']);
  expectObject(endpointCountByZone ?? {}, ['change', 'endpointCountByZone']);
}

function changeNodes(nodes: readonly NodeLike[], change: HintsChange): NodeLike[] {
  const added = change.addNodes ?? [];
  const gone = new Set([...(change.removeNodes ?? []), ...added.map((node) => node.metadata?.name ?? '')]);
  const goneZones = new Set(change.removeZones ?? []);
  const stays = (node: NodeLike): boolean =>
    !gone.has(node.metadata?.name ?? '') && !goneZones.has(ownField(node.metadata?.labels ?? {}, LABEL_ZONE) ?? '');
  return [...nodes.filter(stays), ...added];
}

function changeCounts(
  counts: ReadonlyMap<string, number>,
  changes: { readonly [zone: string]: number },
): ReadonlyMap<string, number> {
  const changed = new Map(counts);
  let changedCount = 0;
  for (const [zone, count] of Object.entries(changes)) {
    if (!Number.isSafeInteger(count) || count < 0 || count > MAX_WHAT_IF_ENDPOINTS) {
      const path = ['change', 'endpointCountByZone', zone];
      throw outOfRange(path, `a whole number from 0 to ${MAX_WHAT_IF_ENDPOINTS}`, count);
    }
    changed.set(zone, count);
    changedCount += count;
  }
  if (changedCount > MAX_WHAT_IF_ENDPOINTS) {
    const wanted = `at most ${MAX_WHAT_IF_ENDPOINTS} endpoints together`;
    throw outOfRange(['change', 'endpointCountByZone'], wanted, changes);
  }
  return changed;
}

function sumOf(counts: ReadonlyMap<string, number>): number {
  return [...counts.values()].reduce((sum, count) => sum + count, 0);
}

interface VerdictInput {
  readonly addressType: AddressType;
  readonly capacity: ZoneCapacity;
  readonly ready: ReadyEndpoints;
  readonly counts: ReadonlyMap<string, number>;
  readonly hysteresis: number;
}

function whatIfVerdict(input: VerdictInput, remembered: RememberedHints | undefined): HintsVerdict {
  const { addressType, capacity, ready, counts, hysteresis } = input;
  const judgement = judgeZones(capacity, ready, hysteresis);
  const details = judgement.possible ? allocationDetails(judgement.allocations, counts) : judgement.details;
  return describeVerdict({
    addressType,
    strategy: 'TopologyAware',
    readyEndpointCount: ready.endpointCount,
    details,
    remembered,
  });
}

function allocationDetails(
  allocations: readonly ZoneAllocation[],
  movableCounts: ReadonlyMap<string, number>,
): HintsVerdictDetails {
  const { receivers, endpointCounts } = balanceZones(allocations, { fixedCounts: new Map(), movableCounts });
  return {
    enabled: true,
    reason: 'ZonesAllocated',
    zones: allocations.map((allocation) => ({
      ...allocation,
      endpointCount: endpointCounts.get(allocation.zone) ?? 0,
    })),
    movedEndpointCount: [...receivers.values()].reduce((sum, given) => sum + given.length, 0),
  };
}
