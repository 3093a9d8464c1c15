import { checkEndpoints } from '../endpoint/check-endpoint.ts';
import { expectArray, expectName, expectObject, expectText, expectTextOrAbsent } from '../internal/expect.ts';
import { type Path, wrongType } from '../internal/invariant.ts';
import { isPlainObject } from '../internal/plain-object.ts';
import type { EndpointLike, EndpointPortLike, EndpointSliceLike } from '../model/endpoint-slice.ts';
import type { Plan, PlannedWrite, Preconditions } from '../model/plan.ts';
import { checkSliceMetadata } from './check-slice-metadata.ts';

const VERBS: readonly unknown[] = ['create', 'update', 'delete'];

/**
 * Throws unless the value is a plan of slices whose endpoints can be read; the error names the field. Calls `checkMore` for
 * each slice that passes. O(n) for n endpoints.
 */
export function checkPlan(
  plan: Plan,
  checkMore: (slice: EndpointSliceLike, path: Path) => void = () => undefined,
): void {
  if (!isPlainObject(plan)) throw wrongType(['plan'], 'a plan', plan);
  for (const [index, write] of expectArray<PlannedWrite>(plan.writes, ['plan', 'writes']).entries()) {
    const path = ['plan', 'writes', index];
    const { verb, reasons } = expectObject(write, path);
    if (!VERBS.includes(verb)) throw wrongType([...path, 'verb'], 'create, update or delete', verb);
    for (const [place, reason] of expectArray<string>(reasons, [...path, 'reasons']).entries()) {
      expectName(reason, [...path, 'reasons', place]);
    }
    if (write.verb !== 'delete') {
      checkWrittenSlice(write.slice, [...path, 'slice']);
      checkMore(write.slice, [...path, 'slice']);
    }
    if (write.verb === 'delete') {
      expectText(write.namespace, [...path, 'namespace']);
      expectText(write.name, [...path, 'name']);
    }
    if (write.verb !== 'create') {
      checkPreconditions(write.preconditions, [...path, 'preconditions']);
      checkNamedSlice(write.before, [...path, 'before']);
      checkMore(write.before, [...path, 'before']);
    }
  }
  for (const [index, slice] of expectArray(plan.unchanged, ['plan', 'unchanged']).entries()) {
    checkNamedSlice(slice, ['plan', 'unchanged', index]);
    checkMore(slice, ['plan', 'unchanged', index]);
  }
}

/** Throws unless the value is a slice whose name, if any, and endpoints can be read; the error names the field. */
export function checkNamedSlice(slice: EndpointSliceLike, path: Path): void {
  const { addressType, metadata } = expectObject(slice, path);
  expectName(addressType, [...path, 'addressType']);
  if (metadata !== null && metadata !== undefined) checkSliceMetadata(metadata, [...path, 'metadata']);
  checkEndpoints(slice.endpoints, [...path, 'endpoints']);
}

function checkWrittenSlice(slice: EndpointSliceLike, path: Path): void {
  checkNamedSlice(slice, path);
  expectObject(slice.metadata, [...path, 'metadata']);
  expectText(slice.apiVersion, [...path, 'apiVersion']);
  expectText(slice.kind, [...path, 'kind']);
  expectArray(slice.ports as readonly EndpointPortLike[], [...path, 'ports']);
  expectArray(slice.endpoints as readonly EndpointLike[], [...path, 'endpoints']);
}

function checkPreconditions(preconditions: Preconditions, path: Path): void {
  const { uid, resourceVersion } = expectObject(preconditions, path);
  expectTextOrAbsent(uid, [...path, 'uid']);
  expectTextOrAbsent(resourceVersion, [...path, 'resourceVersion']);
}
