import { type Path, wrongType } from '../internal/invariant.ts';
import { isPlainObject } from '../internal/plain-object.ts';
import type { EndpointSlice, EndpointSliceLike } from '../model/endpoint-slice.ts';
import { rewriteSlice } from './rewrite-slice.ts';

/**
 * A new v1 slice with everything of another, fields that this library does not know included. Shares nothing with it but
 * times that are objects.
 *
 * @throws TypeError that names the field if something that this library relies on has another type
 */
export function copySlice(slice: EndpointSliceLike, caller: string): EndpointSlice {
  expectRecord(slice, caller, ['slice']);
  const { metadata, addressType } = slice;
  if (typeof addressType !== 'string') throw wrongType(caller, ['slice', 'addressType'], 'a string', addressType);
  if (metadata !== null && metadata !== undefined) expectRecord(metadata, caller, ['slice', 'metadata']);
  for (const [index, endpoint] of expectList(slice.endpoints, caller, ['slice', 'endpoints']).entries()) {
    const path = ['slice', 'endpoints', index];
    expectRecord(endpoint, caller, path);
    expectList(endpoint['addresses'] ?? null, caller, [...path, 'addresses']);
  }
  for (const [index, port] of expectList(slice.ports, caller, ['slice', 'ports']).entries()) {
    expectRecord(port, caller, ['slice', 'ports', index]);
  }
  return rewriteSlice(slice, {});
}

function expectRecord(
  value: unknown,
  caller: string,
  path: Path,
): asserts value is { readonly [key: string]: unknown } {
  if (!isPlainObject(value)) throw wrongType(caller, path, 'an object', value);
}

function expectList(value: unknown, caller: string, path: Path): readonly unknown[] {
  if (value === null || value === undefined) return [];
  if (!Array.isArray(value)) throw wrongType(caller, path, 'an array', value);
  return value;
}
