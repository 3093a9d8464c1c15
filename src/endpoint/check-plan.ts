import { expectArray, expectName, expectObject, expectTextOrAbsent } from '../internal/expect.ts';
import { type Path, wrongType } from '../internal/invariant.ts';
import { isPlainObject } from '../internal/plain-object.ts';
import type { EndpointLike, EndpointSliceLike } from '../model/endpoint-slice.ts';
import type { Plan, PlannedWrite } from '../model/plan.ts';
import { checkEndpoints } from './check-endpoint.ts';

const VERBS: readonly unknown[] = ['create', 'update', 'delete'];

/**
 * Throws, naming the field, unless this is a plan of slices whose endpoints can be read. `checkMore` is asked for
 * each slice for which that is so. O(n) for n endpoints.
 */
export function checkPlan(
  plan: Plan,
  caller: string,
  checkMore: (slice: EndpointSliceLike, path: Path) => void = () => undefined,
): void {
  if (!isPlainObject(plan)) throw wrongType(caller, ['plan'], 'a plan', plan);
  for (const [index, write] of expectArray<PlannedWrite>(plan.writes, caller, ['plan', 'writes']).entries()) {
    const path = ['plan', 'writes', index];
    const { verb, reasons } = expectObject(write, caller, path);
    if (!VERBS.includes(verb)) throw wrongType(caller, [...path, 'verb'], 'create, update or delete', verb);
    for (const [place, reason] of expectArray<string>(reasons, caller, [...path, 'reasons']).entries()) {
      expectName(reason, caller, [...path, 'reasons', place]);
    }
    if (write.verb !== 'delete') {
      checkWrittenSlice(write.slice, caller, [...path, 'slice']);
      checkMore(write.slice, [...path, 'slice']);
    }
    if (write.verb !== 'create') {
      checkNamedSlice(write.before, caller, [...path, 'before']);
      checkMore(write.before, [...path, 'before']);
    }
  }
  for (const [index, slice] of expectArray(plan.unchanged, caller, ['plan', 'unchanged']).entries()) {
    checkNamedSlice(slice, caller, ['plan', 'unchanged', index]);
    checkMore(slice, ['plan', 'unchanged', index]);
  }
}

/** Throws, naming the field, unless this is a slice whose name, if any, and endpoints can be read. */
export function checkNamedSlice(slice: EndpointSliceLike, caller: string, path: Path): void {
  const { addressType, metadata } = expectObject(slice, caller, path);
  expectName(addressType, caller, [...path, 'addressType']);
  if (metadata !== null && metadata !== undefined) {
    const name = [...path, 'metadata', 'name'];
    expectTextOrAbsent(expectObject(metadata, caller, [...path, 'metadata']).name, caller, name);
  }
  checkEndpoints(slice.endpoints, caller, [...path, 'endpoints']);
}

function checkWrittenSlice(slice: EndpointSliceLike, caller: string, path: Path): void {
  checkNamedSlice(slice, caller, path);
  expectObject(slice.metadata, caller, [...path, 'metadata']);
  expectArray(slice.endpoints as readonly EndpointLike[], caller, [...path, 'endpoints']);
}
