import { checkEndpoint } from '../endpoint/check-endpoint.ts';
import {
  expectArray,
  expectArrayOrAbsent,
  expectName,
  expectObject,
  expectObjects,
  expectTextOrAbsent,
} from '../internal/expect.ts';
import { outOfRange, type Path, wrongType } from '../internal/invariant.ts';
import { isPlainObject } from '../internal/plain-object.ts';
import type { EndpointLike, EndpointSliceLike } from '../model/endpoint-slice.ts';
import type { Plan } from '../model/plan.ts';
import { checkProportion } from './check-proportion.ts';
import type { HintsOptions } from './hints-options.ts';
import type { HintsMemory } from './verdict.ts';
import type { ZoneCapacity, ZoneShare } from './zone-capacity.ts';

/** Throws, naming the field, unless this is a plan of slices whose endpoints can be read. O(n) for n endpoints. */
export function checkPlan(plan: Plan, caller: string): void {
  if (!isPlainObject(plan)) throw wrongType(caller, ['plan'], 'a plan', plan);
  for (const list of ['create', 'update'] as const) {
    for (const [index, planned] of expectArray<Plan[typeof list][number]>(plan[list], caller, [
      'plan',
      list,
    ]).entries()) {
      const path = ['plan', list, index, 'slice'];
      const { slice } = expectObject(planned, caller, ['plan', list, index]);
      checkSlice(slice, caller, path);
      expectObject(slice.metadata, caller, [...path, 'metadata']);
      expectArray(slice.endpoints, caller, [...path, 'endpoints']);
    }
  }
  for (const [index, slice] of expectArray(plan.unchanged, caller, ['plan', 'unchanged']).entries()) {
    checkSlice(slice, caller, ['plan', 'unchanged', index]);
  }
  expectArray(plan.delete, caller, ['plan', 'delete']);
}

/** Throws, naming the field, unless this is a slice whose endpoints can be read. */
export function checkSlice(slice: EndpointSliceLike, caller: string, path: Path): void {
  const { addressType, metadata } = expectObject(slice, caller, path);
  expectName(addressType, caller, [...path, 'addressType']);
  if (metadata !== null && metadata !== undefined) {
    expectTextOrAbsent(expectObject(metadata, caller, [...path, 'metadata']).name, caller, [
      ...path,
      'metadata',
      'name',
    ]);
  }
  const endpoints = expectArrayOrAbsent(slice.endpoints, caller, [...path, 'endpoints']);
  for (let index = 0; index < endpoints.length; index += 1) {
    checkEndpoint(endpoints[index] as EndpointLike, caller, () => [...path, 'endpoints', index]);
  }
}

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
