/** Sets what mirrored slices take from their Endpoints: labels, annotations, owner and endpoints. */

import { copyKnownFields, copyStringMap } from '../endpoint/copy-endpoint.ts';
import { identityOf } from '../endpoint/endpoint-identity.ts';
import { ownField, setField } from '../internal/plain-object.ts';
import type { CheckedGroup } from '../model/desired.ts';
import type { Endpoint, EndpointSlice, EndpointSliceLike } from '../model/endpoint-slice.ts';
import {
  ANNOTATION_LAST_APPLIED,
  ANNOTATION_TRIGGER_TIME,
  LABEL_MANAGED_BY,
  LABEL_SERVICE_NAME,
} from '../model/labels.ts';
import type { ObjectMeta, OwnerReference, StringMap, StringMapLike } from '../model/meta.ts';
import type { Plan, PlannedWrite, UpdateReason } from '../model/plan.ts';
import { groupKey } from '../slice/group-key.ts';
import { plannedCreate, plannedUpdate } from '../slice/planned-write.ts';
import { rewriteSlice } from '../slice/rewrite-slice.ts';

/** The annotations that slices do not take from their Endpoints: both are about the Endpoints object itself. */
const NOT_COPIED: readonly string[] = [ANNOTATION_TRIGGER_TIME, ANNOTATION_LAST_APPLIED];

/** What slices take from their Endpoints, labels aside. */
export interface MirroredContent {
  readonly annotations: StringMap;
  readonly owner: OwnerReference;
  /** Every endpoint of every slice as it should be. */
  readonly groups: readonly CheckedGroup<Endpoint>[];
}

/**
 * Returns the labels of mirrored slices: all of the Endpoints', overridden by the two that mark a slice.
 *
 * @see pkg/controller/endpointslicemirroring newEndpointSlice; docs/rules.md 3.4.3
 */
export function mirroredLabels(labels: StringMapLike, serviceName: string, managedBy: string): StringMap {
  const mirrored = sortKeys(copyStringMap(labels));
  mirrored[LABEL_SERVICE_NAME] = serviceName;
  mirrored[LABEL_MANAGED_BY] = managedBy;
  return mirrored;
}

/**
 * Returns the annotations of mirrored slices: the Endpoints' without the trigger time and that of `kubectl apply`.
 *
 * @see pkg/controller/endpointslicemirroring newEndpointSlice; docs/rules.md 3.4.3
 */
export function mirroredAnnotations(annotations: StringMapLike): StringMap {
  const mirrored = sortKeys(copyStringMap(annotations));
  for (const key of NOT_COPIED) delete mirrored[key];
  return mirrored;
}

/**
 * Returns the plan in which every slice that is written has exactly the annotations, the owner and the endpoints of its
 * Endpoints. Hints, and other fields that mirrored endpoints do not have, are removed when a slice is written.
 *
 * An unchanged slice becomes an update if its annotations differ, or if it belongs to an earlier Endpoints object of the
 * same name. Inputs are not changed. Cost: O(n) for n endpoints of slices that are written.
 *
 * @see pkg/controller/endpointslicemirroring reconcileByPortMapping, needRebuildExistingSlices; docs/rules.md 3.4.2, 3.4.3
 */
export function setMirroredContent(plan: Plan, wanted: MirroredContent): Plan {
  const groupByKey = new Map(wanted.groups.map((group) => [groupKey(group), group]));
  const asWritten = (slice: EndpointSlice): EndpointSlice =>
    asMirrored({ ...slice, endpoints: wantedEndpoints(slice, groupByKey.get(groupKey(slice))) }, wanted);
  const writes = plan.writes.map((write): PlannedWrite => {
    if (write.verb === 'delete') return write;
    if (write.verb === 'create') return plannedCreate(asMirrored(write.slice, wanted), write.reasons);
    const { slice, before, reasons } = write;
    return plannedUpdate(before, asWritten(slice), [...reasons, ...metadataReasons(before, wanted)]);
  });
  const unchanged: EndpointSliceLike[] = [];
  for (const before of plan.unchanged) {
    const reasons = metadataReasons(before, wanted);
    if (reasons.length === 0) unchanged.push(before);
    else writes.push(plannedUpdate(before, asWritten(rewriteSlice(before, {})), reasons));
  }
  return { writes, unchanged };
}

function metadataReasons(slice: EndpointSliceLike, { annotations, owner }: MirroredContent): UpdateReason[] {
  const reasons: UpdateReason[] = [];
  if (!hasAnnotations(slice, annotations)) reasons.push('AnnotationsChanged');
  const owners = slice.metadata?.ownerReferences ?? [];
  if (owners.some(({ kind, name, uid }) => kind === owner.kind && name === owner.name && uid !== owner.uid)) {
    reasons.push('OwnerChanged');
  }
  return reasons;
}

function hasAnnotations(slice: EndpointSliceLike, wanted: StringMap): boolean {
  const annotations = copyStringMap(slice.metadata?.annotations ?? {});
  const keys = Object.keys(annotations);
  return keys.length === Object.keys(wanted).length && keys.every((key) => annotations[key] === ownField(wanted, key));
}

function asMirrored(slice: EndpointSlice, { annotations, owner }: MirroredContent): EndpointSlice {
  const metadata: ObjectMeta = { ...slice.metadata, ownerReferences: [{ ...owner }] };
  delete metadata.annotations;
  if (Object.keys(annotations).length > 0) metadata.annotations = copyStringMap(annotations);
  return { ...slice, metadata };
}

/** Returns the endpoints of a slice, in their places, as they should be. */
function wantedEndpoints({ endpoints }: EndpointSlice, group: CheckedGroup<Endpoint> | undefined): Endpoint[] {
  const wanted = new Map(group?.items.map((endpoint) => [identityOf(endpoint), endpoint]));
  return endpoints.map((endpoint) => copyKnownFields(wanted.get(identityOf(endpoint)) ?? endpoint));
}

function sortKeys(map: StringMap): StringMap {
  const sorted: StringMap = {};
  for (const key of Object.keys(map).sort()) setField(sorted, key, ownField(map, key) ?? '');
  return sorted;
}
