import { copyPlain } from '../internal/plain-object.ts';
import type { Endpoint, EndpointLike, EndpointSlice, EndpointSliceLike } from '../model/endpoint-slice.ts';
import type { Plan, PlannedUpdate } from '../model/plan.ts';

/**
 * The plan in which no endpoint carries hints: for a source that wants none.
 *
 * Hints go from everything that is written, and an unchanged slice that has any becomes an update (reason
 * `hints-changed`). An empty hints object counts. Inputs are not changed; slices without hints are returned as the same
 * objects. Cost: O(n) for n endpoints.
 *
 * @see k8s.io/endpointslice/topologycache RemoveHintsFromSlices; semantics 1.14.4
 */
export function stripHints(plan: Plan): Plan {
  const update: PlannedUpdate[] = plan.update.map((planned) => ({ ...planned, slice: withoutHints(planned.slice) }));
  const unchanged: EndpointSliceLike[] = [];
  for (const before of plan.unchanged) {
    if ((before.endpoints ?? []).some(hasHints)) {
      const slice = withoutHints(copyPlain(before, 'stripHints', ['slice']) as EndpointSlice);
      update.push({ slice, before, reasons: ['hints-changed'] });
    } else {
      unchanged.push(before);
    }
  }
  return {
    create: plan.create.map((planned) => ({ ...planned, slice: withoutHints(planned.slice) })),
    update,
    delete: plan.delete,
    unchanged,
  };
}

function hasHints(endpoint: EndpointLike): boolean {
  return endpoint.hints !== null && endpoint.hints !== undefined;
}

function withoutHints(slice: EndpointSlice): EndpointSlice {
  if (!slice.endpoints.some(hasHints)) return slice;
  return { ...slice, endpoints: slice.endpoints.map(withoutHint) };
}

function withoutHint(endpoint: Endpoint): Endpoint {
  const { hints, ...rest } = endpoint;
  return hints === undefined ? endpoint : rest;
}
