import type { EndpointReader } from '../model/desired.ts';
import type { EndpointLike } from '../model/endpoint-slice.ts';
import { copyEndpoint } from './copy.ts';
import { endpointsEqualBeyondIdentity } from './equality.ts';
import { isSameEndpoint, smallestAddress } from './identity.ts';

/** Reads desired endpoints that are endpoints already: those of VMs, of other clusters, of Endpoints objects. */
export const endpointReader: EndpointReader<EndpointLike> = {
  address: smallestAddress,
  isSame: isSameEndpoint,
  isUpToDate: endpointsEqualBeyondIdentity,
  toEndpoint: copyEndpoint,
};
