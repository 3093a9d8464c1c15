import {
  applyPlan,
  type CoreEndpointsLike,
  type EndpointSliceLike,
  type ObjectMetaLike,
  type Plan,
  type ServiceLike,
} from 'endpointslice';
import { LABEL_MANAGED_BY, LABEL_SERVICE_NAME, MIRRORING_CONTROLLER } from 'endpointslice/well-known';
import { deepFreeze } from './deep-freeze.ts';
import { sliceOf } from './slice-of.ts';
import { readSubsets } from './subset-text.ts';

/** A Service without a selector. */
export const service: ServiceLike = deepFreeze({ metadata: { namespace: 'ns', name: 'db' }, spec: {} });

/** Endpoints of that Service, subsets in the notation of `readSubsets`. */
export function endpointsOf(subsets: readonly string[], metadata: ObjectMetaLike = {}): CoreEndpointsLike {
  return deepFreeze({
    metadata: { namespace: 'ns', name: 'db', uid: 'u1', ...metadata },
    subsets: readSubsets(...subsets),
  });
}

/** A slice that mirrors those Endpoints, its content as text: see `sliceOf`. */
export function mirroredSlice(name: string, text: string, metadata: ObjectMetaLike = {}): EndpointSliceLike {
  const owner = {
    apiVersion: 'v1',
    kind: 'Endpoints',
    name: 'db',
    uid: 'u1',
    controller: true,
    blockOwnerDeletion: true,
  };
  const labels = { [LABEL_SERVICE_NAME]: 'db', [LABEL_MANAGED_BY]: MIRRORING_CONTROLLER };
  return sliceOf({ name, namespace: 'ns', text, metadata: { labels, ownerReferences: [owner], ...metadata } });
}

/** The slices after a plan, new ones named `new-0`, `new-1` … */
export function slicesAfter(slices: readonly EndpointSliceLike[], plan: Plan): readonly EndpointSliceLike[] {
  const taken = new Set(slices.map(({ metadata }) => metadata?.name));
  let next = 0;
  const nameSlice = (): string => {
    while (taken.has(`new-${next}`)) next += 1;
    const name = `new-${next}`;
    next += 1;
    return name;
  };
  return deepFreeze(applyPlan({ slices, plan, nameSlice }));
}

/** Addresses of slices, one line each, as the `text` of `sliceOf`; slices in order. */
export function printSlices(slices: readonly EndpointSliceLike[]): string[] {
  return slices.map(({ addressType, endpoints, ports }) => {
    const words = (endpoints ?? []).map(
      ({ addresses, conditions }) => `${conditions?.ready === false ? '!' : ''}${(addresses ?? []).join()}`,
    );
    const portWords = (ports ?? []).map(({ name, protocol, port }) =>
      [name, protocol === 'TCP' ? '' : protocol, port].filter((part) => part !== '').join('/'),
    );
    return `${addressType} ${words.join(' ')} : ${portWords.sort().join(' ')}`;
  });
}
