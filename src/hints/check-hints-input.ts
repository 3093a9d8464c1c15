/** Checks what a caller gives for hints: options, capacity and memory. */

import { expectCount, expectName, expectObject, expectObjects } from '../internal/expect.ts';
import { outOfRange, type Path, wrongType } from '../internal/invariant.ts';
import { isPlainObject } from '../internal/plain-object.ts';
import { checkProportion, expectProportion } from '../zones/check-proportion.ts';
import type { CapacityProblem, ZoneCapacity, ZoneShare } from '../zones/zone-capacity.ts';
import type { HintsOptions } from './hints-options.ts';
import type { HintsMemory } from './verdict.ts';

const STRATEGIES: readonly unknown[] = ['None', 'PreferSameZone', 'PreferSameNode', 'TopologyAware'];

/** Throws if the strategy or an option is invalid; the error names it. */
export function checkOptions(options: HintsOptions & { readonly strategy: unknown }, path: Path): void {
  const { strategy, capacity, memory, hysteresis } = options;
  checkStrategy(strategy, [...path, 'strategy']);
  if (capacity !== null && capacity !== undefined) checkCapacity(capacity, [...path, 'capacity']);
  if (memory !== null && memory !== undefined) checkMemory(memory, [...path, 'memory']);
  checkProportion(hysteresis, [...path, 'hysteresis']);
}

/** Throws unless `strategy` is a name of a strategy or a function. */
export function checkStrategy(strategy: unknown, path: Path): void {
  if (typeof strategy === 'function' || STRATEGIES.includes(strategy)) return;
  throw outOfRange(path, 'None, PreferSameZone, PreferSameNode, TopologyAware or a function', strategy);
}

/** Throws unless the fields that are read are as `measureZoneCapacity` makes them; the error names the field. */
export function checkCapacity(capacity: ZoneCapacity, path: Path): void {
  if (!isPlainObject(capacity) || !Array.isArray(capacity.zones)) {
    throw wrongType(path, 'what measureZoneCapacity makes', capacity);
  }
  const seen = new Set<string>();
  const shares: readonly ZoneShare[] = capacity.zones;
  for (const [index, share] of expectObjects(shares, [...path, 'zones']).entries()) {
    const zone = expectName(share.zone, [...path, 'zones', index, 'zone']);
    if (seen.has(zone)) throw outOfRange([...path, 'zones', index, 'zone'], 'named once', zone);
    seen.add(zone);
    expectProportion(share.ratio, [...path, 'zones', index, 'ratio']);
  }
  if (capacity.problem !== undefined) checkProblem(capacity.problem, [...path, 'problem']);
}

function checkProblem(problem: CapacityProblem, path: Path): void {
  expectObject(problem, path);
  switch (problem.reason) {
    case 'NodeWithoutZone':
    case 'NodeWithoutCPU':
      if (typeof problem.nodeName !== 'string') {
        throw wrongType([...path, 'nodeName'], 'a string', problem.nodeName);
      }
      expectCount(problem.incompleteNodeCount, [...path, 'incompleteNodeCount']);
      return;
    case 'NoUsableNode':
      return;
    case 'OneZone':
      expectName(problem.zone, [...path, 'zone']);
      return;
    default:
      throw outOfRange(
        [...path, 'reason'],
        'a reason that measureZoneCapacity gives',
        (problem as CapacityProblem).reason,
      );
  }
}

/** Throws unless the fields that are read are as in a memory that `planHints` made; the error names the field. */
export function checkMemory(memory: HintsMemory, path: Path): void {
  for (const [addressType, remembered] of Object.entries(expectObject(memory, path))) {
    if (remembered === undefined) continue;
    const { strategy, reason, endpointCountByZone: counts } = expectObject(remembered, [...path, addressType]);
    expectName(strategy, [...path, addressType, 'strategy']);
    expectName(reason, [...path, addressType, 'reason']);
    if (counts === undefined) continue;
    const place = [...path, addressType, 'endpointCountByZone'];
    for (const [zone, count] of Object.entries(expectObject(counts, place))) {
      expectCount(count, [...place, zone]);
    }
  }
}
