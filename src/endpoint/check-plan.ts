import { expectArray, expectName, expectObject, expectText, expectTextOrAbsent } from '../internal/expect.ts';
import { type Path, wrongType } from '../internal/invariant.ts';
import { isPlainObject } from '../internal/plain-object.ts';
import type { EndpointLike, EndpointPortLike, EndpointSliceLike } from '../model/endpoint-slice.ts';
import type { Plan, PlannedWrite, Preconditions } from '../model/plan.ts';
import { checkEndpoints } from './check-endpoint.ts';
import { checkMetadata } from './check-metadata.ts';

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
    if (write.verb === 'delete') {
      expectText(write.namespace, caller, [...path, 'namespace']);
      expectText(write.name, caller, [...path, 'name']);
    }
    if (write.verb !== 'create') {
      checkPreconditions(write.preconditions, caller, [...path, 'preconditions']);
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
  if (metadata !== null && metadata !== undefined) checkMetadata(metadata, caller, [...path, 'metadata']);
  checkEndpoints(slice.endpoints, caller, [...path, 'endpoints']);
}

function checkWrittenSlice(slice: EndpointSliceLike, caller: string, path: Path): void {
  checkNamedSlice(slice, caller, path);
  expectObject(slice.metadata, caller, [...path, 'metadata']);
  expectText(slice.apiVersion, caller, [...path, 'apiVersion']);
  expectText(slice.kind, caller, [...path, 'kind']);
  expectArray(slice.ports as readonly EndpointPortLike[], caller, [...path, 'ports']);
  expectArray(slice.endpoints as readonly EndpointLike[], caller, [...path, 'endpoints']);
}

function checkPreconditions(preconditions: Preconditions, caller: string, path: Path): void {
  const { uid, resourceVersion } = expectObject(preconditions, caller, path);
  expectTextOrAbsent(uid, caller, [...path, 'uid']);
  expectTextOrAbsent(resourceVersion, caller, [...path, 'resourceVersion']);
}
