import { expectName, expectObject, expectObjects } from '../internal/expect.ts';
import { outOfRange, type Path, wrongType } from '../internal/invariant.ts';
import { isPlainObject } from '../internal/plain-object.ts';
import { checkProportion } from './check-proportion.ts';
import type { HintsOptions } from './hints-options.ts';
import type { HintsMemory } from './verdict.ts';
import type { ZoneCapacity, ZoneShare } from './zone-capacity.ts';

const STRATEGIES: readonly unknown[] = ['none', 'same-zone', 'same-node', 'proportional'];

/** Throws, naming the option, for a strategy or an option that is none. */
export function checkOptions(options: HintsOptions & { readonly strategy: unknown }, caller: string, path: Path): void {
  const { strategy, capacity, memory, hysteresis } = options;
  if (typeof strategy !== 'function' && !STRATEGIES.includes(strategy)) {
    const wanted = 'none, same-zone, same-node, proportional or a function';
    throw outOfRange(caller, [...path, 'strategy'], wanted, strategy);
  }
  if (capacity !== null && capacity !== undefined) checkCapacity(capacity, caller, [...path, 'capacity']);
  if (memory !== null && memory !== undefined) checkMemory(memory, caller, [...path, 'memory']);
  checkProportion(hysteresis, caller, [...path, 'hysteresis']);
}

/** Throws, naming the field, unless this is what `zoneCapacity` makes. */
export function checkCapacity(capacity: ZoneCapacity, caller: string, path: Path): void {
  if (!isPlainObject(capacity) || !Array.isArray(capacity.zones)) {
    throw wrongType(caller, path, 'what zoneCapacity makes', capacity);
  }
  const shares: readonly ZoneShare[] = capacity.zones;
  for (const [index, share] of expectObjects(shares, caller, [...path, 'zones']).entries()) {
    expectName(share.zone, caller, [...path, 'zones', index, 'zone']);
    checkProportion(share.ratio, caller, [...path, 'zones', index, 'ratio']);
  }
  if (capacity.problem !== undefined) expectObject(capacity.problem, caller, [...path, 'problem']);
}

/** Throws, naming the field, unless this is a memory that `planHints` made. */
export function checkMemory(memory: HintsMemory, caller: string, path: Path): void {
  for (const [addressType, remembered] of Object.entries(expectObject(memory, caller, path))) {
    if (remembered === undefined) continue;
    const { endpointCountByZone: counts } = expectObject(remembered, caller, [...path, addressType]);
    if (counts === undefined) continue;
    const place = [...path, addressType, 'endpointCountByZone'];
    for (const [zone, count] of Object.entries(expectObject(counts, caller, place) as { [zone: string]: unknown })) {
      if (typeof count !== 'number') throw wrongType(caller, [...place, zone], 'a number', count);
    }
  }
}
