import { ownField, setField } from '../internal/plain-object.ts';
import type { EndpointSliceLike } from '../model/endpoint-slice.ts';
import type { StringMap, StringMapLike } from '../model/meta.ts';
import { LABEL_HEADLESS, LABEL_MANAGED_BY, LABEL_SERVICE_NAME } from '../model/labels.ts';
import { enter } from '../internal/door.ts';
import { expectObject, expectText, expectTextMap } from '../internal/expect.ts';
import { copyStringMap } from '../endpoint/copy-endpoint.ts';
import { wrongType } from '../internal/invariant.ts';

/** The three labels that belong to whoever writes slices; on a Service they are ignored. */
export const RESERVED_LABELS: readonly string[] = [LABEL_SERVICE_NAME, LABEL_MANAGED_BY, LABEL_HEADLESS];

/**
 * The labels of a slice: those of its source without the three reserved ones, which are then set.
 *
 * @see k8s.io/endpointslice setEndpointSliceLabels; docs/rules.md 1.12.1
 * @example
 * sliceLabels({ labels: { app: 'web', 'service.kubernetes.io/headless': 'x' }, serviceName: 'web', managedBy: 'me', headless: false })
 * // => { app: 'web', 'kubernetes.io/service-name': 'web', 'endpointslice.kubernetes.io/managed-by': 'me' }
 */
export function sliceLabels(input: {
  readonly labels: StringMapLike;
  readonly serviceName: string;
  readonly managedBy: string;
  readonly headless: boolean;
}): StringMap {
  return enter('sliceLabels', () => {
    const { serviceName, managedBy, headless } = expectObject(input, ['input']);
    const source = copyStringMap(expectTextMap(input.labels, ['labels']));
    const isFlag: boolean = typeof headless === 'boolean';
    if (!isFlag) throw wrongType(['headless'], 'true or false', headless);
    const labels: StringMap = {};
    for (const key of Object.keys(source).sort()) {
      if (!RESERVED_LABELS.includes(key)) setField(labels, key, ownField(source, key) ?? '');
    }
    labels[LABEL_SERVICE_NAME] = expectText(serviceName, ['serviceName']);
    labels[LABEL_MANAGED_BY] = expectText(managedBy, ['managedBy']);
    if (headless) labels[LABEL_HEADLESS] = '';
    return labels;
  });
}

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
