import type { EndpointSliceLike, PlannedWrite } from 'endpointslice';

/** The slices after some writes, as a server that gives them names and uids would have them. */
export function applyWrites(
  slices: readonly EndpointSliceLike[],
  writes: readonly PlannedWrite[],
  serial: number,
): EndpointSliceLike[] {
  const byName = new Map(slices.map((slice) => [slice.metadata?.name ?? '', slice]));
  for (const [index, write] of writes.entries()) {
    if (write.verb === 'delete') byName.delete(write.name);
    else if (write.verb === 'update') byName.set(write.slice.metadata.name, write.slice);
    else {
      const name = `${write.slice.metadata.generateName}${serial}-${index}`;
      const metadata = { ...write.slice.metadata, name, uid: name, resourceVersion: '1' };
      byName.set(name, { ...write.slice, metadata });
    }
  }
  return [...byName.values()];
}
