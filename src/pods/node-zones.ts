import { enter } from '../internal/door.ts';
import { expectArray, expectName, expectObject, expectObjects, expectTextMap } from '../internal/expect.ts';
import { ownField } from '../internal/plain-object.ts';
import type { NodeLike } from '../model/core.ts';
import { LABEL_ZONE } from '../model/labels.ts';

/** The zone of each known node; `''` for a node without one. Make it once for many Services. */
export type NodeZones = ReadonlyMap<string, string>;

/**
 * The zone of each node, from its zone label.
 *
 * When two nodes have one name (which the API server does not allow), the one with the greater zone counts, so that the
 * order of the input does not. Cost: O(n).
 *
 * @throws TypeError if a node is no object or has no name
 * @see k8s.io/endpointslice podToEndpoint; docs/rules.md 1.4.5
 * @example
 * readNodeZones([{ metadata: { name: 'n1', labels: { 'topology.kubernetes.io/zone': 'a' } } }]).get('n1') // => 'a'
 */
export function readNodeZones(nodes: readonly NodeLike[]): NodeZones {
  return enter('readNodeZones', () => {
    return nodeZonesOf(nodes);
  });
}

/** The same in the name of another function. */
export function nodeZonesOf(nodes: readonly NodeLike[]): NodeZones {
  const zones = new Map<string, string>();
  expectObjects(expectArray(nodes, ['nodes']), ['nodes']).forEach((node, index) => {
    const metadata = expectObject(node.metadata, ['nodes', index, 'metadata']);
    const name = expectName(metadata.name, ['nodes', index, 'metadata', 'name']);
    const labels = expectTextMap(metadata.labels, ['nodes', index, 'metadata', 'labels']);
    const zone = ownField(labels, LABEL_ZONE) ?? '';
    const known = zones.get(name);
    if (known === undefined || known < zone) zones.set(name, zone);
  });
  return zones;
}
