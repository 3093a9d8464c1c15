import { readNodeZones } from 'endpointslice';
import { describe, expect, test } from 'vitest';
import { buildNode } from '../support/build.ts';

describe('readNodeZones', () => {
  test('reads the zone label; a node without one has an empty zone (rule 1.4.5)', () => {
    const nodes = [
      buildNode('n1', 'a'),
      buildNode('n2'),
      { metadata: { name: 'n3', labels: null } },
      { metadata: { name: 'n4', labels: { 'failure-domain.beta.kubernetes.io/zone': 'old' } } },
    ];
    expect([...readNodeZones(nodes)]).toEqual([
      ['n1', 'a'],
      ['n2', ''],
      ['n3', ''],
      ['n4', ''],
    ]);
    expect(readNodeZones([]).size).toBe(0);
  });

  test('takes the greater zone of two nodes of one name, in either order', () => {
    const twins = [buildNode('n1', 'a'), buildNode('n1', 'b')];
    expect([...readNodeZones(twins)]).toEqual([['n1', 'b']]);
    expect([...readNodeZones([...twins].reverse())]).toEqual([['n1', 'b']]);
    expect(readNodeZones([buildNode('n1'), buildNode('n1', 'a')]).get('n1')).toBe('a');
    expect(readNodeZones([buildNode('n1', 'a'), buildNode('n1')]).get('n1')).toBe('a');
  });

  test.each([
    [undefined, 'nodes must be an array, got undefined'],
    [[buildNode(), 5], 'nodes[1] must be an object, got 5'],
    [[{}], 'nodes[0].metadata must be an object, got undefined'],
    [[buildNode(), { metadata: { name: '' } }], 'nodes[1].metadata.name must be a non-empty string, got ""'],
    [[{ metadata: { name: 'n', labels: 5 } }], 'nodes[0].metadata.labels must be an object, got 5'],
    [[{ metadata: { name: 'n', labels: { a: 5 } } }], 'nodes[0].metadata.labels.a must be a string, got 5'],
  ])('refuses %j, and says where', (nodes, message) => {
    expect(() => readNodeZones(nodes as never)).toThrow(new TypeError(`readNodeZones: ${message}`));
  });
});
