import { plannedCreate, plannedDelete, plannedUpdate } from '../../src/slice/planned-write.ts';
import { buildEndpoint, buildSlice } from '../support/build.ts';
import { deepFreeze } from '../support/deep-freeze.ts';
import { applyPlan, type EndpointSlice, type EndpointSliceLike, type Plan, type PlannedWrite } from 'endpointslice';
import { describe, expect, test } from 'vitest';

const [a, b, c] = ['a', 'b', 'c'].map((name) => buildSlice({ name })) as [
  EndpointSliceLike,
  EndpointSliceLike,
  EndpointSliceLike,
];
const fresh: EndpointSlice = {
  apiVersion: 'discovery.k8s.io/v1',
  kind: 'EndpointSlice',
  metadata: { generateName: 'web-', namespace: 'shop' },
  addressType: 'IPv4',
  endpoints: [buildEndpoint()],
  ports: [],
};
const create = plannedCreate(fresh, ['EndpointsAdded']);

function updateOf(before: EndpointSliceLike): PlannedWrite {
  const slice = { ...(before as EndpointSlice), endpoints: [buildEndpoint()] };
  return plannedUpdate(before, slice, ['EndpointsAdded']);
}

function apply(slices: readonly EndpointSliceLike[], writes: readonly PlannedWrite[]): EndpointSliceLike[] {
  const plan: Plan = { writes, unchanged: [] };
  return applyPlan(deepFreeze({ slices, plan, nameSlice: (_: EndpointSlice, index: number) => `new-${index}` }));
}

describe('applyPlan', () => {
  test('creates under the names it is given, updates and deletes; what is left is in order of names', () => {
    const update = updateOf(b);
    const after = apply([c, b, a], [create, update, create, plannedDelete(a, 'NotOwned')]);
    expect(after.map(({ metadata }) => metadata?.name)).toEqual(['b', 'c', 'new-0', 'new-1']);
    expect(after[0]).toEqual({ ...b, endpoints: [buildEndpoint()] });
    expect(after[1]).toBe(c);
    expect(after[2]).toEqual({ ...fresh, metadata: { name: 'new-0', ...fresh.metadata } });
  });

  test('makes one write after the other', () => {
    const gone = plannedDelete(a, 'NotOwned');
    const again = { ...create, slice: { ...create.slice, addressType: 'IPv6' as const } };
    const nameSlice = (): string => 'a';
    const plan = { writes: [gone, again], unchanged: [] };
    expect(applyPlan({ slices: [a], plan, nameSlice }).map(({ addressType }) => addressType)).toEqual(['IPv6']);
    expect(() => applyPlan({ slices: [a], plan: { ...plan, writes: [again] }, nameSlice })).toThrow(
      'applyPlan: nameSlice must be a name that is not in use, got "a"',
    );
  });

  test.each([
    ['an update', updateOf(a)],
    ['a delete', plannedDelete(a, 'NotOwned')],
  ])('refuses %s of a slice that is not there', (_, write) => {
    expect(() => apply([b], [create, write])).toThrow(
      'applyPlan: plan.writes[1].before must be a slice that is there, got "a"',
    );
  });

  test('refuses updates of which two leave a slice without a name', () => {
    const nameless = [a, b].map((before): PlannedWrite => {
      const { name: _, ...metadata } = before.metadata ?? {};
      const slice = { ...before, metadata } as EndpointSlice;
      return plannedUpdate(before, slice, ['LabelsChanged']);
    });
    expect(() => apply([a, b], nameless)).toThrow(
      new RangeError('applyPlan: slices must be slices with different names, got ""'),
    );
  });

  const input = { slices: [a], plan: { writes: [create], unchanged: [] }, nameSlice: () => 'new' };

  test.each<[string, unknown]>([
    ['input must be an object, got undefined', undefined],
    ['plan must be a plan, got undefined', { ...input, plan: undefined }],
    ['nameSlice must be a function, got "x"', { ...input, nameSlice: 'x' }],
    ['nameSlice must be a non-empty string, got ""', { ...input, nameSlice: () => '' }],
    ['slices must be an array, got 5', { ...input, slices: 5 }],
    ['slices[1] must be an object, got null', { ...input, slices: [a, null] }],
    ['slices[0].metadata must be an object, got undefined', { ...input, slices: [{ addressType: 'IPv4' }] }],
    ['slices[0].metadata.name must be a non-empty string, got undefined', { ...input, slices: [{ metadata: {} }] }],
  ])('names what it cannot read: %s', (message, wrong) => {
    expect(() => applyPlan(wrong as never)).toThrow(`applyPlan: ${message}`);
  });
});
