import type { CoreEndpointsLike } from 'endpointslice';
import { editByHand, type History, isMasked } from '../history.ts';
import { type OurWrites, readWrites } from './compare-writes.ts';
import type { MirrorCase } from './mirror.ts';

/** Endpoints of one name over many syncs: subsets come and go, labels change, the Service and the Endpoints too. */
export const mirrorHistory: History<MirrorCase, OurWrites> = {
  slicesOf: ({ slices }) => slices,
  writesOfOurs: (ours) => ours,
  writesOfReference: readWrites,
  next: ({ current, other, what, mask, slices }) => {
    const next: MirrorCase = { ...current, slices };
    if (what === 'workload') return { ...next, endpoints: changeSubsets(current.endpoints, other.endpoints, mask) };
    if (what === 'ports') return { ...next, endpoints: changePorts(current.endpoints, other.endpoints, mask) };
    if (what === 'source') return { ...next, endpoints: other.endpoints, service: other.service };
    if (what === 'surroundings') return { ...next, maxEndpointsPerSubset: other.maxEndpointsPerSubset };
    if (what === 'hand edit') return { ...next, slices: editByHand(slices, other.slices, mask) };
    return next;
  },
};

function changeSubsets(
  endpoints: CoreEndpointsLike | null,
  other: CoreEndpointsLike | null,
  mask: number,
): CoreEndpointsLike | null {
  if (endpoints === null || other === null) return other;
  const subsets = [
    ...(endpoints.subsets ?? []).filter((_, index) => !isMasked(mask >> 3, index)),
    ...(other.subsets ?? []).filter((_, index) => isMasked(mask, index)),
  ];
  return { ...endpoints, subsets };
}

/** The addresses stay, their ports become those of the other subsets. */
function changePorts(
  endpoints: CoreEndpointsLike | null,
  other: CoreEndpointsLike | null,
  mask: number,
): CoreEndpointsLike | null {
  if (endpoints === null || other === null) return endpoints;
  const subsets = (endpoints.subsets ?? []).map((subset, index) =>
    isMasked(mask, index) ? { ...subset, ports: other.subsets?.[index]?.ports ?? subset.ports } : subset,
  );
  return { ...endpoints, subsets };
}
