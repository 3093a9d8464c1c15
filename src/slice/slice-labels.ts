/** Sets and compares the labels of slices. */

import { ownField, setField } from '../internal/plain-object.ts';
import type { EndpointSliceLike } from '../model/endpoint-slice.ts';
import type { StringMap, StringMapLike } from '../model/meta.ts';
import { LABEL_HEADLESS, LABEL_MANAGED_BY, LABEL_SERVICE_NAME } from '../model/labels.ts';

/** The three labels that belong to the writer of slices; on a Service they are ignored. */
export const RESERVED_LABELS: readonly string[] = [LABEL_SERVICE_NAME, LABEL_MANAGED_BY, LABEL_HEADLESS];

/**
 * Returns the labels of a slice: those of its source without the three reserved ones, which are then set. Labels must have
 * been checked.
 *
 * @see k8s.io/endpointslice setEndpointSliceLabels; docs/rules.md 1.12.1
 */
export function sliceLabels({
  labels: source,
  serviceName,
  managedBy,
  headless,
}: {
  readonly labels: StringMapLike;
  readonly serviceName: string;
  readonly managedBy: string;
  readonly headless: boolean;
}): StringMap {
  const labels: StringMap = {};
  for (const key of Object.keys(source).sort()) {
    if (!RESERVED_LABELS.includes(key)) setField(labels, key, ownField(source, key) ?? '');
  }
  labels[LABEL_SERVICE_NAME] = serviceName;
  labels[LABEL_MANAGED_BY] = managedBy;
  if (headless) labels[LABEL_HEADLESS] = '';
  return labels;
}

/**
 * Returns whether a slice has exactly these labels.
 *
 * The reference ignores the three reserved ones, so that a Service that becomes headless leaves its slices without the label
 * that proxies select by; here that is a difference like any other (ledger planner/headless-flip).
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
