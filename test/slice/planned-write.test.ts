import type { EndpointSlice } from 'endpointslice';
import { describe, expect, test } from 'vitest';
import { plannedCreate, plannedDelete, plannedUpdate } from '../../src/slice/planned-write.ts';
import { buildSlice } from '../support/build.ts';

const before = buildSlice();
const written = buildSlice({ labels: { tier: 'front' } }) as EndpointSlice;
const preconditions = { uid: 'web-a-uid', resourceVersion: '7' };

test('plannedCreate makes a create of the slice and the reasons that it is given', () => {
  expect(plannedCreate(written, ['EndpointsAdded'])).toStrictEqual({
    verb: 'create',
    slice: written,
    reasons: ['EndpointsAdded'],
  });
});

test('plannedUpdate makes an update on condition that the slice is still the one before, reasons in order', () => {
  const update = plannedUpdate(before, written, ['HintsChanged', 'EndpointsAdded', 'HintsChanged']);
  expect(update).toStrictEqual({
    verb: 'update',
    slice: written,
    before,
    preconditions,
    reasons: ['EndpointsAdded', 'HintsChanged'],
  });
});

describe('plannedDelete', () => {
  test('names the slice, on condition that it is still the one before', () => {
    expect(plannedDelete(before, 'NotOwned')).toStrictEqual({
      verb: 'delete',
      namespace: 'shop',
      name: 'web-a',
      before,
      preconditions,
      reasons: ['NotOwned'],
    });
  });

  test.each([
    [undefined, '', {}],
    [null, '', {}],
    [{}, '', {}],
    [{ name: null, namespace: null, uid: null, resourceVersion: null }, '', {}],
    [{ name: 'a', uid: 'u' }, 'a', { uid: 'u' }],
    [{ name: 'a', resourceVersion: '9' }, 'a', { resourceVersion: '9' }],
    [{ name: 'a', uid: '', resourceVersion: '' }, 'a', { uid: '', resourceVersion: '' }],
  ])('asks for what is known of the slice alone: metadata %j', (metadata, name, asked) => {
    const planned = plannedDelete({ addressType: 'IPv4', metadata }, 'NotOwned');
    expect(planned).toMatchObject({ name, namespace: '' });
    expect(planned.preconditions).toStrictEqual(asked);
  });
});
