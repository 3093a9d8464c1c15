import { ownField } from '../internal/plain-object.ts';
import type { EndpointSliceLike } from '../model/endpoint-slice.ts';
import type { StringMapLike } from '../model/meta.ts';

/**
 * Whether a slice has exactly these labels.
 *
 * The reference passes over the three reserved ones, so that a Service that becomes headless leaves its slices without the
 * label that proxies select by; here that is a difference like any other (ledger planner/headless-flip).
 *
 * @see k8s.io/endpointslice setEndpointSliceLabels; docs/rules.md 1.12.3
 */
export function hasLabels(slice: EndpointSliceLike, labels: StringMapLike): boolean {
  const existing = slice.metadata?.labels ?? {};
  const keys = Object.keys(labels);
  return (
    Object.keys(existing).length === keys.length &&
    keys.every((key) => ownField(existing, key) === ownField(labels, key))
  );
}
