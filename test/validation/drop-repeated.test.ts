import { validateEndpointSlice } from 'endpointslice/schema';
import { expect, test } from 'vitest';
import { issuesOf, sliceWith, sliceWithMetadata } from '../support/issues-of.ts';

const owner = { apiVersion: 'v1', kind: 'Service', name: 'web', uid: 'u', controller: true };

/** Slices that are wrong in the same way twice, where the path does not tell the two apart. */
const twiceWrong: readonly [what: string, slice: unknown][] = [
  ['an address', sliceWith({ addressType: 'IPv6', endpoints: [{ addresses: ['10.0.0.1', '10.0.0.1'] }] })],
  ['the value of a label', sliceWithMetadata({ labels: { a: 'b-', c: 'b-' } })],
  ['half a character in one', sliceWithMetadata({ labels: { a: '\ud800', c: '\ud801' } })],
  ['a finalizer', sliceWithMetadata({ finalizers: ['/a', '/a'] })],
  ['a controller', sliceWithMetadata({ ownerReferences: [owner, owner, { ...owner, uid: 'v' }] })],
];

test.each(twiceWrong)('the same about %s is said once, in 1.36 as often as it is so', (_, slice) => {
  const [issue, ...others] = issuesOf(slice, { kubernetes: '1.36' });
  expect(others).toEqual([issue]);
  expect(issuesOf(slice)).toEqual([issue]);
});

test('the same about another endpoint or another key is something else', () => {
  const endpoint = { addresses: ['10.0.0.1', '10.0.0.2', '10.0.0.1'] };
  expect(issuesOf(sliceWith({ addressType: 'IPv6', endpoints: [endpoint, endpoint] }))).toHaveLength(4);
  const topology = { a: 'b-', c: 'b-' };
  const endpoints = [{ addresses: ['10.0.0.1'], deprecatedTopology: topology }];
  expect(issuesOf(sliceWith({ endpoints }), { mode: 'object' })).toHaveLength(1);
  expect(issuesOf(sliceWith({ endpoints }), { mode: 'object', kubernetes: '1.36' })).toHaveLength(2);
  expect(issuesOf(sliceWithMetadata({ labels: { 'a-': 'b-', 'b-': 'a-' } }))).toHaveLength(4);
});

test('many controllers beside one of a long name do not take quadratic time', () => {
  const ownerReferences = Array.from({ length: 20_000 }, (__, index) => ({ ...owner, name: `x${index}` }));
  ownerReferences[0] = { ...owner, name: 'y'.repeat(1_000_000) };
  const start = performance.now();
  expect(validateEndpointSlice(sliceWithMetadata({ ownerReferences }))).toHaveLength(1000);
  expect(performance.now() - start).toBeLessThan(10_000);
});
