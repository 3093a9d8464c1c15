import { enter } from '../internal/door.ts';
import { expectTextMap } from '../internal/expect.ts';
import { ownField } from '../internal/plain-object.ts';
import type { ServiceLike } from '../model/core.ts';
import type { ObjectMetaLike, StringMapLike } from '../model/meta.ts';

/**
 * Returns whether labels satisfy a Service's selector: they contain every pair of it. An empty selector matches everything,
 * an absent one nothing.
 *
 * @see k8s.io/apimachinery/pkg/labels ValidatedSetSelector; docs/rules.md 2.1, 2.8
 * @example
 * matchesSelector({ app: 'web' }, { app: 'web', tier: 'front' }) // => true
 * matchesSelector({}, undefined) // => true
 * matchesSelector(undefined, { app: 'web' }) // => false
 */
export function matchesSelector(
  selector: StringMapLike | null | undefined,
  labels: StringMapLike | null | undefined,
): boolean {
  return enter('matchesSelector', () => {
    if (selector === null || selector === undefined) return false;
    return compileSelector(expectTextMap(selector, ['selector']))(expectTextMap(labels, ['labels']));
  });
}

/** A test of labels against a selector that was read once. */
export type SelectorTest = (labels: StringMapLike | null | undefined) => boolean;

/** Reads a selector once, for testing many objects. */
export function compileSelector(selector: StringMapLike): SelectorTest {
  const pairs = Object.keys(selector).map((key) => ({ key, value: selector[key] ?? '' }));
  return (labels) => {
    for (const { key, value } of pairs) {
      if (labels === null || labels === undefined || ownField(labels, key) !== value) return false;
    }
    return true;
  };
}

/** A test whether a Service chooses the pod with this metadata. */
export type PodTest = (pod: ObjectMetaLike) => boolean;

/**
 * Returns a test of whether a Service chooses a pod: a pod of its namespace that its selector matches. Returns `undefined`
 * for a Service that chooses none: one without a selector, or of type ExternalName.
 */
export function compilePodTest({ metadata, spec }: ServiceLike): PodTest | undefined {
  const selector = spec?.selector;
  if (selector === null || selector === undefined || spec?.type === 'ExternalName') return undefined;
  const matches = compileSelector(expectTextMap(selector, ['service', 'spec', 'selector']));
  const namespace = metadata?.namespace;
  return (pod) => pod.namespace === namespace && matches(pod.labels);
}
