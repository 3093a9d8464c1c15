/** Measures the capacity of zones from the CPU of their nodes. */

import { enter } from '../internal/door.ts';
import { compareText } from '../internal/compare-text.ts';
import { expectArray, expectObject, expectObjects, expectTextMap, expectTextOrAbsent } from '../internal/expect.ts';
import type { Path } from '../internal/invariant.ts';
import { isPlainObject, ownField } from '../internal/plain-object.ts';
import { milliUnits, parseQuantity } from '../internal/quantity.ts';
import type { NodeLike } from '../model/core.ts';
import { LABEL_CONTROL_PLANE, LABEL_MASTER, LABEL_ZONE } from '../model/labels.ts';
import { checkProportion } from './check-proportion.ts';

/** The capacity of one zone. */
export interface ZoneShare {
  readonly zone: string;
  /** The nodes of the zone that count. */
  readonly nodeCount: number;
  /** Allocatable CPU of those nodes in thousandths of a CPU, summed exactly and then rounded up. */
  readonly milliCPU: number;
  /** The zone's part of the CPU of all zones, between 0 and 1. */
  readonly ratio: number;
}

/** The reason why zones cannot be compared. */
export type CapacityProblem =
  /** Nodes that count have no zone label, or an empty one; `nodeName` is the first of them by name. */
  | { readonly reason: 'NodeWithoutZone'; readonly nodeName: string; readonly incompleteNodeCount: number }
  /** Nodes that count report no allocatable CPU; `nodeName` is the first of them by name. */
  | { readonly reason: 'NodeWithoutCPU'; readonly nodeName: string; readonly incompleteNodeCount: number }
  /** No node is ready and in a zone. */
  | { readonly reason: 'NoUsableNode' }
  /** All nodes that count are in one zone. */
  | { readonly reason: 'OneZone'; readonly zone: string };

/** The capacity of a cluster by zone, made once from the nodes and used for any number of Services. A plain value. */
export interface ZoneCapacity {
  /** The zones by name. Hints are allocated by them only if `problem` is absent. */
  readonly zones: readonly ZoneShare[];
  /** Nodes that count: ready, not of the control plane, not ignored. */
  readonly nodeCount: number;
  /** Names of nodes that lack zone or CPU and were ignored, as `ignoreIncompleteNodesBelow` allows; in order. */
  readonly ignoredNodes: readonly string[];
  /** Why the zones cannot be compared; absent if they can. */
  readonly problem?: CapacityProblem;
}

/** Options of `measureZoneCapacity`. */
export interface ZoneCapacityOptions {
  /**
   * Nodes without zone or CPU are ignored as long as they are less than this part of the ready nodes, between 0 and 1.
   * Default 0: one such node keeps every Service of the cluster from having hints, as in the reference.
   */
  readonly ignoreIncompleteNodesBelow?: number | undefined;
}

interface CountedNode {
  readonly name: string;
  readonly zone: string;
  readonly nanoCPU: bigint;
}

/**
 * Measures how the cluster's allocatable CPU is divided among zones.
 *
 * Nodes of the control plane and nodes whose first Ready condition is not `True` do not count. One counting node without a
 * zone or CPU leaves the whole cluster without ratios (see `ignoreIncompleteNodesBelow`), as do fewer than two zones;
 * `problem` then names the node or zone. The order of the nodes does not matter. Cost: O(n).
 *
 * Differs from upstream: if there is a single zone, the problem says so (ledger hints/one-zone-text).
 *
 * @throws TypeError if a node is not an object; RangeError if an option is out of range
 * @see k8s.io/endpointslice/topologycache SetNodes; docs/rules.md 1.15.1, 1.15.2
 * @example
 * const node = (name: string, zone: string, cpu: string) => ({
 *   metadata: { name, labels: { 'topology.kubernetes.io/zone': zone } },
 *   status: { allocatable: { cpu }, conditions: [{ type: 'Ready', status: 'True' }] },
 * });
 * measureZoneCapacity([node('n1', 'a', '3'), node('n2', 'b', '500m'), node('n3', 'b', '500m')]).zones
 * // => [{ zone: 'a', nodeCount: 1, milliCPU: 3000, ratio: 0.75 }, { zone: 'b', nodeCount: 2, milliCPU: 1000, ratio: 0.25 }]
 * measureZoneCapacity([node('n1', 'a', '3'), node('n2', '', '1')]).problem
 * // => { reason: 'NodeWithoutZone', nodeName: 'n2', incompleteNodeCount: 1 }
 */
export function measureZoneCapacity(nodes: readonly NodeLike[], options: ZoneCapacityOptions = {}): ZoneCapacity {
  return enter('measureZoneCapacity', () => {
    checkProportion(expectObject(options, ['options']).ignoreIncompleteNodesBelow, [
      'options',
      'ignoreIncompleteNodesBelow',
    ]);
    return zoneCapacityOf(nodes, options);
  });
}

/**
 * Returns what `measureZoneCapacity` returns, for options that were checked before; `path` is the place of the nodes among
 * the arguments.
 */
export function zoneCapacityOf(
  nodes: readonly NodeLike[],
  { ignoreIncompleteNodesBelow: tolerated = 0 }: ZoneCapacityOptions,
  path: Path = ['nodes'],
): ZoneCapacity {
  const counted: CountedNode[] = [];
  const incomplete: CountedNode[] = [];
  for (const [index, node] of expectArray(nodes, path).entries()) {
    const read = readNode(node, [...path, index]);
    if (read !== undefined) (read.zone === '' || read.nanoCPU <= 0n ? incomplete : counted).push(read);
  }
  incomplete.sort((left, right) => compareText(left.name, right.name));
  const readyCount = counted.length + incomplete.length;
  const isTolerable = incomplete.length === 0 || incomplete.length < tolerated * readyCount;
  const zones = shareByZone(counted);
  const problem = isTolerable ? findProblem(zones) : describeIncomplete(incomplete);
  return {
    zones,
    nodeCount: counted.length,
    ignoredNodes: isTolerable ? incomplete.map(({ name }) => name) : [],
    ...(problem === undefined ? {} : { problem }),
  };
}

/** Reads the facts of a node that counts; returns `undefined` for one that does not. */
function readNode(node: NodeLike, path: Path): CountedNode | undefined {
  const { metadata, status } = expectObject(node, path);
  const labels = expectTextMap(metadata?.labels, [...path, 'metadata', 'labels']);
  if (typeof ownField(labels, LABEL_CONTROL_PLANE) === 'string') return undefined;
  if (typeof ownField(labels, LABEL_MASTER) === 'string') return undefined;
  if (!isNodeReady(node, path)) return undefined;
  const allocatable: { readonly [key: string]: unknown } = isPlainObject(status?.allocatable) ? status.allocatable : {};
  const cpu = ownField(allocatable, 'cpu');
  return {
    name: expectTextOrAbsent(metadata?.name, [...path, 'metadata', 'name']),
    zone: ownField(labels, LABEL_ZONE) ?? '',
    nanoCPU: typeof cpu === 'string' || typeof cpu === 'number' ? (parseQuantity(String(cpu)) ?? 0n) : 0n,
  };
}

/** Returns whether the first Ready condition of a node is `True`. */
export function isNodeReady(node: NodeLike, path: Path): boolean {
  const conditions = expectObjects(node.status?.conditions, [...path, 'status', 'conditions']);
  return conditions.find((condition) => condition.type === 'Ready')?.status === 'True';
}

function shareByZone(nodes: readonly CountedNode[]): ZoneShare[] {
  const sums = new Map<string, { nodeCount: number; nanoCPU: bigint }>();
  let total = 0n;
  for (const { zone, nanoCPU } of nodes) {
    const sum = sums.get(zone) ?? { nodeCount: 0, nanoCPU: 0n };
    sums.set(zone, sum);
    sum.nodeCount += 1;
    sum.nanoCPU += nanoCPU;
    total += nanoCPU;
  }
  return [...sums]
    .sort(([left], [right]) => compareText(left, right))
    .map(([zone, { nodeCount, nanoCPU }]) => {
      const milliCPU = milliUnits(nanoCPU);
      return { zone, nodeCount, milliCPU, ratio: milliCPU / milliUnits(total) };
    });
}

function findProblem(zones: readonly ZoneShare[]): CapacityProblem | undefined {
  const [first, second] = zones;
  if (first === undefined) return { reason: 'NoUsableNode' };
  return second === undefined ? { reason: 'OneZone', zone: first.zone } : undefined;
}

function describeIncomplete(nodes: readonly CountedNode[]): CapacityProblem {
  const first = nodes[0] as CountedNode;
  const reason = first.zone === '' ? 'NodeWithoutZone' : 'NodeWithoutCPU';
  return { reason, nodeName: first.name, incompleteNodeCount: nodes.length };
}
