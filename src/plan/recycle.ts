import type { EndpointSlice, EndpointSliceLike } from '../model/endpoint-slice.ts';
import type { OwnerReferenceLike } from '../model/meta.ts';
import type { PlannedDelete, PlannedUpdate, PlannedWrite } from '../model/plan.ts';
import { keyOfPorts } from '../ports/port-map-key.ts';
import { plannedUpdate } from '../slice/planned-write.ts';
import { rewriteSlice } from '../slice/rewrite-slice.ts';
import { namesOwner } from '../slice/slice-owner.ts';
import { updateReasons } from '../slice/update-reasons.ts';

/**
 * Turns pairs of a delete and a create of one address type into an update of the slice that was to be deleted: one write
 * instead of two.
 *
 * Only slices of `owner` are reused; without `owner`, all. Creates and deletes are taken in the order in which they are
 * given. The slice keeps its name and its metadata except for labels, and takes everything else from the create. Inputs are
 * not changed. Cost: O(w) for w writes, and copying the metadata.
 *
 * @see k8s.io/endpointslice recycleSlices; docs/rules.md 1.13.1
 */
export function recycleSlices(writes: readonly PlannedWrite[], owner?: OwnerReferenceLike): readonly PlannedWrite[] {
  const free = new Map<string, PlannedDelete[]>();
  for (const write of writes) {
    if (write.verb !== 'delete' || (owner !== undefined && !namesOwner(write.before, owner))) continue;
    const { addressType } = write.before;
    const deletes = free.get(addressType);
    if (deletes === undefined) free.set(addressType, [write]);
    else deletes.push(write);
  }
  if (free.size === 0) return writes;
  for (const deletes of free.values()) deletes.reverse();
  const reused = new Set<PlannedWrite>();
  const recycled = writes.map((write): PlannedWrite => {
    if (write.verb !== 'create') return write;
    const deleted = free.get(write.slice.addressType)?.pop();
    if (deleted === undefined) return write;
    reused.add(deleted);
    return recycle(deleted.before, write.slice);
  });
  return reused.size === 0 ? writes : recycled.filter((write) => !reused.has(write));
}

function recycle(before: EndpointSliceLike, content: EndpointSlice): PlannedUpdate {
  const { endpoints, ports } = content;
  const labels = content.metadata.labels ?? {};
  const changes = {
    added: endpoints.length > 0,
    removed: (before.endpoints?.length ?? 0) > 0,
    ports: keyOfPorts(before.ports) !== keyOfPorts(ports),
  };
  const reasons = updateReasons(before, changes, labels);
  return plannedUpdate(before, rewriteSlice(before, { endpoints, labels, ports }), ['Recycled', ...reasons]);
}
