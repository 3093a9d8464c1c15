/** Decides whether a change of a node matters to hints. */

import { enter } from '../internal/door.ts';
import { expectObject, expectTextMap } from '../internal/expect.ts';
import { ownField } from '../internal/plain-object.ts';
import type { NodeLike } from '../model/core.ts';
import { LABEL_ZONE } from '../model/labels.ts';
import { isNodeReady } from './zone-capacity.ts';

/** A node before and after an event: `before` is absent if it was added, `after` if it was deleted. */
export interface NodeChange {
  /** Absent if the node was added. */
  readonly before?: NodeLike | null | undefined;
  /** Absent if the node was deleted. */
  readonly after?: NodeLike | null | undefined;
}

/**
 * Returns whether an event of a node requires a new `measureZoneCapacity`, and then planning the `findOverloadedServices`
 * again: the node was added or deleted, or its readiness or its zone changed.
 *
 * A change of its CPU alone does not, as in the reference; it takes effect with the next event.
 *
 * @see kubernetes pkg/controller/endpointslice addNode, updateNode, deleteNode; docs/rules.md 2.9
 * @example
 * isRelevantNodeChange({ after: { metadata: { name: 'n' } } }) // => true
 * isRelevantNodeChange({ before: { status: { allocatable: { cpu: '1' } } }, after: { status: { allocatable: { cpu: '2' } } } }) // => false
 */
export function isRelevantNodeChange(change: NodeChange): boolean {
  return enter('isRelevantNodeChange', () => {
    const { before, after } = expectObject(change, ['change']);
    if (before === null || before === undefined || after === null || after === undefined) return true;
    const [old, now] = [readNodeFacts(before, 'before'), readNodeFacts(after, 'after')];
    return old.ready !== now.ready || old.zone !== now.zone;
  });
}

/** Reads readiness and the zone label; a node without the label counts as one with an empty label. */
function readNodeFacts(node: NodeLike, argument: string): { readonly ready: boolean; readonly zone: string } {
  const { metadata } = expectObject(node, [argument]);
  const labels = expectTextMap(metadata?.labels, [argument, 'metadata', 'labels']);
  return { ready: isNodeReady(node, [argument]), zone: ownField(labels, LABEL_ZONE) ?? '' };
}
