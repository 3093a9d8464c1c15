import { enter } from '../internal/door.ts';
import { expectArray, expectName, expectObject, expectObjects, expectTextMap } from '../internal/expect.ts';
import { ownField } from '../internal/plain-object.ts';
import type { NodeLike } from '../model/core.ts';
import { LABEL_ZONE } from '../model/labels.ts';

/** The zone of each known node by name; `''` for a node without a zone. Make it once for many Services. */
export type NodeZones = ReadonlyMap<string, string>;

/**
 * Reads the zone of each node from its zone label.
 *
 * If two nodes have one name (which the API server does not allow), the greater zone wins, so that the order of the input
 * does not matter. Cost: O(n).
 *
 * @throws TypeError if a node is not an object or has no name
 * @see k8s.io/endpointslice podToEndpoint; docs/rules.md 1.4.5
 * @example
 * readNodeZones([{ metadata: { name: 'n1', labels: { 'topology.kubernetes.io/zone': 'a' } } }]).get('n1') // => 'a'
 */
export function readNodeZones(nodes: readonly NodeLike[]): NodeZones {
  return enter('readNodeZones', () => {
    return nodeZonesOf(nodes);
  });
}

/** Returns what `readNodeZones` returns, for callers that are public functions themselves. */
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
