/** Finds the Services to plan again after a change of a pod. */

import { isPodReady, isPodTerminating } from '../conditions/derive-conditions.ts';
import { compareText } from '../internal/compare-text.ts';
import { enter } from '../internal/door.ts';
import { expectArray, expectName, expectObject, expectObjects, expectTextMap } from '../internal/expect.ts';
import { ownField } from '../internal/plain-object.ts';
import type { PodLike, ServiceLike } from '../model/core.ts';
import type { StringMapLike } from '../model/meta.ts';
import { compileSelector } from '../service/selector.ts';

/** The effect of a pod's update on the Services that choose it. */
export interface PodChange {
  /** Whether its endpoint changed: deletion, readiness or addresses. */
  readonly podChanged: boolean;
  /** Whether its labels changed, which choose the Services, or its hostname in them. */
  readonly labelsChanged: boolean;
}

/**
 * Compares two states of a pod for changes that matter to endpoints.
 *
 * `podChanged` is true for every update of a pod that is being deleted, so that its last phases are seen. A change of phase,
 * node or `status.podIP` alone does not matter.
 *
 * @see k8s.io/endpointslice/util podEndpointsChanged; docs/rules.md 2.7
 * @example
 * const before = { metadata: { labels: { app: 'web' } }, status: { podIPs: [{ ip: '10.0.0.1' }] } };
 * const after = { metadata: { labels: { app: 'web' } }, status: { podIPs: [{ ip: '10.0.0.2' }] } };
 * comparePods(before, after) // => { podChanged: true, labelsChanged: false }
 */
export function comparePods(before: PodLike, after: PodLike): PodChange {
  return enter('comparePods', () => {
    expectObjects(expectObject(before, ['before']).status?.podIPs, ['before', 'status', 'podIPs']);
    expectObjects(expectObject(after, ['after']).status?.podIPs, ['after', 'status', 'podIPs']);
    return {
      podChanged:
        isPodTerminating(before) ||
        isPodTerminating(after) ||
        isPodReady(before) !== isPodReady(after) ||
        !hasSamePodIPs(before, after),
      labelsChanged:
        !hasSameEntries(before.metadata?.labels ?? {}, after.metadata?.labels ?? {}) ||
        (before.spec?.hostname ?? '') !== (after.spec?.hostname ?? '') ||
        (before.spec?.subdomain ?? '') !== (after.spec?.subdomain ?? ''),
    };
  });
}

/**
 * Finds the Services whose slices must be planned again because of a pod that was added (`after` only), deleted (`before`
 * only) or updated (both).
 *
 * An update without a new resourceVersion affects no Service. If labels changed, it affects the Services that chose or
 * choose the pod: all of them if the pod's endpoint changed too, else only those that choose it now and did not before, or
 * the reverse. The result holds the caller's objects, in order of namespace and name. Services of type ExternalName are
 * included. Cost: O(s) for s Services.
 *
 * @throws TypeError if a Service or pod has no namespace or name; the error names the path
 * @see k8s.io/endpointslice/util GetServicesToUpdate; docs/rules.md 2.7, 2.8
 * @example
 * const web = { metadata: { namespace: 'shop', name: 'web' }, spec: { selector: { app: 'web' } } };
 * const pod = { metadata: { namespace: 'shop', name: 'web-1', labels: { app: 'web' } } };
 * findAffectedServices({ services: [web], after: pod }).map(({ metadata }) => metadata?.name) // => ['web']
 */
export function findAffectedServices(input: {
  readonly services: readonly ServiceLike[];
  readonly before?: PodLike | undefined;
  readonly after?: PodLike | undefined;
}): ServiceLike[] {
  return enter('findAffectedServices', () => {
    const { before, after } = expectObject(input, ['input']);
    const services = sortServices(expectArray(input.services, ['services']));
    if (before === undefined || after === undefined) {
      const pod = before ?? after;
      return pod === undefined ? [] : services.filter(chooses(pod, after === undefined ? 'before' : 'after'));
    }
    const isChosen = chooses(after, 'after');
    const wasChosen = chooses(before, 'before');
    const version = after.metadata?.resourceVersion;
    if ((version ?? '') !== '' && version === before.metadata?.resourceVersion) return [];
    const { podChanged, labelsChanged } = comparePods(before, after);
    if (!labelsChanged) return podChanged ? services.filter(isChosen) : [];
    return services.filter((service) =>
      podChanged ? wasChosen(service) || isChosen(service) : wasChosen(service) !== isChosen(service),
    );
  });
}

function chooses(pod: PodLike, argument: string): (service: ServiceLike) => boolean {
  const path = [argument, 'metadata'];
  const metadata = expectObject(expectObject(pod, [argument]).metadata, path);
  const namespace = expectName(metadata.namespace, [...path, 'namespace']);
  const labels = expectTextMap(metadata.labels, [...path, 'labels']);
  expectObjects(pod.status?.podIPs, [argument, 'status', 'podIPs']);
  expectObjects(pod.status?.conditions, [argument, 'status', 'conditions']);
  return ({ metadata: service, spec }) => {
    const selector = spec?.selector;
    if (service?.namespace !== namespace || selector === null || selector === undefined) return false;
    return compileSelector(selector)(labels);
  };
}

function sortServices(services: readonly ServiceLike[]): ServiceLike[] {
  for (const [index, service] of services.entries()) {
    const path = ['services', index, 'metadata'];
    const metadata = expectObject(expectObject(service, ['services', index]).metadata, path);
    expectName(metadata.namespace, [...path, 'namespace']);
    expectName(metadata.name, [...path, 'name']);
    const spec = expectObject(service.spec ?? {}, ['services', index, 'spec']);
    expectTextMap(spec.selector, ['services', index, 'spec', 'selector']);
  }
  return [...services].sort(
    (left, right) =>
      compareText(left.metadata?.namespace ?? '', right.metadata?.namespace ?? '') ||
      compareText(left.metadata?.name ?? '', right.metadata?.name ?? ''),
  );
}

function hasSamePodIPs(before: PodLike, after: PodLike): boolean {
  const old = before.status?.podIPs ?? [];
  const now = after.status?.podIPs ?? [];
  return old.length === now.length && old.every(({ ip }, index) => (ip ?? '') === (now[index]?.ip ?? ''));
}

function hasSameEntries(left: StringMapLike, right: StringMapLike): boolean {
  const keys = Object.keys(left);
  return keys.length === Object.keys(right).length && keys.every((key) => ownField(right, key) === left[key]);
}
