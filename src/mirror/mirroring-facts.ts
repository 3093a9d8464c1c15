import { expectName, expectObject, expectTextOrAbsent } from '../internal/expect.ts';
import { outOfRange } from '../internal/invariant.ts';
import type { CoreEndpointsLike, ServiceLike } from '../model/core.ts';
import { MIRRORING_CONTROLLER } from '../model/labels.ts';
import { DEFAULT_MIRRORED_ADDRESSES_PER_SUBSET, MAX_ENDPOINTS_PER_SLICE } from '../model/limits.ts';
import { checkCoreEndpoints } from './check-core-endpoints.ts';

/** What mirroring is asked to do, as callers say it; slices aside. */
export interface MirroringRequest {
  /** Absent when there is no such object (any more). */
  readonly endpoints?: CoreEndpointsLike | null | undefined;
  /** The Service of the same name; absent when there is none. */
  readonly service?: ServiceLike | null | undefined;
  /** Needed only when there is neither an Endpoints object nor a Service to take it from; the same holds for `name`. */
  readonly namespace?: string | undefined;
  readonly name?: string | undefined;
  /** Addresses mirrored from one subset, both families together: from 1 to 1000; 1000 when absent. */
  readonly maxAddressesPerSubset?: number | undefined;
  /** Mirror every address, in as many slices of `maxAddressesPerSubset` as it takes, instead of leaving some out. */
  readonly mirrorAllAddresses?: boolean | undefined;
  /** Write `serving` (as `ready`) and `terminating` (false) too; absent, `serving` means true to consumers. */
  readonly explicitConditions?: boolean | undefined;
  /** The `managed-by` label of slices; kube-controller-manager's mirroring controller's when absent. */
  readonly managedBy?: string | undefined;
}

/** The request, checked, with nothing left open. */
export interface MirroringFacts {
  readonly namespace: string;
  readonly name: string;
  readonly managedBy: string;
  readonly maxAddressesPerSubset: number;
  readonly mirrorAllAddresses: boolean;
  readonly explicitConditions: boolean;
}

/** Reads a request once, with an error that names the field where it is not one. */
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

/** The name or namespace that all who state one agree on. */
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
  if (Number.isInteger(value) && value >= 1 && value <= MAX_ENDPOINTS_PER_SLICE) return value;
  throw outOfRange(['maxAddressesPerSubset'], `a whole number from 1 to ${MAX_ENDPOINTS_PER_SLICE}`, value);
}
