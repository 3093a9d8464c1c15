import type { PlannedWrite } from '../model/plan.ts';

/**
 * Returns the writes without the creates, for an owner that is being deleted. A create stays if an existing slice hands an
 * endpoint over to it, since the endpoint would be missing otherwise.
 *
 * The reference leaves all creates out (ledger planner/terminating-keeps-endpoints). Cost: O(n) for n endpoints.
 *
 * @see k8s.io/endpointslice Reconciler.finalize; docs/rules.md 1.13.5
 */
export function leaveOutCreates(writes: readonly PlannedWrite[]): readonly PlannedWrite[] {
  if (!writes.some(({ verb }) => verb === 'create')) return writes;
  const listed = new Set<string>();
  for (const write of writes) {
    if (write.verb === 'create') continue;
    for (const { addresses } of write.before.endpoints ?? [])
      for (const address of addresses ?? []) listed.add(address);
  }
  return writes.filter(
    (write) =>
      write.verb !== 'create' ||
      write.slice.endpoints.some(({ addresses }) => addresses.some((address) => listed.has(address))),
  );
}
