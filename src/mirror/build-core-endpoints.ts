import { copyStringMap } from '../endpoint/copy-endpoint.ts';
import { enter } from '../internal/door.ts';
import { expectArray, expectName, expectObject, expectTextMap } from '../internal/expect.ts';
import { ownField } from '../internal/plain-object.ts';
import type { CoreEndpoints, ServiceLike } from '../model/core.ts';
import type { EndpointSliceLike, IPAddressType } from '../model/endpoint-slice.ts';
import {
  ANNOTATION_OVER_CAPACITY,
  ENDPOINTS_CONTROLLER,
  LABEL_ENDPOINTS_MANAGED_BY,
  LABEL_HEADLESS,
  LABEL_MANAGED_BY,
  LABEL_SERVICE_NAME,
  LABEL_SKIP_MIRROR,
  MIRRORING_CONTROLLER,
} from '../model/labels.ts';
import { MAX_CORE_ENDPOINTS_ADDRESSES } from '../model/limits.ts';
import type { ObjectMeta, StringMap } from '../model/meta.ts';
import type { Notice, NoticeDetails } from '../model/notice.ts';
import { noticeOf } from '../notice/notice-of.ts';
import { listAddressTypes, isHeadless } from '../service/ip-families.ts';
import { copyAddress } from './address-details.ts';
import { checkMirroredSlices } from './check-mirrored-slices.ts';
import { type CollectOptions, collectSubsets } from './collect-subsets.ts';
import { packSubsets } from './pack-subsets.ts';
import { sortSubsets } from './repack-subsets.ts';
import { truncateSubsets } from './truncate-subsets.ts';

/** Input of `buildCoreEndpoints`. */
export interface BuildCoreEndpointsInput {
  /** The Service whose Endpoints are built; its namespace and name become theirs. */
  readonly service: ServiceLike;
  /** Slices of any Service and manager; those that name this Service are used. */
  readonly slices: readonly EndpointSliceLike[];
}

/** An Endpoints object, and notices on what it lacks of the slices. */
export interface BuiltCoreEndpoints {
  readonly endpoints: CoreEndpoints;
  /** In order of slice names; those on the Endpoints themselves last. */
  readonly notices: readonly Notice[];
}

/**
 * Builds the Endpoints object that has the endpoints of a Service's slices, for consumers that still read Endpoints.
 *
 * Subsets are canonical (see `repackSubsets`). For a Service with a selector the result is what the Endpoints controller
 * writes: addresses of the Service's first family only, and endpoints without ports only for a headless Service without
 * ports. For a Service without a selector both families and portless endpoints are kept, so that mirroring Endpoints and
 * building them again gives the canonical form of the original. Endpoints that are terminating and not ready are left out.
 * More than 1000 addresses are cut down as the controller cuts them, with the annotation
 * `endpoints.kubernetes.io/over-capacity: truncated` and a notice that names what is missing.
 *
 * Labels are the Service's, with the headless label corrected and, for a Service with a selector, the controller's
 * `managed-by`. If the Service has no selector and none of the slices was mirrored, a label excludes the object from
 * mirroring, so that it does not come back as slices. No trigger-time annotation is written.
 *
 * Shares nothing with the input. Cost: O(n log n) for n endpoints.
 *
 * @throws TypeError if the Service or a slice is invalid
 * @see pkg/controller/endpoint syncService, truncateEndpoints; docs/rules.md 3.2
 * @example
 * const service = { metadata: { namespace: 'shop', name: 'web' }, spec: { selector: { app: 'web' }, ipFamilies: ['IPv4'] } };
 * const slice = {
 *   metadata: { namespace: 'shop', name: 'web-1', labels: { 'kubernetes.io/service-name': 'web' } },
 *   addressType: 'IPv4',
 *   endpoints: [{ addresses: ['10.0.0.2'], conditions: { ready: false } }, { addresses: ['10.0.0.1'] }],
 *   ports: [{ name: 'http', protocol: 'TCP', port: 80 }],
 * };
 * buildCoreEndpoints({ service, slices: [slice] }).endpoints.subsets
 * // => [{ addresses: [{ ip: '10.0.0.1' }], notReadyAddresses: [{ ip: '10.0.0.2' }], ports: [{ name: 'http', port: 80, protocol: 'TCP' }] }]
 */
export function buildCoreEndpoints(input: BuildCoreEndpointsInput): BuiltCoreEndpoints {
  return enter('buildCoreEndpoints', () => {
    const options = collectOptionsOf(expectObject(input, ['input']).service);
    const { namespace, serviceName: name } = options;
    const slices = checkMirroredSlices(expectArray(input.slices, ['slices']));
    const collected = collectSubsets(slices, options);
    const packed = packSubsets(collected.subsets);
    const { subsets, skipped } = truncateSubsets(sortSubsets(packed.subsets), MAX_CORE_ENDPOINTS_ADDRESSES);
    const note = (details: NoticeDetails): Notice => noticeOf({ kind: 'Endpoints', namespace, name }, details);
    const conflicts = packed.conflicting.map((address) =>
      note({ reason: 'ConflictingAddress', ignored: copyAddress(address) }),
    );
    const notices = [...collected.notices, ...conflicts];
    const metadata: ObjectMeta = { name, namespace, labels: labelsOf(input.service, slices, name) };
    if (skipped.length > 0) {
      metadata.annotations = { [ANNOTATION_OVER_CAPACITY]: 'truncated' };
      notices.push(note({ reason: 'EndpointsOverCapacity', skipped }));
    }
    const endpoints: CoreEndpoints = { apiVersion: 'v1', kind: 'Endpoints', metadata };
    if (subsets.length > 0) endpoints.subsets = subsets;
    return { endpoints, notices };
  });
}

/** Returns which endpoints of its slices belong in the Endpoints of a Service. */
export function collectOptionsOf(service: ServiceLike): CollectOptions {
  const path = ['service', 'metadata'];
  const metadata = expectObject(expectObject(service, ['service']).metadata, path);
  expectTextMap(metadata.labels, [...path, 'labels']);
  const selects = hasSelector(service);
  const isPortless = (service.spec?.ports ?? []).length === 0 && service.spec?.clusterIP === 'None';
  return {
    namespace: expectName(metadata.namespace, [...path, 'namespace']),
    serviceName: expectName(metadata.name, [...path, 'name']),
    addressTypes: selects ? [firstAddressType(service)] : ['IPv4', 'IPv6'],
    portless: !selects || isPortless,
  };
}

function hasSelector(service: ServiceLike): boolean {
  return (service.spec?.selector ?? undefined) !== undefined;
}

function firstAddressType(service: ServiceLike): IPAddressType {
  const first = service.spec?.ipFamilies?.[0];
  if (first !== undefined) return first === 'IPv6' ? 'IPv6' : 'IPv4';
  return listAddressTypes(service)[0] ?? 'IPv4';
}

function labelsOf(service: ServiceLike, slices: readonly EndpointSliceLike[], name: string): StringMap {
  const labels = copyStringMap(service.metadata?.labels ?? {});
  if (isHeadless(service)) labels[LABEL_HEADLESS] = '';
  else delete labels[LABEL_HEADLESS];
  if (hasSelector(service)) {
    labels[LABEL_ENDPOINTS_MANAGED_BY] = ENDPOINTS_CONTROLLER;
  } else if (!slices.some((slice) => isMirrored(slice, name))) {
    labels[LABEL_SKIP_MIRROR] = 'true';
  }
  return labels;
}

function isMirrored({ metadata }: EndpointSliceLike, serviceName: string): boolean {
  const labels = metadata?.labels ?? {};
  return (
    ownField(labels, LABEL_SERVICE_NAME) === serviceName && ownField(labels, LABEL_MANAGED_BY) === MIRRORING_CONTROLLER
  );
}
