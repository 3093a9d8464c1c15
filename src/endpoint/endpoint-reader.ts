import { enter } from '../internal/door.ts';
import type { EndpointReader } from '../model/desired.ts';
import type { EndpointLike } from '../model/endpoint-slice.ts';
import { checkEndpoint } from './check-endpoint.ts';
import { copyKnownFields } from './copy-endpoint.ts';
import { isEqualBeyondIdentity } from './endpoint-equality.ts';
import { isSameEndpoint, smallestAddress } from './endpoint-identity.ts';

/**
 * Reads desired endpoints that are in the form of a slice already: those of VMs, of other clusters, of Endpoints objects.
 */
export const endpointReader: EndpointReader<EndpointLike> = {
  address: (item) => enter('endpointReader.address', () => smallestAddress(expectEndpoint(item, 'item'))),
  isSame: (item, endpoint) =>
    enter('endpointReader.isSame', () =>
      isSameEndpoint(expectEndpoint(item, 'item'), expectEndpoint(endpoint, 'endpoint')),
    ),
  isUpToDate: (item, endpoint) =>
    enter('endpointReader.isUpToDate', () =>
      isEqualBeyondIdentity(expectEndpoint(item, 'item'), expectEndpoint(endpoint, 'endpoint')),
    ),
  toEndpoint: (item) => enter('endpointReader.toEndpoint', () => copyKnownFields(expectEndpoint(item, 'item'))),
};

/** Reads desired endpoints as `endpointReader` does, without checking them. */
export const checkedEndpointReader: EndpointReader<EndpointLike> = {
  address: smallestAddress,
  isSame: isSameEndpoint,
  isUpToDate: isEqualBeyondIdentity,
  toEndpoint: copyKnownFields,
};

function expectEndpoint(endpoint: EndpointLike, argument: string): EndpointLike {
  checkEndpoint(endpoint, () => [argument]);
  return endpoint;
}
