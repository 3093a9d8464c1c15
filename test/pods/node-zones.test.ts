import { zonesOfNodes } from 'endpointslice';
import { describe, expect, test } from 'vitest';
import { buildNode } from '../support/build.ts';

describe('zonesOfNodes', () => {
  test('reads the zone label; a node without one has an empty zone (rule 1.4.5)', () => {
    const nodes = [
      buildNode('n1', 'a'),
      buildNode('n2'),
      { metadata: { name: 'n3', labels: null } },
      { metadata: { name: 'n4', labels: { 'failure-domain.beta.kubernetes.io/zone': 'old' } } },
    ];
    expect([...zonesOfNodes(nodes)]).toEqual([
      ['n1', 'a'],
      ['n2', ''],
      ['n3', ''],
      ['n4', ''],
    ]);
    expect(zonesOfNodes([]).size).toBe(0);
  });

  test('takes the greater zone of two nodes of one name, in either order', () => {
    const twins = [buildNode('n1', 'a'), buildNode('n1', 'b')];
    expect([...zonesOfNodes(twins)]).toEqual([['n1', 'b']]);
    expect([...zonesOfNodes([...twins].reverse())]).toEqual([['n1', 'b']]);
    expect(zonesOfNodes([buildNode('n1'), buildNode('n1', 'a')]).get('n1')).toBe('a');
    expect(zonesOfNodes([buildNode('n1', 'a'), buildNode('n1')]).get('n1')).toBe('a');
  });

  test.each([
    [undefined, 'nodes must be an array, got undefined'],
    [[buildNode(), 5], 'nodes[1] must be an object, got 5'],
    [[{}], 'nodes[0].metadata must be an object, got undefined'],
    [[buildNode(), { metadata: { name: '' } }], 'nodes[1].metadata.name must be a non-empty string, got ""'],
    [[{ metadata: { name: 'n', labels: 5 } }], 'nodes[0].metadata.labels must be an object, got 5'],
    [[{ metadata: { name: 'n', labels: { a: 5 } } }], 'nodes[0].metadata.labels.a must be a string, got 5'],
  ])('refuses %j, and says where', (nodes, message) => {
    expect(() => zonesOfNodes(nodes as never)).toThrow(new TypeError(`zonesOfNodes: ${message}`));
  });
});
