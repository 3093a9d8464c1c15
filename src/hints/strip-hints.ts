import { enter } from '../internal/door.ts';
import type { EndpointSliceLike } from '../model/endpoint-slice.ts';
import type { Plan } from '../model/plan.ts';
import { checkPorts } from '../ports/check-ports.ts';
import { checkPlan } from '../slice/check-plan.ts';
import type { HintsRule } from './wanted-hints.ts';
import { writeHints } from './write-hints.ts';

/** The rule of a source that wants no hints. */
export const noHints: HintsRule = () => undefined;

/**
 * Returns the plan in which no endpoint carries hints, for a source that wants none. Does what `planHints` does with the
 * strategy `None`, without a verdict.
 *
 * Removes hints from everything that is written; an unchanged slice with hints becomes an update (reason `HintsChanged`). An
 * empty hints object counts as hints. Inputs are not changed; slices without hints are returned as the same objects. Cost:
 * O(n) for n endpoints.
 *
 * @see k8s.io/endpointslice/topologycache RemoveHintsFromSlices; docs/rules.md 1.14.4
 * @example
 * const endpoints = [{ addresses: ['10.0.0.1'], hints: { forZones: [{ name: 'a' }] } }];
 * const slice = { addressType: 'IPv4', metadata: { name: 'web-1' }, endpoints };
 * formatPlan(stripHints({ writes: [], unchanged: [slice] }))
 * // => 'update IPv4 web-1: 1 endpoint (HintsChanged)\n  h 10.0.0.1: ready serving\n'
 */
export function stripHints<Slice extends EndpointSliceLike = EndpointSliceLike>(plan: Plan<Slice>): Plan<Slice> {
  return enter('stripHints', () => {
    checkPlan(plan, ({ ports }, path) => checkPorts(ports, [...path, 'ports']));
    // Every slice in the result is one of the plan.
    return writeHints(plan, () => noHints) as Plan<Slice>;
  });
}
