import { enter } from '../../src/internal/door.ts';
import { faultOf } from '../support/fault-of.ts';
import { describe, expect, test } from 'vitest';
import { checkNamedSlice, checkPlan } from '../../src/slice/check-plan.ts';

const slice = {
  apiVersion: 'discovery.k8s.io/v1',
  kind: 'EndpointSlice',
  metadata: { name: 'web-a', namespace: 'shop' },
  addressType: 'IPv4',
  ports: [],
  endpoints: [{ addresses: ['10.0.0.1'] }],
};
const preconditions = { uid: 'u', resourceVersion: '1' };

const created = { verb: 'create', slice, reasons: ['x'] };
const updated = { verb: 'update', slice, before: slice, preconditions, reasons: ['x', 'y'] };
const deleted = { verb: 'delete', namespace: 'shop', name: 'web-a', before: slice, preconditions, reasons: ['x'] };

/** A plan in which there are two writes of every kind. */
const plan = {
  writes: [
    created,
    { verb: 'create', slice: { ...slice, metadata: {} }, reasons: [] },
    updated,
    { ...updated, before: { addressType: 'IPv4' }, preconditions: {}, reasons: [] },
    deleted,
    { ...deleted, reasons: [] },
  ],
  unchanged: [slice, { addressType: 'IPv4', metadata: null, endpoints: null }],
};

function faultOfPlan(value: unknown, check?: Parameters<typeof checkPlan>[1]): string | undefined {
  return faultOf(() => checkPlan(value as never, check));
}

describe('checkPlan', () => {
  test('takes a plan, and asks for each of its slices', () => {
    const asked: unknown[] = [];
    expect(faultOfPlan(plan)).toBeUndefined();
    expect(faultOfPlan(plan, (found, path) => asked.push([found, path]))).toBeUndefined();
    expect(asked).toEqual([
      [slice, ['plan', 'writes', 0, 'slice']],
      [{ ...slice, metadata: {} }, ['plan', 'writes', 1, 'slice']],
      [slice, ['plan', 'writes', 2, 'slice']],
      [slice, ['plan', 'writes', 2, 'before']],
      [slice, ['plan', 'writes', 3, 'slice']],
      [{ addressType: 'IPv4' }, ['plan', 'writes', 3, 'before']],
      [slice, ['plan', 'writes', 4, 'before']],
      [slice, ['plan', 'writes', 5, 'before']],
      [slice, ['plan', 'unchanged', 0]],
      [plan.unchanged[1], ['plan', 'unchanged', 1]],
    ]);
  });

  const withWrites = (...writes: readonly unknown[]): object => ({ ...plan, writes });

  test.each([
    [[], 'plan must be a plan, got an array'],
    [{ ...plan, writes: {} }, 'plan.writes must be an array, got an object'],
    [{ ...plan, unchanged: undefined }, 'plan.unchanged must be an array, got undefined'],
    [withWrites(created, 5), 'plan.writes[1] must be an object, got 5'],
    [withWrites({ ...created, verb: 'patch' }), 'plan.writes[0].verb must be create, update or delete, got "patch"'],
    [withWrites({ ...deleted, reasons: undefined }), 'plan.writes[0].reasons must be an array, got undefined'],
    [withWrites({ ...updated, reasons: ['x', ''] }), 'plan.writes[0].reasons[1] must be a non-empty string, got ""'],
    [withWrites({ ...created, slice: undefined }), 'plan.writes[0].slice must be an object, got undefined'],
    [withWrites({ ...updated, before: undefined }), 'plan.writes[0].before must be an object, got undefined'],
    [withWrites({ ...updated, slice: undefined }), 'plan.writes[0].slice must be an object, got undefined'],
    [
      withWrites({ ...created, slice: { ...slice, apiVersion: undefined } }),
      'plan.writes[0].slice.apiVersion must be a string, got undefined',
    ],
    [
      withWrites({ ...updated, slice: { ...slice, kind: null } }),
      'plan.writes[0].slice.kind must be a string, got null',
    ],
    [
      withWrites({ ...updated, slice: { ...slice, ports: null } }),
      'plan.writes[0].slice.ports must be an array, got null',
    ],
    [withWrites({ ...deleted, namespace: undefined }), 'plan.writes[0].namespace must be a string, got undefined'],
    [withWrites({ ...deleted, name: 5 }), 'plan.writes[0].name must be a string, got 5'],
    [
      withWrites({ ...updated, preconditions: undefined }),
      'plan.writes[0].preconditions must be an object, got undefined',
    ],
    [withWrites({ ...deleted, preconditions: { uid: 5 } }), 'plan.writes[0].preconditions.uid must be a string, got 5'],
    [
      withWrites({ ...updated, preconditions: { resourceVersion: 5 } }),
      'plan.writes[0].preconditions.resourceVersion must be a string, got 5',
    ],
    [
      withWrites({ ...created, slice: { ...slice, metadata: null } }),
      'plan.writes[0].slice.metadata must be an object, got null',
    ],
    [
      withWrites({ ...created, slice: { ...slice, endpoints: null } }),
      'plan.writes[0].slice.endpoints must be an array, got null',
    ],
    [
      withWrites({ ...deleted, before: { ...slice, endpoints: [5] } }),
      'plan.writes[0].before.endpoints[0] must be an object, got 5',
    ],
    [{ ...plan, unchanged: [slice, 5] }, 'plan.unchanged[1] must be an object, got 5'],
  ])('refuses %j, and says where', (value, message) => {
    expect(faultOfPlan(value)).toBe(`caller: ${message}`);
  });
});

describe('checkNamedSlice', () => {
  test.each([
    [5, 'slice must be an object, got 5'],
    [{}, 'slice.addressType must be a non-empty string, got undefined'],
    [{ ...slice, metadata: [] }, 'slice.metadata must be an object, got an array'],
    [{ ...slice, metadata: { name: 5 } }, 'slice.metadata.name must be a string, got 5'],
    [{ ...slice, endpoints: {} }, 'slice.endpoints must be an array, got an object'],
  ])('refuses %j, and says where', (value, message) => {
    expect(() => enter('caller', () => checkNamedSlice(value as never, ['slice']))).toThrow(
      new TypeError(`caller: ${message}`),
    );
  });

  test('takes a slice without a name', () => {
    for (const metadata of [undefined, null, {}, { name: null }]) {
      expect(() => enter('caller', () => checkNamedSlice({ ...slice, metadata }, ['slice']))).not.toThrow();
    }
  });
});
