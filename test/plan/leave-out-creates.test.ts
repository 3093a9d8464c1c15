import { leaveOutCreates } from '../../src/plan/leave-out-creates.ts';
import { plannedCreate, plannedDelete, plannedUpdate } from '../../src/slice/planned-write.ts';
import { buildSlice } from '../support/build.ts';
import { deepFreeze } from '../support/deep-freeze.ts';
import type { EndpointLike, EndpointSlice, EndpointSliceLike, PlannedWrite } from 'endpointslice';
import { expect, test } from 'vitest';

function sliceOf(name: string, ...addresses: readonly string[]): EndpointSliceLike {
  return buildSlice({ name, endpoints: addresses.map((text) => ({ addresses: text.split(',') })) });
}

function createOf(name: string, ...addresses: readonly string[]): PlannedWrite {
  return plannedCreate(sliceOf(name, ...addresses) as EndpointSlice, ['EndpointsAdded']);
}

const update = plannedUpdate(sliceOf('a', '1', '2,3'), sliceOf('a', '1', '9') as EndpointSlice, ['EndpointsRemoved']);
const gone = plannedDelete(sliceOf('b', '4', '5'), 'EndpointsMoved');

/** The names of the slices that are written. */
function namesAfter(...writes: readonly PlannedWrite[]): string[] {
  return leaveOutCreates(deepFreeze(writes)).map((write) =>
    write.verb === 'delete' ? write.name : (write.slice.metadata.name ?? ''),
  );
}

test('leaveOutCreates keeps of the creates those that take an endpoint over (ledger planner/terminating-keeps-endpoints)', () => {
  const creates = [
    createOf('of-an-update', '7', '2'),
    createOf('of-a-second-address', '8,3'),
    createOf('of-a-delete', '5'),
    createOf('of-what-an-update-adds', '9'),
    createOf('of-nothing', '6', '7'),
    createOf('empty'),
  ];
  expect(namesAfter(...creates, update, gone)).toEqual([
    'of-an-update',
    'of-a-second-address',
    'of-a-delete',
    'a',
    'b',
  ]);
  expect(namesAfter(...creates)).toEqual([]);
  expect(namesAfter(update, gone)).toEqual(['a', 'b']);
});

test('leaveOutCreates reads slices without endpoints, and endpoints without addresses', () => {
  const bare = { addressType: 'IPv4', metadata: { namespace: 'shop', name: 'c' } };
  const endpoints = [{ addresses: null }, {}] as unknown as readonly EndpointLike[];
  const deletes = [bare, { ...bare, endpoints }].map((before) => plannedDelete(before, 'NotOwned'));
  expect(namesAfter(createOf('new', '1'), ...deletes)).toEqual(['c', 'c']);
});
