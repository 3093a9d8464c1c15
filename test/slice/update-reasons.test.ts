import type { UpdateReason } from 'endpointslice';
import { describe, expect, test } from 'vitest';
import { inReasonOrder, type SliceChanges, updateReasons } from '../../src/slice/update-reasons.ts';
import { buildSlice, sliceLabelsOfWeb } from '../support/build.ts';

const slice = buildSlice();

describe('updateReasons', () => {
  test.each<[SliceChanges, UpdateReason[]]>([
    [{}, []],
    [{ added: false, removed: false, changed: false, ports: false }, []],
    [{ added: true }, ['EndpointsAdded']],
    [{ removed: true }, ['EndpointsRemoved']],
    [{ changed: true }, ['EndpointsChanged']],
    [{ ports: true }, ['PortsChanged']],
    [
      { ports: true, changed: true, removed: true, added: true },
      ['EndpointsAdded', 'EndpointsRemoved', 'EndpointsChanged', 'PortsChanged'],
    ],
  ])('lists for %j the reasons %j, and the labels last if they differ', (changes, reasons) => {
    expect(updateReasons(slice, changes, sliceLabelsOfWeb)).toEqual(reasons);
    expect(updateReasons(slice, changes, {})).toEqual([...reasons, 'LabelsChanged']);
  });
});

/** The order in which the documents list the reasons. */
const order: readonly UpdateReason[] = [
  'Recycled',
  'EndpointsAdded',
  'EndpointsRemoved',
  'EndpointsChanged',
  'PortsChanged',
  'LabelsChanged',
  'AnnotationsChanged',
  'OwnerChanged',
  'HintsChanged',
];

describe('inReasonOrder', () => {
  test('lists each reason once, in the order of all updates', () => {
    expect(inReasonOrder([...order].reverse())).toEqual(order);
    expect(inReasonOrder([...order, ...order])).toEqual(order);
    for (const [index, one] of order.entries()) {
      for (const other of order.slice(index + 1)) expect(inReasonOrder([other, one])).toEqual([one, other]);
    }
  });

  test('leaves one reason, or none, as it is', () => {
    for (const reasons of [[], ['PortsChanged']] as const) expect(inReasonOrder(reasons)).toBe(reasons);
    const twice = Object.freeze(['PortsChanged', 'PortsChanged'] as const);
    expect(inReasonOrder(twice)).toEqual(['PortsChanged']);
  });
});
