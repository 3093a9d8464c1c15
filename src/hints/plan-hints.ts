import { compareText } from '../internal/compare-text.ts';
import { enter } from '../internal/door.ts';
import { expectObject } from '../internal/expect.ts';
import { ownField, setField } from '../internal/plain-object.ts';
import type { AddressType, EndpointSliceLike } from '../model/endpoint-slice.ts';
import type { Plan } from '../model/plan.ts';
import { checkPorts } from '../ports/check-ports.ts';
import { checkPlan } from '../slice/check-plan.ts';
import { countReadyEndpoints } from '../zones/ready-endpoints.ts';
import { assignZones, type PlannedSlices } from './assign-zones.ts';
import { checkOptions } from './check-hints-input.ts';
import { customRule } from './custom-hints.ts';
import type { HintsOptions } from './hints-options.ts';
import type { HintsStrategy } from './hints-strategy.ts';
import { judgeZones } from './judge-zones.ts';
import {
  describeVerdict,
  type HintsMemory,
  type HintsVerdict,
  type HintsVerdictDetails,
  rememberVerdict,
} from './verdict.ts';
import { type HintsRule, noHints, sameNodeHints, sameZoneHints } from './wanted-hints.ts';
import { type SliceRule, writeHints } from './write-hints.ts';
import type { Path } from '../internal/invariant.ts';
import { namingPlaces } from '../slice/slice-place.ts';

/** Input of `planHints`: a plan, and how its endpoints are to be hinted. */
export interface HintsInput<Slice extends EndpointSliceLike = EndpointSliceLike> extends HintsOptions {
  /** The plan of one Service, or of anything else whose endpoints share the load. */
  readonly plan: Plan<Slice>;
  readonly strategy: HintsStrategy;
}

/** A plan with hints, and the reasons for them. */
export interface HintsResult<Slice extends EndpointSliceLike = EndpointSliceLike> {
  /** Slices that do not change are the same objects as in the given plan. */
  readonly plan: Plan<Slice>;
  /** One for each address type of the plan, in order of its name. */
  readonly verdicts: readonly HintsVerdict[];
  /** To be given to the next plan. */
  readonly memory: HintsMemory;
}

/**
 * Sets the hints of all endpoints of a plan by a strategy, and explains them.
 *
 * Endpoints that are not ready carry no hints. An unchanged slice with other hints than wanted becomes an update with the
 * reason `HintsChanged`; the rest of the plan stays. Address types are independent of one another. The result does not
 * depend on the order of unchanged or updated slices. Planning again after the plan was written changes nothing.
 *
 * Slices that do not change are the same objects as in the given plan, which is not changed. Cost: O(n) for n endpoints, O(n
 * log z) if most of them have to be hinted for another of z zones.
 *
 * Law: only hints differ, allocation sums, allocation bounds, order-freedom, convergence (docs/laws.md).
 *
 * @throws TypeError if the plan or the strategy is invalid; RangeError if an option or a custom hint is out of range
 * @see k8s.io/endpointslice trafficdist.ReconcileHints, topologycache.AddHints, RemoveHintsFromSlices; docs/rules.md 1.14, 1.15
 * @example
 * const slice = {
 *   metadata: { name: 's' },
 *   addressType: 'IPv4',
 *   endpoints: [{ addresses: ['10.0.0.1'], conditions: { ready: true }, zone: 'a' }],
 * };
 * const plan = { writes: [], unchanged: [slice] };
 * const hinted = planHints({ plan, strategy: 'PreferSameZone' });
 * hinted.plan.writes.map((write) => write.verb === 'update' && write.slice.endpoints[0]?.hints) // => [{ forZones: [{ name: 'a' }] }]
 * hinted.plan.writes[0]?.reasons // => ['HintsChanged']
 * hinted.verdicts[0].explanation // => 'Hints are on for all 1 ready endpoints.'
 */
export function planHints<Slice extends EndpointSliceLike = EndpointSliceLike>(
  input: HintsInput<Slice>,
): HintsResult<Slice> {
  return enter('planHints', () => {
    checkPlan(expectObject(input, ['input']).plan, ({ ports }, path) => checkPorts(ports, [...path, 'ports']));
    checkOptions(input, []);
    // Every slice in the result is one of the plan.
    return namingPlaces(['plan', 'unchanged'], input.plan.unchanged, () => hintPlan(input, [])) as HintsResult<Slice>;
  });
}

/** Returns what `planHints` returns, for a plan and options that were checked before. The options are at `path`. */
export function hintPlan(input: HintsInput, path: Path): HintsResult {
  const { plan, strategy, memory } = input;
  const stages = [...slicesByAddressType(plan)]
    .sort(([left], [right]) => compareText(left, right))
    .map(([addressType, slices]) => hintAddressType(input, addressType, slices, path));
  const ruleOf = new Map<string, SliceRule>(stages.map((stage) => [stage.addressType, stage.ruleOf]));
  const hinted = writeHints(plan, (slice) => ruleOf.get(slice.addressType)?.(slice));

  const strategyName = typeof strategy === 'function' ? 'Custom' : strategy;
  const nextMemory: { [addressType: string]: NonNullable<HintsMemory[AddressType]> } = {};
  const verdicts = stages.map(({ addressType, readyEndpointCount, details }) => {
    const verdict = describeVerdict({
      addressType,
      strategy: strategyName,
      readyEndpointCount,
      details: details(),
      remembered: remembered(memory, addressType),
    });
    setField(nextMemory, addressType, rememberVerdict(verdict));
    return verdict;
  });
  return { plan: hinted, verdicts, memory: nextMemory };
}

/** The decision for one address type. */
interface AddressTypeStage {
  readonly addressType: AddressType;
  readonly readyEndpointCount: number;
  readonly ruleOf: SliceRule;
  /** Called after the hints are written. */
  readonly details: () => HintsVerdictDetails;
}

function hintAddressType(
  input: HintsInput,
  addressType: AddressType,
  slices: PlannedSlices,
  path: Path,
): AddressTypeStage {
  const { strategy, capacity, memory } = input;
  const ready = countReadyEndpoints([...slices.create, ...slices.update, ...slices.unchanged]);
  const readyEndpointCount = ready.endpointCount;
  const base = { addressType, readyEndpointCount };
  switch (strategy) {
    case 'None':
      return { ...base, ruleOf: () => noHints, details: () => ({ enabled: false, reason: 'NotRequested' }) };
    case 'PreferSameZone':
    case 'PreferSameNode':
      return {
        ...base,
        ...stageOfRule(strategy === 'PreferSameZone' ? sameZoneHints : sameNodeHints, 'TrafficDistribution'),
      };
    case 'TopologyAware': {
      const populated = remembered(memory, addressType)?.endpointCountByZone !== undefined;
      const judgement = judgeZones(capacity, ready, populated ? (input.hysteresis ?? 0) : 0);
      if (!judgement.possible) return { ...base, ruleOf: () => noHints, details: () => judgement.details };
      const { ruleOf, endpointCounts, movedEndpointCount } = assignZones(slices, judgement.allocations);
      const zones = judgement.allocations.map((allocation) => ({
        ...allocation,
        endpointCount: endpointCounts.get(allocation.zone) ?? 0,
      }));
      return {
        ...base,
        ruleOf,
        details: () => ({ enabled: true, reason: 'ZonesAllocated', zones, movedEndpointCount }),
      };
    }
    default: {
      const world = { addressType, readyEndpointCount, capacity: capacity ?? undefined };
      return { ...base, ...stageOfRule(customRule(strategy, world, [...path, 'strategy']), 'CustomStrategy') };
    }
  }
}

/** Returns one rule for all slices; it counts the endpoints that get no hints. */
function stageOfRule(
  rule: HintsRule,
  reason: 'TrafficDistribution' | 'CustomStrategy',
): Pick<AddressTypeStage, 'ruleOf' | 'details'> {
  let unhintedEndpointCount = 0;
  const counting: HintsRule = (endpoint, index) => {
    const hints = rule(endpoint, index);
    if (hints === undefined) unhintedEndpointCount += 1;
    return hints;
  };
  return { ruleOf: () => counting, details: () => ({ enabled: true, reason, unhintedEndpointCount }) };
}

function remembered(memory: HintsMemory | null | undefined, addressType: AddressType): HintsMemory[AddressType] {
  return ownField(memory ?? {}, addressType);
}

interface MutablePlannedSlices {
  readonly create: EndpointSliceLike[];
  readonly update: EndpointSliceLike[];
  readonly unchanged: EndpointSliceLike[];
}

function slicesByAddressType(plan: Plan): Map<AddressType, MutablePlannedSlices> {
  const byType = new Map<AddressType, MutablePlannedSlices>();
  const add = (list: keyof PlannedSlices, slice: EndpointSliceLike): void => {
    const addressType = slice.addressType as AddressType;
    let slices = byType.get(addressType);
    if (slices === undefined) {
      slices = { create: [], update: [], unchanged: [] };
      byType.set(addressType, slices);
    }
    slices[list].push(slice);
  };
  for (const write of plan.writes) if (write.verb !== 'delete') add(write.verb, write.slice);
  for (const slice of plan.unchanged) add('unchanged', slice);
  return byType;
}
