/** Indexes Services by their selectors, to find those that choose a pod. */

import { enter } from '../internal/door.ts';
import { expectName, expectObject, expectTextMap } from '../internal/expect.ts';
import { wrongType } from '../internal/invariant.ts';
import { isPlainObject, ownField } from '../internal/plain-object.ts';
import {
  isSortedMap,
  type SortedMap,
  sortedMapDelete,
  sortedMapEntryCount,
  sortedMapForEach,
  sortedMapGet,
  sortedMapSet,
} from '../internal/sorted-map.ts';
import type { PodLike, ServiceLike } from '../model/core.ts';
import type { ServiceReference } from '../model/routable-endpoint.ts';

/**
 * An index of Services by selector, which finds the Services of a pod by its labels, without a look at every Service.
 *
 * The index is a plain value: every function returns a new one, and the old one stays valid. Start with `emptyServiceIndex`.
 */
export interface ServiceIndex {
  /** The Services of each namespace, by its name. */
  readonly namespaces: SortedMap<NamespaceIndex>;
}

/** The Services of one namespace. */
interface NamespaceIndex {
  /** The Services by name. */
  readonly services: SortedMap<FiledService>;
  /** The Services by one pair of their selector, then by name. */
  readonly pairs: SortedMap<SortedMap<FiledService>>;
}

/** A Service, and where it is filed: under the pair of its selector that has the fewest other Services. */
interface FiledService {
  readonly selector: readonly SelectorPair[];
  readonly pair: string;
}

interface SelectorPair {
  readonly key: string;
  readonly value: string;
}

/** An index without Services. */
export const emptyServiceIndex: ServiceIndex = { namespaces: undefined };

/** The pair of Services with an empty selector, which choose every pod. No label has an empty key. */
const EVERY_POD = '';

/**
 * Returns the index with a Service as it is now. A Service that chooses no pods, because it has no selector or is of type
 * ExternalName, is left out.
 *
 * Cost: O(s log n) for a selector of s pairs and n Services of the namespace.
 *
 * @throws TypeError if the Service has no namespace or name, or its selector is invalid; the error names the path
 * @see KEP-752; docs/rules.md 2.8
 * @example
 * const web = { metadata: { namespace: 'shop', name: 'web' }, spec: { selector: { app: 'web' } } };
 * servicesOfPod(indexService(emptyServiceIndex, web), { metadata: { namespace: 'shop', name: 'p', labels: { app: 'web' } } })
 * // => [{ namespace: 'shop', name: 'web' }]
 */
export function indexService(index: ServiceIndex, service: ServiceLike): ServiceIndex {
  return enter('indexService', () => {
    const metadata = expectObject(expectObject(service, ['service']).metadata, ['service', 'metadata']);
    const spec = expectObject(service.spec ?? {}, ['service', 'spec']);
    const namespace = expectName(metadata.namespace, ['service', 'metadata', 'namespace']);
    const name = expectName(metadata.name, ['service', 'metadata', 'name']);
    const bare = withoutService(expectIndex(index), namespace, name);
    if (spec.selector === null || spec.selector === undefined || spec.type === 'ExternalName') return bare;
    const texts = expectTextMap(spec.selector, ['service', 'spec', 'selector']);
    const selector = Object.keys(texts).map((key) => ({ key, value: texts[key] ?? '' }));
    const known = sortedMapGet(bare.namespaces, namespace);
    const pair = rarestPair(known, selector);
    const filed: FiledService = { selector, pair };
    return {
      namespaces: sortedMapSet(bare.namespaces, namespace, {
        services: sortedMapSet(known?.services, name, filed),
        pairs: sortedMapSet(known?.pairs, pair, sortedMapSet(sortedMapGet(known?.pairs, pair), name, filed)),
      }),
    };
  });
}

/**
 * Returns the index without a Service; an equal index if it has no such Service. Cost: O(log n).
 *
 * @throws TypeError if the Service has no namespace or name; the error names the path
 * @see KEP-752; docs/rules.md 2.8
 * @example
 * const web = { metadata: { namespace: 'shop', name: 'web' }, spec: { selector: { app: 'web' } } };
 * unindexService(indexService(emptyServiceIndex, web), { namespace: 'shop', name: 'web' }) // => {}
 */
export function unindexService(index: ServiceIndex, service: ServiceReference): ServiceIndex {
  return enter('unindexService', () => {
    const { namespace, name } = expectObject(service, ['service']);
    expectName(namespace, ['service', 'namespace']);
    expectName(name, ['service', 'name']);
    return withoutService(expectIndex(index), namespace, name);
  });
}

/**
 * Returns the Services that choose a pod, in order of their names: those whose slices can have it as an endpoint.
 *
 * Cost: O(l log n + k) for l labels of the pod and k Services that are filed under one of them. Each Service is filed under
 * one pair of its selector, the one with the fewest other Services. So k is close to the number of Services that are found,
 * however many Services there are.
 *
 * @throws TypeError if the pod has no namespace, or its labels are invalid; the error names the path
 * @see k8s.io/endpointslice/util GetServicesToUpdate; docs/rules.md 2.8
 * @example
 * const web = { metadata: { namespace: 'shop', name: 'web' }, spec: { selector: { app: 'web', tier: 'front' } } };
 * const index = indexService(emptyServiceIndex, web);
 * servicesOfPod(index, { metadata: { namespace: 'shop', name: 'p', labels: { app: 'web' } } }) // => []
 */
export function servicesOfPod(index: ServiceIndex, pod: PodLike): ServiceReference[] {
  return enter('servicesOfPod', () => {
    const metadata = expectObject(expectObject(pod, ['pod']).metadata, ['pod', 'metadata']);
    const namespace = expectName(metadata.namespace, ['pod', 'metadata', 'namespace']);
    const labels = expectTextMap(metadata.labels, ['pod', 'metadata', 'labels']);
    return namesOfChoosing(expectIndex(index), namespace, labels).map((name) => ({ namespace, name }));
  });
}

/** Returns the names of the Services that choose a pod with these labels, in order. */
export function namesOfChoosing(
  { namespaces }: ServiceIndex,
  namespace: string,
  labels: { readonly [key: string]: string | null | undefined },
): string[] {
  const known = sortedMapGet(namespaces, namespace);
  if (known === undefined) return [];
  const names: string[] = [];
  const collect = (pair: string): void =>
    sortedMapForEach(sortedMapGet(known.pairs, pair), ({ selector }, name) => {
      if (selector.every(({ key, value }) => ownField(labels, key) === value)) names.push(name);
    });
  collect(EVERY_POD);
  for (const key of Object.keys(labels)) collect(pairText({ key, value: labels[key] ?? '' }));
  return names.sort();
}

function withoutService({ namespaces }: ServiceIndex, namespace: string, name: string): ServiceIndex {
  const known = sortedMapGet(namespaces, namespace);
  const filed = sortedMapGet(known?.services, name);
  if (known === undefined || filed === undefined) return { namespaces };
  const services = sortedMapDelete(known.services, name);
  if (services === undefined) return { namespaces: sortedMapDelete(namespaces, namespace) };
  const bucket = sortedMapDelete(sortedMapGet(known.pairs, filed.pair), name);
  const pairs =
    bucket === undefined ? sortedMapDelete(known.pairs, filed.pair) : sortedMapSet(known.pairs, filed.pair, bucket);
  return { namespaces: sortedMapSet(namespaces, namespace, { services, pairs }) };
}

/** Returns the pair with the fewest Services; of equals, the first in order of text. */
function rarestPair(known: NamespaceIndex | undefined, selector: readonly SelectorPair[]): string {
  let rarest = EVERY_POD;
  let fewest = Number.POSITIVE_INFINITY;
  for (const text of selector.map(pairText).sort()) {
    const count = sortedMapEntryCount(sortedMapGet(known?.pairs, text));
    if (count >= fewest) continue;
    rarest = text;
    fewest = count;
  }
  return rarest;
}

function pairText({ key, value }: SelectorPair): string {
  return `${key}=${value}`;
}

function expectIndex(index: ServiceIndex): ServiceIndex {
  if (!isPlainObject(index) || !('namespaces' in index) || !isSortedMap(index.namespaces))
    throw wrongType(['index'], 'a service index', index);
  return index;
}
