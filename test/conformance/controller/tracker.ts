import fc from 'fast-check';
import {
  checkStaleness,
  emptySliceTracker,
  expectSliceDeletion,
  forgetService,
  handleSliceDeletion,
  shouldSyncSlice,
  trackSlice,
} from '../../../src/controller/slice-tracker.ts';
import type { ServiceLike } from '../../../src/model/core.ts';
import type { EndpointSliceLike } from '../../../src/model/endpoint-slice.ts';
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

const slice: fc.Arbitrary<EndpointSliceLike> = fc
  .record({
    number: weighted([5, 1], [3, 2], [1, 3]),
    generation: weighted([4, 1], [4, 2], [2, 3]),
    service: weighted([8, 'web'], [1, 'other']),
    owner: weighted([12, 'u1'], [1, 'u0']),
  })
  .map(({ number, generation, service, owner }) => ({
    addressType: 'IPv4',
    metadata: {
      namespace: 'shop',
      name: `web-${number}`,
      uid: `s${number}`,
      generation,
      labels: { 'kubernetes.io/service-name': service },
      ownerReferences: [{ apiVersion: 'v1', kind: 'Service', name: service, uid: owner, controller: true }],
    },
    endpoints: [],
    ports: [],
  }));

const step = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      op: weighted<SliceOp>([6, 'update'], [2, 'expectDeletion'], [2, 'handleDeletion'], [2, 'shouldSync']),
      slice,
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      op: fc.constant('staleSlices' as const),
      service: fc.constant<ServiceLike>({ metadata: { namespace: 'shop', name: 'web', uid: 'u1' } }),
      slices: fc.uniqueArray(slice, { maxLength: 3, selector: ({ metadata }) => metadata?.uid ?? '' }),
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
        tracker = trackSlice(tracker, one.slice);
        return null;
      case 'expectDeletion':
        tracker = expectSliceDeletion(tracker, one.slice);
        return null;
      case 'handleDeletion': {
        const handled = handleSliceDeletion(tracker, one.slice);
        tracker = handled.tracker;
        return handled.expected;
      }
      case 'shouldSync':
        return shouldSyncSlice(tracker, one.slice);
      case 'staleSlices':
        return checkStaleness(tracker, one.service, one.slices).stale;
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
  toReferenceInput: (input) => input,
  ours: answers,
  compare: ({ reference, ours }) =>
    (reference.output as readonly (boolean | null)[]).flatMap((theirs, index) =>
      theirs === ours[index] ? [] : [{ path: `step ${index}`, reference: theirs, ours: ours[index] }],
    ),
  rules: ['2.5'],
  rulesOf: ({ ours }) => (ours.includes(true) ? ['2.5'] : []),
  ledger: [
    { id: 'controller/deleted-slice-stays-gone', amend: withoutLateWrites },
    { id: 'controller/earlier-service', amend: withSlicesOfEarlierServices },
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

/** Answers nothing and changes nothing, so that steps keep their places. */
const idle: DeleteStep = { op: 'deleteService', namespace: 'none', name: 'none' };

type Step = TrackerCase['steps'][number];

/** What the reference would be told if nobody noted writes of slices that are known to be gone. */
function withoutLateWrites({ steps }: TrackerCase): TrackerCase | undefined {
  const states = new Map<string, 'written' | 'deleting' | 'gone'>();
  const amended = steps.map((one): Step => {
    if (one.op === 'deleteService') forget(states, one);
    if (!('slice' in one)) return one;
    const key = keyOf(one.slice);
    const state = states.get(key);
    if (one.op === 'expectDeletion') states.set(key, 'deleting');
    if (one.op === 'handleDeletion' && state === 'deleting') states.delete(key);
    else if (one.op === 'handleDeletion') states.set(key, 'gone');
    if (one.op !== 'update') return one;
    if (state === 'gone') return idle;
    states.set(key, 'written');
    return one;
  });
  return amended.includes(idle) ? { steps: amended } : undefined;
}

/** What the reference would be told if slices written for an earlier Service of the name counted as still listed. */
function withSlicesOfEarlierServices({ steps }: TrackerCase): TrackerCase | undefined {
  const written = new Map<string, EndpointSliceLike>();
  let changed = false;
  const amended = steps.map((one): Step => {
    if (one.op === 'deleteService') forget(written, one);
    if (one.op === 'update') written.set(keyOf(one.slice), one.slice);
    if (one.op === 'expectDeletion' || one.op === 'handleDeletion') written.delete(keyOf(one.slice));
    if (one.op !== 'staleSlices') return one;
    const listed = new Set(one.slices.map(({ metadata }) => metadata?.uid));
    const earlier = [...written].filter(
      ([key, { metadata }]) =>
        key.startsWith('web/') && metadata?.ownerReferences?.[0]?.uid !== 'u1' && !listed.has(metadata?.uid),
    );
    if (earlier.length === 0) return one;
    changed = true;
    return { ...one, slices: [...one.slices, ...earlier.map(([, missing]) => missing)] };
  });
  return changed ? { steps: amended } : undefined;
}

function keyOf({ metadata }: EndpointSliceLike): string {
  return `${metadata?.labels?.['kubernetes.io/service-name']}/${metadata?.uid}`;
}

function forget(known: Map<string, unknown>, { name }: DeleteStep): void {
  for (const key of known.keys()) if (key.startsWith(`${name}/`)) known.delete(key);
}
