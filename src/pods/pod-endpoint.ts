/** Defines a pod as a desired endpoint, and reads it without building the wire object. */

import { compareText } from '../internal/compare-text.ts';
import { type Every, isWhole } from '../internal/field-table.ts';
import type { PodLike } from '../model/core.ts';
import type { EndpointReader } from '../model/desired.ts';
import type { Endpoint, EndpointConditionsLike, EndpointLike } from '../model/endpoint-slice.ts';
import type { ObjectReferenceLike } from '../model/meta.ts';
import type { PodMetadata } from './check-pod.ts';

/**
 * A pod as an endpoint of one address type, before it is written: a few references into the pod, so that a hundred thousand
 * are cheap to hold.
 */
export interface PodEndpoint {
  readonly metadata: PodMetadata;
  /** The smallest of its addresses. */
  readonly address: string;
  /** All of its addresses in order; `undefined` if there is only one. */
  readonly addresses: readonly string[] | undefined;
  /** `''` if there is none, as for `zone` and `hostname`. */
  readonly nodeName: string;
  readonly zone: string;
  readonly hostname: string;
  readonly ready: boolean;
  readonly serving: boolean;
  readonly terminating: boolean;
}

/** Reads pods as desired endpoints. */
export const podEndpointReader: EndpointReader<PodEndpoint> = {
  address: (item) => item.address,
  isSame: isSamePod,
  isUpToDate: isPodUpToDate,
  toEndpoint: endpointOfPod,
};

/**
 * Returns the hostname of a pod's endpoint: the pod's, if its subdomain is the Service and both share a namespace; else
 * `''`.
 *
 * @see k8s.io/endpointslice/util ShouldSetHostname; docs/rules.md 1.4.6
 */
export function hostnameOfPod(pod: PodLike, serviceNamespace: string, serviceName: string): string {
  const { spec, metadata } = pod;
  if (spec?.subdomain !== serviceName || metadata?.namespace !== serviceNamespace) return '';
  return spec.hostname ?? '';
}

function isSamePod(item: PodEndpoint, endpoint: EndpointLike): boolean {
  const { addresses, targetRef } = endpoint;
  return (
    targetRef?.name === item.metadata.name &&
    targetRef.namespace === item.metadata.namespace &&
    (endpoint.hostname ?? '') === item.hostname &&
    (item.addresses === undefined
      ? addresses?.length === 1 && addresses[0] === item.address
      : hasAddresses(addresses ?? [], item.addresses))
  );
}

function hasAddresses(addresses: readonly string[], sorted: readonly string[]): boolean {
  if (addresses.length !== sorted.length) return false;
  return [...addresses].sort(compareText).every((address, index) => address === sorted[index]);
}

function isPodUpToDate(item: PodEndpoint, endpoint: EndpointLike): boolean {
  const conditions = areConditionsOf(item, endpoint.conditions);
  const nodeName = isSameOrAbsent(endpoint.nodeName, item.nodeName);
  const zone = isSameOrAbsent(endpoint.zone, item.zone);
  const targetRef = isReferenceTo(item, endpoint.targetRef);
  return (
    conditions &&
    nodeName &&
    zone &&
    targetRef &&
    isWhole<Every<Omit<EndpointLike, 'addresses' | 'hostname' | 'deprecatedTopology' | 'hints'>, true>>({
      conditions,
      nodeName,
      zone,
      targetRef,
    })
  );
}

function areConditionsOf(item: PodEndpoint, conditions: EndpointLike['conditions']): boolean {
  const ready = conditions?.ready === item.ready;
  const serving = conditions?.serving === item.serving;
  const terminating = conditions?.terminating === item.terminating;
  return (
    ready && serving && terminating && isWhole<Every<EndpointConditionsLike, true>>({ ready, serving, terminating })
  );
}

/** Returns whether a reference is the one that `endpointOfPod` makes for a pod; name and namespace are known to be equal. */
function isReferenceTo({ metadata }: PodEndpoint, reference: EndpointLike['targetRef']): boolean {
  const kind = reference?.kind === 'Pod';
  const uid = (reference?.uid ?? '') === (metadata.uid ?? '');
  const apiVersion = (reference?.apiVersion ?? '') === '';
  const fieldPath = (reference?.fieldPath ?? '') === '';
  return (
    kind &&
    uid &&
    apiVersion &&
    fieldPath &&
    isWhole<Every<Omit<ObjectReferenceLike, 'namespace' | 'name' | 'resourceVersion'>, true>>({
      kind,
      uid,
      apiVersion,
      fieldPath,
    })
  );
}

/** Returns whether a field on the wire equals a wanted text, where `''` means that it must be absent. */
function isSameOrAbsent(field: string | null | undefined, wanted: string): boolean {
  return wanted === '' ? field === null || field === undefined : field === wanted;
}

function endpointOfPod(item: PodEndpoint): Endpoint {
  const { metadata } = item;
  const endpoint: Endpoint = {
    addresses: item.addresses === undefined ? [item.address] : [...item.addresses],
    conditions: { ready: item.ready, serving: item.serving, terminating: item.terminating },
  };
  if (item.hostname !== '') endpoint.hostname = item.hostname;
  endpoint.targetRef = { kind: 'Pod', namespace: metadata.namespace, name: metadata.name };
  if (isFilled(metadata.uid)) endpoint.targetRef.uid = metadata.uid;
  if (item.nodeName !== '') endpoint.nodeName = item.nodeName;
  if (item.zone !== '') endpoint.zone = item.zone;
  return endpoint;
}

function isFilled(text: string | null | undefined): text is string {
  return text !== '' && text !== null && text !== undefined;
}
