/** Reads and checks what mirroring is asked to do. */

import { expectName, expectObject, expectTextOrAbsent } from '../internal/expect.ts';
import { outOfRange } from '../internal/invariant.ts';
import type { CoreEndpointsLike, ServiceLike } from '../model/core.ts';
import { MIRRORING_CONTROLLER } from '../model/labels.ts';
import { DEFAULT_MIRRORED_ADDRESSES_PER_SUBSET } from '../model/limits.ts';
import { checkCoreEndpoints } from './check-core-endpoints.ts';
import { checkMaximum } from '../slice/check-slice.ts';

/** What mirroring is asked to do, as callers say it; slices aside. */
export interface MirroringRequest {
  /** Absent if the object does not exist, or no longer exists. */
  readonly endpoints?: CoreEndpointsLike | null | undefined;
  /** The Service of the same name; absent if it does not exist. */
  readonly service?: ServiceLike | null | undefined;
  /** Needed only if there is neither an Endpoints object nor a Service to take it from. */
  readonly namespace?: string | undefined;
  /** Needed only if there is neither an Endpoints object nor a Service to take it from. */
  readonly name?: string | undefined;
  /** The most addresses mirrored from one subset, both families together: from 1 to 1000, default 1000. */
  readonly maxAddressesPerSubset?: number | undefined;
  /**
   * Whether to mirror every address, in as many slices of `maxAddressesPerSubset` as needed, instead of leaving some out;
   * default false.
   */
  readonly mirrorAllAddresses?: boolean | undefined;
  /**
   * Whether to write `serving` (as `ready`) and `terminating` (false) too; default false. Consumers take an absent `serving`
   * as true.
   */
  readonly explicitConditions?: boolean | undefined;
  /** The `managed-by` label of slices; default: that of kube-controller-manager's mirroring controller. */
  readonly managedBy?: string | undefined;
}

/** The checked request, with the default of every absent field. */
export interface MirroringFacts {
  readonly namespace: string;
  readonly name: string;
  readonly managedBy: string;
  readonly maxAddressesPerSubset: number;
  readonly mirrorAllAddresses: boolean;
  readonly explicitConditions: boolean;
}

/** Reads a request once; throws if a field is invalid, and names it. */
export function readMirroring(request: MirroringRequest): MirroringFacts {
  const { endpoints, service } = request;
  if (endpoints !== null && endpoints !== undefined) checkCoreEndpoints(endpoints);
  if (service !== null && service !== undefined) {
    expectObject(expectObject(service, ['service']).metadata ?? {}, ['service', 'metadata']);
    expectObject(service.spec ?? {}, ['service', 'spec']);
  }
  return {
    namespace: readIdentity(request, 'namespace'),
    name: readIdentity(request, 'name'),
    managedBy: expectName(request.managedBy ?? MIRRORING_CONTROLLER, ['managedBy']),
    maxAddressesPerSubset: readMaximum(request.maxAddressesPerSubset),
    mirrorAllAddresses: request.mirrorAllAddresses === true,
    explicitConditions: request.explicitConditions === true,
  };
}

/** Returns the name or namespace; throws if two of the request, the Endpoints and the Service name different ones. */
function readIdentity(request: MirroringRequest, field: 'namespace' | 'name'): string {
  const stated = [
    { path: [field], value: request[field] },
    { path: ['endpoints', 'metadata', field], value: request.endpoints?.metadata?.[field] },
    { path: ['service', 'metadata', field], value: request.service?.metadata?.[field] },
  ].filter(({ path, value }) => expectTextOrAbsent(value, path) !== '');
  const identity = expectName(stated[0]?.value, [field]);
  const other = stated.find(({ value }) => value !== identity);
  if (other !== undefined) throw outOfRange(other.path, JSON.stringify(identity), other.value);
  return identity;
}

function readMaximum(maximum: number | undefined): number {
  const value = maximum ?? DEFAULT_MIRRORED_ADDRESSES_PER_SUBSET;
  checkMaximum(value, ['maxAddressesPerSubset']);
  return value;
}
