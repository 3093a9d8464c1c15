import { describe, expect, test } from 'vitest';
import { checkNamedSlice, checkPlan } from '../../src/endpoint/check-plan.ts';

const slice = { metadata: { name: 'web-a' }, addressType: 'IPv4', endpoints: [{ addresses: ['10.0.0.1'] }] };

/** A plan in which every list has two items. */
const plan = {
  create: [
    { slice, reasons: ['x'] },
    { slice: { ...slice, metadata: {} }, reasons: [] },
  ],
  update: [
    { slice, before: slice, reasons: ['x', 'y'] },
    { slice, before: { addressType: 'IPv4' }, reasons: [] },
  ],
  delete: [
    { before: slice, reasons: ['x'] },
    { before: slice, reasons: [] },
  ],
  unchanged: [slice, { addressType: 'IPv4', metadata: null, endpoints: null }],
};

function faultOf(value: unknown, check?: Parameters<typeof checkPlan>[2]): string | undefined {
  try {
    checkPlan(value as never, 'caller', check);
    return undefined;
  } catch (error) {
    expect(error).toBeInstanceOf(TypeError);
    return (error as Error).message;
  }
}

describe('checkPlan', () => {
  test('takes a plan, and asks for each of its slices', () => {
    const asked: unknown[] = [];
    expect(faultOf(plan)).toBeUndefined();
    expect(faultOf(plan, (found, path) => asked.push([found, path]))).toBeUndefined();
    expect(asked).toEqual([
      [slice, ['plan', 'create', 0, 'slice']],
      [plan.create[1]?.slice, ['plan', 'create', 1, 'slice']],
      [slice, ['plan', 'update', 0, 'slice']],
      [slice, ['plan', 'update', 0, 'before']],
      [slice, ['plan', 'update', 1, 'slice']],
      [plan.update[1]?.before, ['plan', 'update', 1, 'before']],
      [slice, ['plan', 'delete', 0, 'before']],
      [slice, ['plan', 'delete', 1, 'before']],
      [slice, ['plan', 'unchanged', 0]],
      [plan.unchanged[1], ['plan', 'unchanged', 1]],
    ]);
  });

  test.each([
    [[], 'plan must be a plan, got an array'],
    [{ ...plan, create: {} }, 'plan.create must be an array, got an object'],
    [{ ...plan, update: null }, 'plan.update must be an array, got null'],
    [{ ...plan, delete: 5 }, 'plan.delete must be an array, got 5'],
    [{ ...plan, unchanged: undefined }, 'plan.unchanged must be an array, got undefined'],
    [{ ...plan, create: [plan.create[0], 5] }, 'plan.create[1] must be an object, got 5'],
    [{ ...plan, delete: [{ before: slice }] }, 'plan.delete[0].reasons must be an array, got undefined'],
    [
      { ...plan, update: [{ ...plan.update[0], reasons: ['x', ''] }] },
      'plan.update[0].reasons[1] must be a non-empty string, got ""',
    ],
    [{ ...plan, create: [{ reasons: [] }] }, 'plan.create[0].slice must be an object, got undefined'],
    [{ ...plan, update: [{ reasons: [], slice }] }, 'plan.update[0].before must be an object, got undefined'],
    [{ ...plan, update: [{ reasons: [], before: slice }] }, 'plan.update[0].slice must be an object, got undefined'],
    [
      { ...plan, create: [{ reasons: [], slice: { ...slice, metadata: null } }] },
      'plan.create[0].slice.metadata must be an object, got null',
    ],
    [
      { ...plan, create: [{ reasons: [], slice: { ...slice, endpoints: null } }] },
      'plan.create[0].slice.endpoints must be an array, got null',
    ],
    [
      { ...plan, delete: [{ reasons: [], before: { ...slice, endpoints: [5] } }] },
      'plan.delete[0].before.endpoints[0] must be an object, got 5',
    ],
    [{ ...plan, unchanged: [slice, 5] }, 'plan.unchanged[1] must be an object, got 5'],
  ])('refuses %j, and says where', (value, message) => {
    expect(faultOf(value)).toBe(`caller: ${message}`);
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
    expect(() => checkNamedSlice(value as never, 'caller', ['slice'])).toThrow(new TypeError(`caller: ${message}`));
  });

  test('takes a slice without a name', () => {
    for (const metadata of [undefined, null, {}, { name: null }]) {
      expect(() => checkNamedSlice({ ...slice, metadata }, 'caller', ['slice'])).not.toThrow();
    }
  });
});
