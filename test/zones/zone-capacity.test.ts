import type { NodeLike } from 'endpointslice';
import { type ZoneCapacity, measureZoneCapacity } from 'endpointslice/hints';
import { describe, expect, test } from 'vitest';
import { node } from '../support/arbitraries/hints.ts';
import { deepFreeze } from '../support/deep-freeze.ts';

function withLabel(one: NodeLike, label: string): NodeLike {
  return { ...one, metadata: { ...one.metadata, labels: { ...one.metadata?.labels, [label]: '' } } };
}

/** Ratios by zone, or the reason why there are none. */
function ratios(capacity: ZoneCapacity): unknown {
  return capacity.problem?.reason ?? Object.fromEntries(capacity.zones.map(({ zone, ratio }) => [zone, ratio]));
}

const a = node('n-a', 'a', '1000m');
const b = node('n-b', 'b', '1000m');

describe('measureZoneCapacity', () => {
  test.each<[string, NodeLike[], unknown]>([
    ['no nodes', [], 'NoUsableNode'],
    ['one node', [a], 'OneZone'],
    ['two nodes of one zone', [a, node('n', 'a', '1')], 'OneZone'],
    ['two zones', [a, b], { a: 0.5, b: 0.5 }],
    ['two zones, of which one has no ready node', [node('n', 'a', '1', false), b], 'OneZone'],
    [
      'two zones, of which one has the control plane',
      [a, withLabel(b, 'node-role.kubernetes.io/control-plane')],
      'OneZone',
    ],
    ['two zones and a node that is not ready', [a, b, node('n', 'b', '1', false)], { a: 0.5, b: 0.5 }],
    [
      'two zones and a master',
      [a, b, withLabel(node('n', 'b', '1'), 'node-role.kubernetes.io/master')],
      { a: 0.5, b: 0.5 },
    ],
    [
      'three zones of several nodes',
      [
        a,
        node('1', 'a', '1'),
        node('2', 'a', '1'),
        node('3', 'a', '2'),
        node('4', 'b', '3'),
        node('5', 'b', '1500m'),
        node('6', 'c', '.5'),
      ],
      { a: 0.5, b: 0.45, c: 0.05 },
    ],
  ])('sees %s as the reference does (rule 1.15.1, upstream TestSetNodes)', (_, nodes, wanted) => {
    expect(ratios(measureZoneCapacity(nodes))).toEqual(wanted);
  });

  test('says the same as often as it is asked, and leaves nodes alone (ledger hints/nodes-left-alone)', () => {
    const many = ['a', 'a', 'b'].map((zone, index) => node(`${index}`, zone, '1.0000000001'));
    const first = measureZoneCapacity(deepFreeze(many));
    expect(measureZoneCapacity(many)).toEqual(first);
    expect(many[0]?.status?.allocatable).toEqual({ cpu: '1.0000000001' });
  });

  test('goes by the first Ready condition of a node (rule 1.15.1)', () => {
    const conditions = (...statuses: string[]): NodeLike => ({
      ...a,
      status: { allocatable: { cpu: '1' }, conditions: statuses.map((status) => ({ type: 'Ready', status })) },
    });
    expect(measureZoneCapacity([conditions('True', 'False'), b]).nodeCount).toBe(2);
    expect(measureZoneCapacity([conditions('False', 'True'), b]).nodeCount).toBe(1);
    expect(measureZoneCapacity([conditions('Unknown'), b]).nodeCount).toBe(1);
    expect(measureZoneCapacity([conditions(), b]).nodeCount).toBe(1);
  });

  test.each<[string, NodeLike, object]>([
    ['a zone', node('n-0', '', '4'), { reason: 'NodeWithoutZone', nodeName: 'n-0', incompleteNodeCount: 1 }],
    ['CPU', node('n-0', 'a', '0'), { reason: 'NodeWithoutCPU', nodeName: 'n-0', incompleteNodeCount: 1 }],
    [
      'an amount of CPU',
      { ...a, status: { conditions: [{ type: 'Ready', status: 'True' }] } },
      { reason: 'NodeWithoutCPU', nodeName: 'n-a', incompleteNodeCount: 1 },
    ],
  ])('gives up on the cluster for one ready node without %s, and names it (rule 1.15.2)', (_, broken, problem) => {
    expect(measureZoneCapacity([b, broken, node('n', 'c', '1')]).problem).toEqual(problem);
  });

  test('does not mind nodes without zone or CPU that do not count', () => {
    const idle = withLabel(node('m', '', '0'), 'node-role.kubernetes.io/master');
    expect(ratios(measureZoneCapacity([a, b, idle, node('down', '', '0', false)]))).toEqual({ a: 0.5, b: 0.5 });
  });

  test('says of each zone what its nodes can carry', () => {
    const nodes = [node('1', 'b', '1500m'), node('2', 'a', '250m'), node('3', 'b', '250m')];
    expect(measureZoneCapacity(nodes)).toStrictEqual({
      zones: [
        { zone: 'a', nodeCount: 1, milliCPU: 250, ratio: 0.125 },
        { zone: 'b', nodeCount: 2, milliCPU: 1750, ratio: 0.875 },
      ],
      nodeCount: 3,
      ignoredNodes: [],
    });
    expect(measureZoneCapacity([...nodes, node('z', '', '1'), node('y', 'a', '0')])).toMatchObject({
      nodeCount: 3,
      ignoredNodes: [],
      problem: { reason: 'NodeWithoutCPU', nodeName: 'y', incompleteNodeCount: 2 },
    });
    const tolerant = { ignoreIncompleteNodesBelow: 0.5 };
    expect(measureZoneCapacity([...nodes, node('z', '', '1'), node('y', 'a', '0')], tolerant)).toMatchObject({
      nodeCount: 3,
      ignoredNodes: ['y', 'z'],
    });
  });

  test('reads nodes of which something is missing', () => {
    const { status } = a;
    expect(measureZoneCapacity([{}, { metadata: null, status: null }, { status: { conditions: null } }])).toStrictEqual(
      {
        zones: [],
        nodeCount: 0,
        ignoredNodes: [],
        problem: { reason: 'NoUsableNode' },
      },
    );
    expect(measureZoneCapacity([{ status }]).problem).toEqual({
      reason: 'NodeWithoutZone',
      nodeName: '',
      incompleteNodeCount: 1,
    });
    const conditions = status?.conditions;
    for (const allocatable of [undefined, null, {}, [], 'x', { cpu: true }, { cpu: ['3'] }]) {
      const bare = { ...a, status: { conditions, allocatable } } as NodeLike;
      expect(measureZoneCapacity([bare, b]).problem).toMatchObject({ reason: 'NodeWithoutCPU', nodeName: 'n-a' });
    }
    expect(ratios(measureZoneCapacity([{ ...a, status: { conditions, allocatable: { cpu: 3 } } }, b]))).toEqual({
      a: 0.75,
      b: 0.25,
    });
    expect(
      ratios(measureZoneCapacity([{ ...a, status: { ...status, conditions: [{ type: 'Disk', status: 'True' }] } }, b])),
    ).toBe('OneZone');
  });

  test('does not take a label without a value for that of the control plane', () => {
    const label = { 'node-role.kubernetes.io/control-plane': null, 'node-role.kubernetes.io/master': null };
    const marked = { ...a, metadata: { ...a.metadata, labels: { ...a.metadata?.labels, ...label } } };
    expect(ratios(measureZoneCapacity([marked, b]))).toEqual({ a: 0.5, b: 0.5 });
  });

  test('names the first incomplete node by name, and says how many there are', () => {
    const nodes = [a, b, node('z', '', '4'), node('c', '', '4'), node('d', 'a', '0')];
    const problem = { reason: 'NodeWithoutZone', nodeName: 'c', incompleteNodeCount: 3 };
    expect(measureZoneCapacity(nodes).problem).toEqual(problem);
    expect(measureZoneCapacity([...nodes].reverse())).toEqual(measureZoneCapacity(nodes));
  });

  test('ignores incomplete nodes below a proportion, if asked to', () => {
    const nodes = [
      ...Array.from({ length: 9 }, (_, index) => node(`n-${index}`, 'ab'[index % 2] ?? '', '4')),
      node('x', '', '4'),
    ];
    const tolerant = measureZoneCapacity(nodes, { ignoreIncompleteNodesBelow: 0.11 });
    expect(tolerant.problem).toBeUndefined();
    expect(tolerant.ignoredNodes).toEqual(['x']);
    expect(measureZoneCapacity(nodes, { ignoreIncompleteNodesBelow: 0.1 }).problem?.reason).toBe('NodeWithoutZone');
    expect(measureZoneCapacity(nodes).problem?.reason).toBe('NodeWithoutZone');
    expect(measureZoneCapacity([node('x', '', '4')], { ignoreIncompleteNodesBelow: 1 }).problem?.reason).toBe(
      'NodeWithoutZone',
    );
  });

  test('sums CPU exactly and rounds once (rule 0.2.5)', () => {
    // Each is rounded up to 1m by itself; a thousand of them are 1m together.
    const slivers = Array.from({ length: 1000 }, (_, index) => node(`s-${index}`, 'a', '1u'));
    expect(measureZoneCapacity([...slivers, node('b', 'b', '1m')]).zones).toEqual([
      { zone: 'a', nodeCount: 1000, milliCPU: 1, ratio: 0.5 },
      { zone: 'b', nodeCount: 1, milliCPU: 1, ratio: 0.5 },
    ]);
  });

  test('takes impossible amounts of CPU for none or for the largest there is (ledger hints/impossible-quantities)', () => {
    for (const cpu of ['-4', 'many', ''])
      expect(measureZoneCapacity([a, node('b', 'b', cpu)]).problem?.reason).toBe('NodeWithoutCPU');
    expect(ratios(measureZoneCapacity([node('a', 'a', '1e30'), node('b', 'b', '1e40')]))).toEqual({ a: 0.5, b: 0.5 });
  });

  test('is a plain value that leaves the nodes alone', () => {
    const nodes = deepFreeze([a, b]);
    expect(JSON.parse(JSON.stringify(measureZoneCapacity(nodes)))).toEqual(measureZoneCapacity(nodes));
  });

  test('takes names from the prototype for zones like any others', () => {
    const capacity = measureZoneCapacity([node('1', '__proto__', '1'), node('2', 'constructor', '3')]);
    expect(capacity.zones.map(({ zone, ratio }) => [zone, ratio])).toEqual([
      ['__proto__', 0.25],
      ['constructor', 0.75],
    ]);
  });

  test('names what is wrong with its input', () => {
    expect(() => measureZoneCapacity(5 as never)).toThrow(
      new TypeError('measureZoneCapacity: nodes must be an array, got 5'),
    );
    expect(() => measureZoneCapacity([a, null as never])).toThrow(
      new TypeError('measureZoneCapacity: nodes[1] must be an object, got null'),
    );
    for (const share of [-0.1, 1.1, Number.NaN]) {
      expect(() => measureZoneCapacity([], { ignoreIncompleteNodesBelow: share })).toThrow(RangeError);
    }
  });
});
