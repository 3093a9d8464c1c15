import fc from 'fast-check';
import {
  findStaleness,
  emptySliceTracker,
  trackDeletion,
  forgetService,
  observeSliceDeletion,
  shouldSyncSlice,
  trackWrite,
} from 'endpointslice/controller';
import type { EndpointSliceLike, ServiceLike } from 'endpointslice';
import { weighted } from '../../support/arbitraries/weighted.ts';
import { definePart } from '../part.ts';

type SliceOp = 'update' | 'expectDeletion' | 'handleDeletion' | 'shouldSync';

interface SliceStep {
  readonly op: SliceOp;
  readonly slice: EndpointSliceLike;
}

interface StaleStep {
  readonly op: 'staleSlices';
  readonly service: ServiceLike;
  readonly slices: readonly EndpointSliceLike[];
}

interface DeleteStep {
  readonly op: 'deleteService';
  readonly namespace: string;
  readonly name: string;
}

interface TrackerCase {
  readonly steps: readonly (SliceStep | StaleStep | DeleteStep)[];
}

function slice(terminating: fc.Arbitrary<boolean>): fc.Arbitrary<EndpointSliceLike> {
  return fc
    .record({
      number: weighted([5, 1], [3, 2], [1, 3]),
      generation: weighted([4, 1], [4, 2], [2, 3]),
      service: weighted([16, 'web'], [1, 'other']),
      owner: weighted([12, 'Service u1'], [1, 'Service u0'], [1, 'Endpoints e1']),
      terminating,
    })
    .map(({ number, generation, service, owner, terminating: isTerminating }) => {
      const [kind = '', uid = ''] = owner.split(' ');
      return {
        addressType: 'IPv4',
        metadata: {
          namespace: 'shop',
          name: `web-${number}`,
          uid: `s${number}`,
          generation,
          ...(isTerminating ? { deletionTimestamp: '2026-01-01T00:00:00Z' } : {}),
          labels: { 'kubernetes.io/service-name': service },
          ownerReferences: [{ apiVersion: 'v1', kind, name: service, uid, controller: true }],
        },
        endpoints: [],
        ports: [],
      };
    });
}

const step = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      op: weighted<SliceOp>([6, 'update'], [2, 'expectDeletion'], [2, 'handleDeletion'], [2, 'shouldSync']),
      slice: slice(fc.constant(false)),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      op: fc.constant('staleSlices' as const),
      service: fc.constant<ServiceLike>({ metadata: { namespace: 'shop', name: 'web', uid: 'u1' } }),
      slices: fc.uniqueArray(slice(weighted([9, false], [1, true])), {
        maxLength: 3,
        selector: ({ metadata }) => metadata?.uid ?? '',
      }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      op: fc.constant('deleteService' as const),
      namespace: fc.constant('shop'),
      name: fc.constant('web'),
    }),
  },
);

function answers({ steps }: TrackerCase): (boolean | null)[] {
  let tracker = emptySliceTracker;
  return steps.map((one) => {
    switch (one.op) {
      case 'update':
        tracker = trackWrite(tracker, one.slice);
        return null;
      case 'expectDeletion':
        tracker = trackDeletion(tracker, one.slice);
        return null;
      case 'handleDeletion': {
        const handled = observeSliceDeletion(tracker, one.slice);
        tracker = handled.tracker;
        return handled.expected;
      }
      case 'shouldSync':
        return shouldSyncSlice(tracker, one.slice);
      case 'staleSlices':
        return findStaleness(tracker, one.service, one.slices).stale;
      default:
        tracker = forgetService(tracker, one);
        return null;
    }
  });
}

/** EndpointSliceTracker against the slice tracker: rule 2.5. */
export const sliceTrackerPart = definePart<TrackerCase, readonly (boolean | null)[]>({
  name: 'tracker',
  arbitrary: fc.record({ steps: fc.array(step, { minLength: 1, maxLength: 10 }) }),
  toReferenceInput: withoutTerminating,
  ours: answers,
  compare: ({ reference, ours }) =>
    (reference.output as readonly (boolean | null)[]).flatMap((theirs, index) =>
      theirs === ours[index] ? [] : [{ path: `step ${index}`, reference: theirs, ours: ours[index] }],
    ),
  rules: ['2.5'],
  rulesOf: ({ ours }) => (ours.includes(true) ? ['2.5'] : []),
  ledger: [
    { id: 'controller/deleted-slice-stays-gone', amend: withoutLateWrites },
    { id: 'controller/relabelled-slice', amend: withLabelsAsWritten },
    { id: 'controller/user-deletes-held-slice', amend: withHeldSlices },
    { id: 'controller/earlier-service', amend: withSlicesOfEarlierServices },
    { id: 'controller/unknown-slice-deleted', amendAnswer: withUnexpectedDeletions },
  ],
  mutations: [
    {
      name: 'turns an answer round',
      plant: (given) => {
        const index = given.findIndex((answer) => answer !== null);
        return index < 0 ? undefined : given.map((answer, position) => (position === index ? !answer : answer));
      },
    },
  ],
});

type Step = TrackerCase['steps'][number];

/** The controller leaves slices that are being deleted out of the list before it asks whether the list is stale. */
function withoutTerminating({ steps }: TrackerCase): TrackerCase {
  return {
    steps: steps.map((one) =>
      one.op === 'staleSlices' ? { ...one, slices: one.slices.filter((listed) => !isTerminating(listed)) } : one,
    ),
  };
}

/** What is known of a slice before a step, as the entries of the ledger say. */
interface Known {
  /** The Service for which it was written. */
  readonly service: string;
  readonly state: number | 'deleting' | 'gone';
  readonly written: EndpointSliceLike;
}

/** Answers nothing and changes nothing, so that steps keep their places; the slice named is forgotten. */
function idle(uid: string): DeleteStep {
  return { op: 'deleteService', namespace: 'none', name: uid };
}

/** Rewrites the steps of a case, each with what is known before it; nothing if no step became another. */
function rewrite(
  { steps }: TrackerCase,
  change: (one: Step, known: ReadonlyMap<string, Known>) => Step,
): TrackerCase | undefined {
  const known = new Map<string, Known>();
  const amended = steps.map((one) => {
    const changed = change(one, known);
    take(known, one);
    return changed;
  });
  return amended.every((one, index) => one === steps[index]) ? undefined : { steps: amended };
}

function take(known: Map<string, Known>, one: Step): void {
  if (one.op === 'deleteService') {
    for (const [uid, { service }] of known) {
      if (one.namespace === 'none' ? uid === one.name : service === one.name) known.delete(uid);
    }
  }
  if (!('slice' in one)) return;
  const uid = uidOf(one.slice);
  const before = known.get(uid);
  const here = { service: serviceOf(one.slice), written: one.slice };
  if (one.op === 'update' && !isLate(before, one.slice)) {
    known.set(uid, { ...here, state: one.slice.metadata?.generation ?? 0 });
  } else if (one.op === 'expectDeletion') {
    if (before?.state === 'gone') known.delete(uid);
    else known.set(uid, { ...here, state: 'deleting' });
  } else if (one.op === 'handleDeletion') {
    if (before?.state === 'deleting') known.delete(uid);
    else known.set(uid, { ...here, ...before, state: 'gone' });
  }
}

function isLate(before: Known | undefined, written: EndpointSliceLike): boolean {
  if (typeof before?.state !== 'number') return before?.state === 'gone';
  return before.service !== serviceOf(written) && (written.metadata?.generation ?? 0) < before.state;
}

/** What the reference would be told if nobody noted writes and deletes of slices that are known to be gone. */
function withoutLateWrites(input: TrackerCase): TrackerCase | undefined {
  return rewrite(input, (one, known) => {
    if (!('slice' in one) || known.get(uidOf(one.slice))?.state !== 'gone') return one;
    if (one.op === 'expectDeletion') return idle(uidOf(one.slice));
    return one.op === 'update' ? idle('') : one;
  });
}

/** What the reference would be told if a slice were known by its uid only, whatever Service its label names. */
function withLabelsAsWritten(input: TrackerCase): TrackerCase | undefined {
  // What the reference still holds for Services that slices have left: by Service and uid, whether a deletion.
  const left = new Map<string, { readonly slice: EndpointSliceLike; readonly deleting: boolean }>();
  return rewrite(input, (one, known) => {
    if (one.op === 'deleteService') {
      for (const key of left.keys()) if (key.startsWith(`${one.name}/`)) left.delete(key);
      return one;
    }
    if (one.op === 'staleSlices') return withLeft(one, left);
    const uid = uidOf(one.slice);
    const before = known.get(uid);
    const isMoved = before !== undefined && before.service !== serviceOf(one.slice);
    if (one.op === 'shouldSync') {
      if (typeof before?.state !== 'number') return left.has(keyOf(one.slice)) ? labelled(one, 'none') : one;
      if (!isMoved) return one;
      return labelled(one, (one.slice.metadata?.generation ?? 0) < before.state ? before.service : 'none');
    }
    if (one.op === 'handleDeletion') {
      if (isMoved) return labelled(one, before.service);
      return before === undefined && left.has(keyOf(one.slice)) ? labelled(one, 'none') : one;
    }
    if (before?.state === 'gone') return one;
    if (one.op === 'update' && isLate(before, one.slice)) return idle('');
    left.delete(keyOf(one.slice));
    if (isMoved) {
      left.set(`${before.service}/${uid}`, { slice: before.written, deleting: before.state === 'deleting' });
    }
    return one;
  });
}

function withLeft(
  one: StaleStep,
  left: ReadonlyMap<string, { readonly slice: EndpointSliceLike; readonly deleting: boolean }>,
): Step {
  const here = [...left].filter(([key]) => key.startsWith('web/')).map(([, entry]) => entry);
  if (here.length === 0) return one;
  const uids = new Set(here.map((entry) => uidOf(entry.slice)));
  const shown = here.filter(({ deleting }) => !deleting).map((entry) => newest(entry.slice));
  return { ...one, slices: [...one.slices.filter((listed) => !uids.has(uidOf(listed))), ...shown] };
}

/** What the reference would be told if a slice that somebody deleted, and that still is there, were left in the list. */
function withHeldSlices(input: TrackerCase): TrackerCase | undefined {
  return rewrite(input, (one, known) => {
    if (one.op !== 'staleSlices') return one;
    const isHeld = (listed: EndpointSliceLike): boolean =>
      isTerminating(listed) && typeof known.get(uidOf(listed))?.state === 'number';
    if (!one.slices.some(isHeld)) return one;
    return { ...one, slices: one.slices.map((listed) => (isHeld(listed) ? newest(listed) : listed)) };
  });
}

/** What the reference would be told if slices written for an earlier Service of the name counted as still listed. */
function withSlicesOfEarlierServices(input: TrackerCase): TrackerCase | undefined {
  return rewrite(input, (one, known) => {
    if (one.op !== 'staleSlices') return one;
    const listed = new Set(one.slices.filter((shown) => !isTerminating(shown)).map(uidOf));
    const earlier = [...known.values()].filter(
      ({ service, state, written }) =>
        service === 'web' && typeof state === 'number' && isOfEarlier(written) && !listed.has(uidOf(written)),
    );
    return earlier.length === 0 ? one : { ...one, slices: [...one.slices, ...earlier.map(({ written }) => written)] };
  });
}

/** A deletion is expected only of a slice that is known for this Service, and not as one that is there to stay. */
function withUnexpectedDeletions(output: unknown, { input }: { readonly input: TrackerCase }): unknown {
  const answered = [...(output as readonly (boolean | null)[])];
  let index = -1;
  const amended = rewrite(input, (one, known) => {
    index += 1;
    if (one.op !== 'handleDeletion') return one;
    const before = known.get(uidOf(one.slice));
    const isKnown = before !== undefined && typeof before.state !== 'number';
    if (isKnown && before.service === (one.slice.metadata?.annotations?.[labelBefore] ?? serviceOf(one.slice)))
      return one;
    answered[index] = false;
    return { ...one };
  });
  return amended === undefined ? undefined : answered;
}

function isOfEarlier({ metadata }: EndpointSliceLike): boolean {
  const owner = metadata?.ownerReferences?.[0];
  return owner?.kind === 'Service' && owner.uid !== 'u1';
}

function isTerminating({ metadata }: EndpointSliceLike): boolean {
  return metadata?.deletionTimestamp !== undefined;
}

/** The slice as if it were there to stay, and had been written after all else. */
function newest(given: EndpointSliceLike): EndpointSliceLike {
  return { ...given, metadata: { ...given.metadata, generation: 99, deletionTimestamp: undefined } };
}

/** Where a step that was labelled anew keeps the label that it had, for the entries that come after. */
const labelBefore = 'label-before';

function labelled(one: SliceStep, service: string): SliceStep {
  const { metadata } = one.slice;
  const labels = { 'kubernetes.io/service-name': service };
  const annotations = { [labelBefore]: serviceOf(one.slice) };
  return { ...one, slice: { ...one.slice, metadata: { ...metadata, labels, annotations } } };
}

function uidOf({ metadata }: EndpointSliceLike): string {
  return metadata?.uid ?? '';
}

function serviceOf({ metadata }: EndpointSliceLike): string {
  return metadata?.labels?.['kubernetes.io/service-name'] ?? '';
}

function keyOf(given: EndpointSliceLike): string {
  return `${serviceOf(given)}/${uidOf(given)}`;
}
