import { enter } from './internal/door.ts';
import { expectName, expectObject } from './internal/expect.ts';
import { decisionOf, type MirroringDecision } from './mirror/decide-mirroring.ts';
import { keepOneSlice } from './mirror/keep-one-slice.ts';
import { whatMirroringLeavesOut } from './mirror/mirror-notices.ts';
import { mirroredAnnotations, mirroredLabels, setMirroredContent } from './mirror/mirrored-content.ts';
import { type MirroringFacts, type MirroringRequest, readMirroring } from './mirror/mirroring-facts.ts';
import { packSubsets } from './mirror/pack-subsets.ts';
import { translateSubsets } from './mirror/translate-subsets.ts';
import type { EndpointSliceLike } from './model/endpoint-slice.ts';
import type { Notice, NoticedObject, NotMirroredReason } from './model/notice.ts';
import type { Plan } from './model/plan.ts';
import { noticeOf } from './notice/notice-of.ts';
import { sortNotices } from './notice/sort-notices.ts';
import { planSource } from './plan-source.ts';
import { type SelectedSlices, selectSlices } from './plan/select-slices.ts';
import type { AddressTypeStatistics } from './plan/statistics.ts';
import { plannedDelete } from './slice/planned-write.ts';
import { controllerReference } from './slice/slice-owner.ts';
import { generateNamePrefix } from './slice/slice-template.ts';

/** Input of `planMirror`. */
export interface PlanMirrorInput<Slice extends EndpointSliceLike = EndpointSliceLike> extends MirroringRequest {
  /** Any slices; only those of this Service and this manager are planned. */
  readonly slices: readonly Slice[];
}

/** The result of `planMirror`. */
export interface MirrorPlan<Slice extends EndpointSliceLike = EndpointSliceLike> {
  /** Whether the Endpoints are mirrored, and if not, why. */
  readonly decision: MirroringDecision;
  readonly plan: Plan<Slice>;
  /** Sorted, whatever the order of the input. */
  readonly notices: readonly Notice[];
  /** One entry for each address type that is or was mirrored; empty if nothing is to be mirrored. */
  readonly statistics: readonly AddressTypeStatistics[];
}

/**
 * Plans the slices that mirror an Endpoints object, as the endpointslicemirroring controller would create, update and delete
 * them.
 *
 * Subsets are packed canonically first; each packed subset becomes at most one slice for each IP family, of at most
 * `maxAddressesPerSubset` endpoints, ready ones first. Notices name every address that is left out: it is invalid, beyond
 * the maximum, or the same endpoint as another. Labels and annotations are the Endpoints', without the trigger time and that
 * of `kubectl apply`. If the Endpoints are not to be mirrored (see `decideMirroring`), their slices are deleted; slices of
 * other managers are never touched. Of slices with the same ports one stays, the first by name; endpoints keep their places
 * in it. With `mirrorAllAddresses` endpoints are spread as `planService` spreads them.
 *
 * Inputs are not changed; `before` and `unchanged` are the caller's objects, everything else is new and the caller's to
 * keep. The same input gives the same plan, to the byte, whatever the order of slices. Cost: O(n log n) for n addresses.
 *
 * Laws: see "Mirroring" in docs/laws.md. Where the answer differs from the reference's, docs/ledger.md says why.
 *
 * @throws TypeError if an object is invalid; the error names the path
 * @throws RangeError if `maxAddressesPerSubset` is not a whole number from 1 to 1000, if Endpoints and Service do not have
 * the same name and namespace, or if two slices share a name
 * @see pkg/controller/endpointslicemirroring syncEndpoints, reconcile; docs/rules.md 3
 * @example
 * const endpoints = {
 *   metadata: { namespace: 'shop', name: 'db', uid: 'u1' },
 *   subsets: [{ addresses: [{ ip: '192.0.2.7' }], notReadyAddresses: [{ ip: '2001:db8::7' }], ports: [{ port: 5432, protocol: 'TCP' }] }],
 * };
 * const service = { metadata: { namespace: 'shop', name: 'db' }, spec: { ports: [{ port: 5432 }] } };
 * formatPlan(planMirror({ endpoints, service, slices: [] }).plan)
 * // => 'create IPv4 db-* TCP/5432: 1 endpoint (EndpointsAdded)\n  + 192.0.2.7: ready serving\ncreate IPv6 db-* TCP/5432: 1 endpoint (EndpointsAdded)\n  + 2001:db8::7: serving\n'
 */
export function planMirror<Slice extends EndpointSliceLike = EndpointSliceLike>(
  input: PlanMirrorInput<Slice>,
): MirrorPlan<Slice> {
  return enter('planMirror', () => {
    const mirroring = readMirroring(expectObject(input, ['input']));
    const { namespace, name, managedBy } = mirroring;
    const selected = selectSlices(input.slices, { namespace, serviceName: name, managedBy });
    const decision = decisionOf(input);
    const mirrored: MirrorPlan = decision.mirrored
      ? { decision, ...planMirroredSlices(mirroring, input, selected) }
      : { decision, ...withdrawSlices(mirroring, decision.reason, selected) };
    // Every slice in the plan is one of `input.slices`.
    return mirrored as MirrorPlan<Slice>;
  });
}

/** Deletes every slice of this manager. */
function withdrawSlices(
  { namespace, name }: MirroringFacts,
  cause: NotMirroredReason,
  selected: SelectedSlices,
): Omit<MirrorPlan, 'decision'> {
  const notice = noticeOf({ kind: 'Endpoints', namespace, name }, { reason: 'EndpointsNotMirrored', cause });
  return {
    plan: { writes: selected.slices.map((before) => plannedDelete(before, 'SourceNotWanted')), unchanged: [] },
    notices: sortNotices([notice, ...selected.notices]),
    statistics: [],
  };
}

function planMirroredSlices(
  mirroring: MirroringFacts,
  { endpoints, slices: given }: PlanMirrorInput,
  selected: SelectedSlices,
): Omit<MirrorPlan, 'decision'> {
  const { namespace, name, managedBy, maxAddressesPerSubset, mirrorAllAddresses, explicitConditions } = mirroring;
  const { uid: givenUid, labels, annotations, deletionTimestamp } = endpoints?.metadata ?? {};
  const uid = expectName(givenUid, ['endpoints', 'metadata', 'uid']);
  const owner = controllerReference({ apiVersion: 'v1', kind: 'Endpoints', name, uid });
  const translated = translateSubsets(packSubsets(endpoints?.subsets ?? []), {
    maxAddressesPerSubset: mirrorAllAddresses ? Number.POSITIVE_INFINITY : maxAddressesPerSubset,
    explicitConditions,
  });
  const object: NoticedObject = { kind: 'Endpoints', namespace, name };
  const content = { annotations: mirroredAnnotations(annotations ?? {}), owner, groups: translated.groups };
  const { kept, surplus } = mirrorAllAddresses ? { kept: selected.slices, surplus: [] } : keepOneSlice(selected.slices);
  const { plan, notices, statistics } = planSource({
    given,
    object,
    groups: translated.groups,
    slices: kept,
    surplus,
    onePerGroup: !mirrorAllAddresses,
    template: {
      namespace,
      generateName: generateNamePrefix(name),
      labels: mirroredLabels(labels ?? {}, name, managedBy),
      owner,
    },
    maxEndpointsPerSlice: maxAddressesPerSubset,
    placeholders: [],
    anyOwner: true,
    ownerTerminating: deletionTimestamp !== null && deletionTimestamp !== undefined,
    setContent: (planned) => setMirroredContent(planned, content),
    notices: [
      ...selected.notices,
      ...whatMirroringLeavesOut(translated, labels ?? {}, maxAddressesPerSubset).map((details) =>
        noticeOf(object, details),
      ),
    ],
  });
  return { plan, notices, statistics };
}
