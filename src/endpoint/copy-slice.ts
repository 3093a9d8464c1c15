import { expectArrayOrAbsent, expectObject } from '../internal/expect.ts';
import { wrongType } from '../internal/invariant.ts';
import type { EndpointSlice, EndpointSliceLike } from '../model/endpoint-slice.ts';
import { rewriteSlice } from './rewrite-slice.ts';

/**
 * A new v1 slice with everything of another, fields that this library does not know included. Shares nothing with it but
 * times that are objects.
 *
 * @throws TypeError that names the field if something that this library relies on has another type
 */
export function copySlice(slice: EndpointSliceLike, caller: string): EndpointSlice {
  expectObject(slice, caller, ['slice']);
  const { metadata, addressType } = slice;
  if (typeof addressType !== 'string') throw wrongType(caller, ['slice', 'addressType'], 'a string', addressType);
  if (metadata !== null && metadata !== undefined) expectObject(metadata, caller, ['slice', 'metadata']);
  for (const [index, endpoint] of expectArrayOrAbsent(slice.endpoints, caller, ['slice', 'endpoints']).entries()) {
    const path = ['slice', 'endpoints', index];
    expectObject(endpoint, caller, path);
    expectArrayOrAbsent(endpoint.addresses, caller, [...path, 'addresses']);
  }
  for (const [index, port] of expectArrayOrAbsent(slice.ports, caller, ['slice', 'ports']).entries()) {
    expectObject(port, caller, ['slice', 'ports', index]);
  }
  return rewriteSlice(slice, {});
}
