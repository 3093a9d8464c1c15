import { enter } from '../internal/door.ts';
import { expectObject, expectTextMap } from '../internal/expect.ts';
import { ownField } from '../internal/plain-object.ts';
import type { NodeLike } from '../model/core.ts';
import { LABEL_ZONE } from '../model/labels.ts';
import { isNodeReady } from './zone-capacity.ts';

/** A node before and after an event: added without `before`, deleted without `after`. */
export interface NodeChange {
  readonly before?: NodeLike | null | undefined;
  readonly after?: NodeLike | null | undefined;
}

/**
 * Whether an event of a node calls for a new `measureZoneCapacity`, and then for planning the `findOverloadedServices` again: it came
 * or went, or its readiness or its zone changed.
 *
 * A change of its CPU alone does not, as in the reference; it counts from the next event on.
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

/** Readiness, and the zone label; a node without one is as one with an empty one. */
function readNodeFacts(node: NodeLike, argument: string): { readonly ready: boolean; readonly zone: string } {
  const { metadata } = expectObject(node, [argument]);
  const labels = expectTextMap(metadata?.labels, [argument, 'metadata', 'labels']);
  return { ready: isNodeReady(node, [argument]), zone: ownField(labels, LABEL_ZONE) ?? '' };
}
