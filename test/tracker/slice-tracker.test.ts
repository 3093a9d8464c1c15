import { buildService, buildSlice, ownerWeb, sliceLabelsOfWeb } from '../support/build.ts';
import { deepFreeze } from '../support/deep-freeze.ts';
import type { EndpointSliceLike, OwnerReferenceLike } from 'endpointslice';
import {
  findStaleness,
  emptySliceTracker,
  trackDeletion,
  forgetService,
  observeSliceDeletion,
  observeSlice,
  type SliceSource,
  type SliceTracker,
  type Staleness,
  shouldSyncSlice,
  trackWrite,
} from 'endpointslice/controller';
import { describe, expect, test } from 'vitest';

const service = buildService();
const web = { namespace: 'shop', name: 'web' };
const other = { namespace: 'shop', name: 'other' };

/** What a test says of a slice; the rest is that of a slice of the Service `shop/web`. */
interface Given {
  readonly generation?: number;
  readonly name?: string;
  /** Its service-name label; `null` for none. */
  readonly serviceName?: string | null;
  readonly managedBy?: string;
  readonly owner?: OwnerReferenceLike | undefined;
  readonly terminating?: boolean;
  /** Its resourceVersion; none where the test is about generations. */
  readonly version?: string;
}

function sliceWith(given: Given = {}): EndpointSliceLike {
  const { generation = 1, name = 'web-a', serviceName = 'web', managedBy, terminating, version } = given;
  const labels = {
    ...sliceLabelsOfWeb,
    'kubernetes.io/service-name': serviceName,
    ...(managedBy === undefined ? {} : { 'endpointslice.kubernetes.io/managed-by': managedBy }),
  };
  const slice = buildSlice({
    name,
    labels,
    ...(terminating === true ? { deletionTimestamp: '2026-01-01T00:00:00Z' } : {}),
  });
  const ownerReferences = 'owner' in given ? (given.owner === undefined ? [] : [given.owner]) : [ownerWeb];
  return deepFreeze({
    ...slice,
    metadata: { ...slice.metadata, generation, ownerReferences, resourceVersion: version },
  });
}

function sliceAt(generation: number, name = 'web-a'): EndpointSliceLike {
  return sliceWith({ generation, name });
}

/** A tracker that was told of these writes, in turn. */
function tracking(...slices: readonly EndpointSliceLike[]): SliceTracker {
  return slices.reduce(trackWrite, emptySliceTracker);
}

function check(
  tracker: SliceTracker,
  slices: readonly EndpointSliceLike[],
  source: SliceSource = service,
): Staleness & { readonly reasons: readonly string[] } {
  const staleness = findStaleness(deepFreeze(tracker), source, slices);
  expect(staleness.stale).toBe(staleness.slices.length > 0);
  return { ...staleness, reasons: staleness.slices.map(({ name, reason }) => `${name} ${reason}`) };
}

function reasons(
  tracker: SliceTracker,
  slices: readonly EndpointSliceLike[],
  source: SliceSource = service,
): readonly string[] {
  return check(tracker, slices, source).reasons;
}

/** Whether a tracker holds nothing at all. */
function isEmpty({ services, serviceKeys }: SliceTracker): boolean {
  return services === undefined && serviceKeys === undefined;
}

describe('trackWrite', () => {
  test('sets the generation, downwards too (rule 2.5.a)', () => {
    const tracker = tracking(sliceAt(5), sliceAt(3));
    expect(reasons(tracker, [sliceAt(3)])).toEqual([]);
    expect(reasons(tracker, [sliceAt(2)])).toEqual(['web-a OlderThanWritten']);
  });

  test('leaves the tracker it was given as it was', () => {
    const before = deepFreeze(tracking(sliceAt(1)));
    trackWrite(before, sliceAt(9));
    trackWrite(before, sliceWith({ serviceName: 'other' }));
    trackDeletion(before, sliceAt(1));
    observeSlice(before, sliceAt(4));
    observeSliceDeletion(before, sliceAt(1));
    forgetService(before, web);
    check(before, [sliceWith({ serviceName: 'other' })]);
    expect(reasons(before, [])).toEqual(['web-a Missing']);
  });

  test('is the same value when nothing is new', () => {
    const tracker = tracking(sliceAt(1));
    expect(trackWrite(tracker, sliceAt(1))).toBe(tracker);
    expect(trackWrite(tracker, sliceWith({ owner: { ...ownerWeb, uid: 'new' } }))).not.toBe(tracker);
    expect(trackWrite(tracker, sliceWith({ owner: undefined }))).not.toBe(tracker);
    expect(trackWrite(tracker, sliceWith({ managedBy: 'me' }))).not.toBe(tracker);
    const unowned = tracking(sliceWith({ owner: undefined }));
    expect(trackWrite(unowned, sliceWith({ owner: undefined }))).toBe(unowned);
    expect(trackWrite(unowned, sliceAt(1))).not.toBe(unowned);
    expect(trackWrite(tracker, sliceWith({ serviceName: 'other' }))).not.toBe(tracker);
  });

  test('counts a slice without generation as the oldest', () => {
    const { generation, ...metadata } = sliceAt(1).metadata ?? {};
    const bare = { ...sliceAt(1), metadata };
    expect(generation).toBe(1);
    expect(reasons(tracking(sliceAt(1)), [bare])).toEqual(['web-a OlderThanWritten']);
    expect(reasons(tracking(bare), [bare])).toEqual([]);
  });

  test('does not bring back a slice that somebody else deleted (rule 9.9) (ledger controller/deleted-slice-stays-gone)', () => {
    const { tracker } = observeSliceDeletion(tracking(sliceAt(1)), sliceAt(1));
    expect(reasons(trackWrite(tracker, sliceAt(2)), [])).toEqual([]);
    // Nor one that was created and deleted before the create was answered.
    const early = observeSliceDeletion(emptySliceTracker, sliceAt(1)).tracker;
    expect(reasons(trackWrite(early, sliceAt(1)), [])).toEqual([]);
  });

  test('does not bring back a slice that has left the Service (ledger controller/relabelled-slice)', () => {
    for (const left of [sliceWith({ serviceName: 'other' }), sliceWith({ managedBy: 'me' })]) {
      const { tracker } = observeSlice(tracking(sliceAt(1)), left);
      expect(reasons(trackWrite(tracker, sliceAt(2)), [])).toEqual([]);
    }
  });

  test('moves a slice that is written for another Service (ledger controller/relabelled-slice)', () => {
    const moved = sliceWith({ generation: 2, serviceName: 'other' });
    const tracker = trackWrite(tracking(sliceAt(2)), moved);
    expect(reasons(tracker, [])).toEqual([]);
    expect(reasons(tracker, [], buildService({ name: 'other', uid: 'web-uid' }))).toEqual(['web-a Missing']);
    // An answer from before the move is late.
    expect(trackWrite(tracker, sliceAt(1))).toBe(tracker);
    expect(reasons(trackWrite(tracker, sliceAt(2)), [])).toEqual(['web-a Missing']);
    expect(reasons(trackWrite(tracker, sliceWith({ serviceName: 'other' })), [moved])).toEqual([]);
  });

  test('tracks a slice for the Service that it was moved to, when that one writes it', () => {
    const moved = sliceWith({ serviceName: 'other' });
    const { tracker } = observeSlice(tracking(sliceAt(1)), moved);
    const written = trackWrite(tracker, sliceWith({ serviceName: 'other', generation: 2 }));
    const source = buildService({ name: 'other', uid: 'web-uid' });
    expect(reasons(written, [moved], source)).toEqual(['web-a OlderThanWritten']);
  });

  test('takes the newest resourceVersion, though the generation is the same', () => {
    const tracker = tracking(sliceWith({ version: '1' }), sliceWith({ version: '2' }));
    const { tracker: seen } = observeSlice(tracker, sliceWith({ name: 'web-b', version: '1' }));
    expect(reasons(seen, [])).toEqual(['web-a Missing']);
  });

  test('does not bring back a slice that was seen to be deleted, whatever label it had', () => {
    const { tracker } = observeSlice(tracking(sliceAt(1)), sliceWith({ terminating: true, generation: 2 }));
    const late = trackWrite(tracker, sliceWith({ serviceName: 'other', generation: 3 }));
    expect(late).toBe(tracker);
  });

  test('counts again after a delete that was accepted, as the last word', () => {
    const tracker = trackWrite(trackDeletion(emptySliceTracker, sliceAt(1)), sliceAt(2));
    expect(reasons(tracker, [sliceAt(2)])).toEqual([]);
    expect(reasons(tracker, [])).toEqual(['web-a Missing']);
  });
});

describe('trackDeletion', () => {
  test('marks the slice; forgetService forgets all (rule 2.5.a)', () => {
    const tracker = trackDeletion(tracking(sliceAt(1), sliceAt(1, 'web-b')), sliceAt(1));
    expect(reasons(tracker, [sliceAt(1), sliceAt(1, 'web-b')])).toEqual(['web-a DeletionExpected']);
    const forgotten = forgetService(trackWrite(tracker, sliceWith({ name: 'x', serviceName: 'other' })), web);
    expect(reasons(forgotten, [sliceAt(0)])).toEqual([]);
    expect(reasons(forgotten, [], buildService({ name: 'other', uid: 'web-uid' }))).toEqual(['x Missing']);
    expect(isEmpty(forgetService(forgotten, other))).toBe(true);
    expect(isEmpty(forgetService(emptySliceTracker, other))).toBe(true);
  });

  test('leaves nothing behind when the slice was seen to go before the answer', () => {
    const seen = observeSliceDeletion(tracking(sliceAt(1)), sliceAt(1)).tracker;
    expect(isEmpty(trackDeletion(seen, sliceAt(1)))).toBe(true);
    const two = observeSliceDeletion(tracking(sliceAt(1), sliceAt(1, 'web-b')), sliceAt(1)).tracker;
    expect(reasons(trackDeletion(two, sliceAt(1)), [])).toEqual(['web-b Missing']);
  });
});

describe('findStaleness', () => {
  test('says not stale of a Service that it does not know (rule 2.5.b)', () => {
    expect(reasons(emptySliceTracker, [sliceAt(1)])).toEqual([]);
    expect(reasons(tracking(sliceWith({ name: 'other-a', serviceName: 'other' })), [sliceAt(1)])).toEqual([]);
  });

  test.each([
    [[sliceAt(2)], []],
    [[sliceAt(3)], []],
    [[sliceAt(1)], ['web-a OlderThanWritten']],
    [[], ['web-a Missing']],
    [[sliceAt(1, 'web-b')], ['web-a Missing']],
    [[sliceAt(2), sliceAt(1, 'web-b')], []],
  ])('compares what is listed with what was written (rule 2.5.b)', (listed, expected) => {
    expect(reasons(tracking(sliceAt(2)), listed)).toEqual(expected);
  });

  test('does not miss a slice whose deletion was sent (rule 2.5.b)', () => {
    expect(reasons(trackDeletion(tracking(sliceAt(2)), sliceAt(2)), [])).toEqual([]);
  });

  test('does not wait for the end of a deleted slice that a finalizer holds', () => {
    const tracker = trackDeletion(tracking(sliceAt(1)), sliceAt(1));
    const held = sliceWith({ generation: 2, terminating: true });
    expect(reasons(tracker, [sliceAt(1)])).toEqual(['web-a DeletionExpected']);
    expect(reasons(tracker, [held])).toEqual([]);
    expect(observeSliceDeletion(check(tracker, [held]).tracker, held).expected).toBe(true);
  });

  test('does not wait for the end of a slice that a user deleted and a finalizer holds (ledger controller/user-deletes-held-slice)', () => {
    const held = sliceWith({ generation: 2, terminating: true });
    expect(reasons(tracking(sliceAt(1)), [held])).toEqual([]);
    expect(reasons(tracking(sliceAt(3)), [held])).toEqual([]);
    // A caller that leaves such slices out of its lists passes the event on.
    expect(reasons(observeSlice(tracking(sliceAt(1)), held).tracker, [])).toEqual([]);
  });

  test.each<[string, Given]>([
    ['service-name', { serviceName: 'other' }],
    ['service-name, taken off,', { serviceName: null }],
    ['managed-by', { managedBy: 'me' }],
  ])('does not wait for a slice whose label %s a user changed (ledger controller/relabelled-slice)', (_, change) => {
    const left = sliceWith(change);
    expect(reasons(tracking(sliceAt(1)), [left])).toEqual([]);
    expect(isEmpty(check(tracking(sliceAt(1)), [left]).tracker)).toBe(true);
    // A caller that leaves such slices out of its lists passes the event on.
    expect(reasons(observeSlice(tracking(sliceAt(1)), left).tracker, [])).toEqual([]);
    // What was written later than the change is still to come.
    expect(reasons(tracking(sliceAt(2)), [left])).toEqual(['web-a OlderThanWritten']);
  });

  test('does not wait for slices of an earlier Service of the name (rule 2.5.b) (ledger controller/earlier-service)', () => {
    const earlier = tracking(sliceWith({ owner: { ...ownerWeb, uid: 'earlier' } }));
    expect(reasons(earlier, [])).toEqual([]);
    expect(reasons(earlier, [sliceAt(0)])).toEqual(['web-a OlderThanWritten']);
    expect(isEmpty(check(earlier, []).tracker)).toBe(true);
    expect(reasons(earlier, [], { apiVersion: 'v1', kind: 'Service', ...service })).toEqual([]);
  });

  const ownerEndpoints = { ...ownerWeb, kind: 'Endpoints', uid: 'e1' };
  const endpoints = { metadata: { ...web, uid: 'e1' }, subsets: [] };
  const laterEndpoints = { metadata: { ...web, uid: 'e2' } };

  test.each<[string, OwnerReferenceLike | undefined]>([
    ['the Endpoints', ownerEndpoints],
    ['another kind', { ...ownerWeb, kind: 'Pool', uid: 'p1' }],
    ['another group', { ...ownerWeb, apiVersion: 'serving.knative.dev/v1', uid: 'p1' }],
    ['a Service of another name', { ...ownerWeb, name: 'pool', uid: 'p1' }],
    ['nobody', undefined],
    ['nobody that controls it', { ...ownerWeb, uid: 'earlier', controller: false }],
  ])('misses a slice that belongs to %s, by the Service', (_, owner) => {
    expect(reasons(tracking(sliceWith({ owner })), [])).toEqual(['web-a Missing']);
  });

  test('misses mirrored slices by the Endpoints, but not those of earlier ones (ledger controller/earlier-service)', () => {
    const tracker = tracking(sliceWith({ owner: ownerEndpoints }));
    expect(reasons(tracker, [], endpoints)).toEqual(['web-a Missing']);
    expect(reasons(tracker, [], { ...laterEndpoints, subsets: null })).toEqual([]);
    expect(reasons(tracker, [], { ...laterEndpoints, kind: 'Endpoints' })).toEqual([]);
    // Nobody can tell that these are Endpoints.
    expect(reasons(tracker, [], laterEndpoints)).toEqual(['web-a Missing']);
  });

  test('lists slices in order of their uids, whatever the order of writing', () => {
    const slices = ['web-c', 'web-a', 'web-b'].map((name) => sliceAt(2, name));
    const expected = ['web-a Missing', 'web-b Missing', 'web-c Missing'];
    expect(reasons(tracking(...slices), [])).toEqual(expected);
    expect(reasons(tracking(...[...slices].reverse()), [])).toEqual(expected);
    expect(check(tracking(sliceAt(2)), []).slices).toEqual([{ name: 'web-a', uid: 'web-a-uid', reason: 'Missing' }]);
  });

  test('gives a tracker of the slices that are listed or missing', () => {
    const names = ['listed', 'missing', 'deleting', 'deleted', 'gone'];
    let tracker = tracking(...names.map((name) => sliceAt(1, name)));
    tracker = trackDeletion(tracker, sliceAt(1, 'deleting'));
    tracker = trackDeletion(tracker, sliceAt(1, 'deleted'));
    tracker = observeSliceDeletion(tracker, sliceAt(1, 'gone')).tracker;
    const kept = check(tracker, [sliceAt(1, 'listed'), sliceAt(1, 'deleting')]);
    expect(kept.reasons).toEqual(['deleting DeletionExpected', 'missing Missing']);
    expect(check(kept.tracker, []).reasons).toEqual(['listed Missing', 'missing Missing']);
    expect(check(kept.tracker, [sliceAt(0, 'deleted'), sliceAt(0, 'gone')]).reasons).toEqual([
      'listed Missing',
      'missing Missing',
    ]);
    expect(
      findStaleness(
        kept.tracker,
        service,
        names.map((name) => sliceAt(1, name)),
      ).tracker,
    ).toBe(kept.tracker);
  });

  test('does not miss a slice when an event later than its write was seen: it came and went unseen', () => {
    const tracker = tracking(sliceWith({ version: '9' }));
    const seen = (version: string): SliceTracker =>
      observeSlice(tracker, sliceWith({ name: 'web-b', version })).tracker;
    expect(reasons(seen('8'), [])).toEqual(['web-a Missing']);
    expect(reasons(seen('9'), [])).toEqual([]);
    expect(reasons(seen('10'), [])).toEqual([]);
    expect(check(seen('10'), []).tracker.services).toBeUndefined();
    const deleted = observeSliceDeletion(tracker, sliceWith({ name: 'web-b', version: '10' })).tracker;
    expect(reasons(deleted, [])).toEqual([]);
    // What was written without a resourceVersion, or after the event, is still to come.
    expect(reasons(trackWrite(seen('10'), sliceAt(1)), [])).toEqual(['web-a Missing']);
    expect(reasons(trackWrite(seen('10'), sliceWith({ version: '11' })), [])).toEqual(['web-a Missing']);
  });

  test('remembers what was seen when it forgets a slice, and older events teach it nothing', () => {
    let tracker = observeSliceDeletion(
      tracking(sliceAt(1, 'web-b')),
      sliceWith({ name: 'web-b', version: '9' }),
    ).tracker;
    tracker = trackDeletion(tracker, sliceAt(1, 'web-b'));
    tracker = observeSlice(tracker, sliceWith({ name: 'web-c', version: '3' })).tracker;
    expect(reasons(trackWrite(tracker, sliceWith({ version: '8' })), [])).toEqual([]);
    const other = trackWrite(tracker, sliceWith({ name: 'x', serviceName: 'other' }));
    const forgotten = forgetService(other, { namespace: 'shop', name: 'other' });
    expect(reasons(trackWrite(forgotten, sliceWith({ version: '8' })), [])).toEqual([]);
  });

  test('forgets a slice that has left, though an old list shows it where it was', () => {
    const { tracker } = observeSlice(tracking(sliceAt(1)), sliceWith({ serviceName: 'other' }));
    expect(isEmpty(check(tracker, [sliceAt(1)]).tracker)).toBe(true);
  });

  test('forgets a slice that was gone, though an old list shows it', () => {
    const { tracker } = observeSliceDeletion(tracking(sliceAt(1)), sliceAt(1));
    expect(isEmpty(check(tracker, [sliceAt(1)]).tracker)).toBe(true);
  });
});

describe('shouldSyncSlice', () => {
  test.each([
    [emptySliceTracker, 1, true],
    [tracking(sliceAt(2)), 1, false],
    [tracking(sliceAt(2)), 2, false],
    [tracking(sliceAt(2)), 3, true],
    [trackDeletion(tracking(sliceAt(2)), sliceAt(2)), 1, true],
  ])('says yes to what is untracked or newer (rule 2.5.c)', (tracker, generation, expected) => {
    expect(shouldSyncSlice(tracker, sliceAt(generation))).toBe(expected);
  });

  test('says yes to a slice that has left its Service, no to one of no Service', () => {
    expect(shouldSyncSlice(tracking(sliceAt(2)), sliceWith({ generation: 2, serviceName: null }))).toBe(true);
    expect(shouldSyncSlice(emptySliceTracker, sliceWith({ serviceName: null }))).toBe(false);
  });
});

describe('observeSlice', () => {
  test.each<[string, SliceTracker, Given, readonly object[]]>([
    ['a slice that it does not know', emptySliceTracker, {}, [web]],
    ['its own write', tracking(sliceAt(2)), { generation: 2 }, []],
    ['a write of somebody else', tracking(sliceAt(2)), { generation: 3 }, [web]],
    ['an event older than its own write', tracking(sliceAt(2)), { generation: 1 }, []],
    ['an older event with another label', tracking(sliceAt(2)), { serviceName: 'other' }, []],
    ['another Service', tracking(sliceAt(1)), { serviceName: 'other' }, [web, other]],
    ['no Service', tracking(sliceAt(1)), { serviceName: null }, [web]],
    ['an empty label', tracking(sliceAt(1)), { serviceName: '' }, [web]],
    ['another manager', tracking(sliceAt(1)), { managedBy: 'me' }, [web]],
    ['a deletion that a finalizer holds', tracking(sliceAt(1)), { terminating: true }, [web]],
    ['a slice of no Service that it does not know', emptySliceTracker, { serviceName: null }, []],
    ['a slice that it deletes', trackDeletion(emptySliceTracker, sliceAt(1)), { terminating: true }, [web]],
  ])('says what to plan again after %s', (_, tracker, given, expected) => {
    const handled = observeSlice(tracker, sliceWith(given));
    expect(handled.services).toEqual(expected);
    expect(shouldSyncSlice(tracker, sliceWith(given))).toBe(expected.length > 0);
  });

  test.each<[string, SliceTracker, Given, Given, readonly object[]]>([
    ['another Service', emptySliceTracker, {}, { serviceName: 'other' }, [web, other]],
    ['no Service', emptySliceTracker, {}, { serviceName: null }, [web]],
    ['a Service, from none', emptySliceTracker, { serviceName: null }, {}, [web]],
    ['another manager', emptySliceTracker, {}, { managedBy: 'me' }, [web]],
    ['what it was', emptySliceTracker, {}, { generation: 2 }, [web]],
    ['its Service again', tracking(sliceAt(1)), { serviceName: 'other' }, {}, [other, web]],
    ['its Service again, newer', tracking(sliceAt(1)), { serviceName: 'other' }, { generation: 2 }, [other, web]],
    [
      'a third Service',
      tracking(sliceAt(1)),
      { serviceName: 'x' },
      { serviceName: 'other' },
      [web, { ...web, name: 'x' }, other],
    ],
  ])(
    'says what to plan again when a slice moved to %s, by what it was before',
    (_, tracker, before, after, expected) => {
      expect(observeSlice(tracker, sliceWith(after), sliceWith(before)).services).toEqual(expected);
    },
  );

  test('leaves the tracker alone unless the slice has left', () => {
    const tracker = tracking(sliceAt(2));
    for (const generation of [1, 2, 3]) expect(observeSlice(tracker, sliceAt(generation)).tracker).toBe(tracker);
    expect(observeSlice(tracker, sliceAt(1, 'web-b')).tracker).toBe(tracker);
    const deleting = trackDeletion(tracker, sliceAt(2));
    expect(observeSlice(deleting, sliceAt(2)).tracker).toBe(deleting);
  });

  test('tells of a slice that left once, and tracks it again when it is back', () => {
    const gone = observeSlice(tracking(sliceAt(1)), sliceWith({ serviceName: 'other' })).tracker;
    const again = observeSlice(gone, sliceWith({ serviceName: 'other', generation: 2 }));
    expect(again).toEqual({ tracker: gone, services: [other] });
    expect(observeSlice(gone, sliceWith({ terminating: true })).tracker).toBe(gone);
    const back = observeSlice(gone, sliceAt(2));
    expect(back.services).toEqual([web]);
    expect(isEmpty(back.tracker)).toBe(true);
    expect(reasons(trackWrite(back.tracker, sliceAt(3)), [sliceAt(2)])).toEqual(['web-a OlderThanWritten']);
  });
});

describe('observeSliceDeletion', () => {
  test('is expected for a slice that was sent to be deleted, else not (rule 2.5.d)', () => {
    const tracker = tracking(sliceAt(2));
    expect(observeSliceDeletion(tracker, sliceAt(2))).toMatchObject({ expected: false, services: [web] });
    const deleting = observeSliceDeletion(trackDeletion(tracker, sliceAt(2)), sliceAt(2));
    expect(deleting).toMatchObject({ expected: true, services: [] });
    expect(isEmpty(deleting.tracker)).toBe(true);
  });

  test('is not expected for a slice that is not known: all own deletes are (ledger controller/unknown-slice-deleted)', () => {
    expect(observeSliceDeletion(emptySliceTracker, sliceAt(2))).toMatchObject({ expected: false, services: [web] });
  });

  test('tells of a deletion once', () => {
    const gone = observeSliceDeletion(tracking(sliceAt(2)), sliceAt(2)).tracker;
    expect(observeSliceDeletion(gone, sliceAt(2))).toEqual({ tracker: gone, expected: true, services: [] });
  });

  test('finds the Service of a slice whose label was changed (ledger controller/relabelled-slice)', () => {
    const moved = sliceWith({ serviceName: 'other' });
    const handled = observeSliceDeletion(tracking(sliceAt(1)), moved);
    expect(handled).toMatchObject({ expected: false, services: [web, other] });
    expect(reasons(handled.tracker, [])).toEqual([]);
    const unlabelled = observeSliceDeletion(tracking(sliceAt(1)), sliceWith({ serviceName: null }));
    expect(unlabelled.services).toEqual([web]);
    expect(reasons(unlabelled.tracker, [])).toEqual([]);
    expect(trackWrite(unlabelled.tracker, sliceAt(2))).toBe(unlabelled.tracker);
    // The Service that it had moved to has not been told.
    expect(observeSliceDeletion(handled.tracker, moved).services).toEqual([other]);
    const deleting = trackDeletion(tracking(sliceAt(1)), sliceAt(1));
    expect(observeSliceDeletion(deleting, moved).services).toEqual([other]);
    expect(isEmpty(observeSliceDeletion(deleting, moved).tracker)).toBe(true);
  });

  test('tells a controller what to plan again: a slice event that is new, a deletion that was not expected (rule 2.5.e)', () => {
    const own = tracking(sliceAt(2));
    // Its own write comes back: nothing to do. Somebody else's write or deletion: plan again.
    expect(shouldSyncSlice(own, sliceAt(2))).toBe(false);
    expect(shouldSyncSlice(own, sliceAt(3))).toBe(true);
    const { tracker, expected } = observeSliceDeletion(own, sliceAt(2));
    expect(expected).toBe(false);
    expect(observeSliceDeletion(tracker, sliceAt(2)).expected).toBe(true);
    expect(reasons(tracker, [])).toEqual([]);
  });

  test('leaves nothing behind in a thousand cycles, whether the event or the answer comes first', () => {
    let tracker = emptySliceTracker;
    for (let cycle = 0; cycle < 1000; cycle += 1) {
      const slice = sliceAt(1, `web-${cycle}`);
      tracker = trackWrite(tracker, slice);
      if (cycle % 2 === 0) tracker = trackDeletion(observeSliceDeletion(tracker, slice).tracker, slice);
      else tracker = observeSliceDeletion(trackDeletion(tracker, slice), slice).tracker;
    }
    expect(isEmpty(tracker)).toBe(true);
  });
});

describe('the tracker', () => {
  const calls = {
    trackWrite,
    trackDeletion,
    observeSlice,
    observeSliceDeletion,
    shouldSyncSlice,
  };

  test.each(Object.entries(calls))('refuses in %s what is no slice', (name, call) => {
    const of = (slice: unknown) => (): unknown => call(emptySliceTracker, slice as EndpointSliceLike);
    const { metadata } = sliceAt(1);
    expect(of(5)).toThrow(`${name}: slice must be an object, got 5`);
    expect(of({})).toThrow(`${name}: slice.metadata must be an object, got undefined`);
    for (const field of ['namespace', 'name', 'uid']) {
      expect(of({ metadata: { ...metadata, [field]: '' } })).toThrow(
        `${name}: slice.metadata.${field} must be a non-empty`,
      );
      expect(of({ metadata: { [field]: 5 } })).toThrow(`${name}: slice.metadata.${field} must be a string, got 5`);
    }
    expect(of({ metadata: { ...metadata, generation: '1' } })).toThrow(
      new RegExp(`^${name}: slice.metadata.generation must be a .*number, got "1"$`),
    );
    expect(of({ metadata: { ...metadata, resourceVersion: 5 } })).toThrow(
      `${name}: slice.metadata.resourceVersion must be a string, got 5`,
    );
    expect(of({ metadata: { ...metadata, labels: 5 } })).toThrow(`${name}: slice.metadata.labels must be an object`);
    const odd = { 'kubernetes.io/service-name': 5 };
    expect(of({ metadata: { ...metadata, labels: odd } })).toThrow(
      `${name}: slice.metadata.labels["kubernetes.io/service-name"] must be a string, got 5`,
    );
    expect(of({ metadata: { ...metadata, ownerReferences: [null] } })).toThrow(
      `${name}: slice.metadata.ownerReferences[0] must be an object, got null`,
    );
  });

  test('refuses in observeSlice what is no slice before', () => {
    const of = (before: unknown) => (): unknown => observeSlice(emptySliceTracker, sliceAt(1), before as never);
    expect(of(null)).toThrow('observeSlice: before must be an object, got null');
    expect(of({})).toThrow('observeSlice: before.metadata must be an object, got undefined');
  });

  test.each<[string, object]>([
    ['labels', {}],
    ['labels at all', { labels: null }],
    ['the service-name label', { labels: { app: 'web' } }],
    ['a name in the service-name label', { labels: { 'kubernetes.io/service-name': '' } }],
  ])('passes over a slice without %s', (_, metadata) => {
    const slice = { addressType: 'IPv4', metadata };
    const tracker = tracking(sliceAt(1));
    expect(trackWrite(tracker, slice)).toBe(tracker);
    expect(trackDeletion(tracker, slice)).toBe(tracker);
    expect(observeSlice(tracker, slice)).toEqual({ tracker, services: [] });
    expect(observeSliceDeletion(tracker, slice)).toEqual({ tracker, services: [], expected: true });
    expect(observeSliceDeletion(tracker, slice).tracker).toBe(tracker);
    expect(shouldSyncSlice(tracker, slice)).toBe(false);
    expect(reasons(tracker, [slice, sliceAt(1)])).toEqual([]);
    expect(reasons(emptySliceTracker, [slice])).toEqual([]);
  });

  test('takes null for absent, and a manager without a name for none', () => {
    const { metadata } = sliceAt(1);
    const tracker = tracking(sliceAt(1));
    const living = { ...sliceAt(1), metadata: { ...metadata, deletionTimestamp: null } };
    expect(observeSlice(tracker, living)).toEqual({ tracker, services: [] });
    const labels = { 'kubernetes.io/service-name': 'web' };
    const managedByNobody = trackWrite(emptySliceTracker, { ...living, metadata: { ...metadata, labels } });
    expect(observeSlice(managedByNobody, sliceWith({ managedBy: '' })).services).toEqual([]);
  });

  test('refuses in findStaleness what is no source or no list', () => {
    const of =
      (given: unknown, slices: unknown, tracker = emptySliceTracker) =>
      (): unknown =>
        findStaleness(tracker, given as never, slices as never);
    expect(of(undefined, [])).toThrow('findStaleness: source must be an object, got undefined');
    expect(of({}, [])).toThrow('findStaleness: source.metadata must be an object, got undefined');
    for (const field of ['namespace', 'name', 'uid']) {
      expect(of({ metadata: { ...service.metadata, [field]: '' } }, [])).toThrow(
        `findStaleness: source.metadata.${field} must be a non-empty string`,
      );
    }
    expect(of(service, 5)).toThrow('findStaleness: slices must be an array, got 5');
    expect(of(service, [null])).toThrow('findStaleness: slices[0] must be an object, got null');
    expect(of(service, [sliceAt(1), {}])).toThrow('findStaleness: slices[1].metadata must be an object, got undefined');
    const nameless = { metadata: { ...sliceAt(1).metadata, name: '' } };
    expect(of(service, [sliceAt(1), nameless])).toThrow('findStaleness: slices[1].metadata.name must be a non-empty');
    const odd = { metadata: { uid: 'web-a-uid', generation: '2' } };
    expect(of(service, [odd], tracking(sliceAt(1)))).toThrow('findStaleness: slices[0].metadata.generation must be');
  });

  test('passes over in findStaleness slices of others, whatever they lack', () => {
    const strangers = [
      { addressType: 'IPv4', metadata: { namespace: 'other', labels: sliceLabelsOfWeb } },
      { addressType: 'IPv4', metadata: { namespace: 'shop', labels: { 'kubernetes.io/service-name': 'db' } } },
      { addressType: 'IPv4', metadata: { uid: 's9', labels: { 'kubernetes.io/service-name': 'web' } } },
      { addressType: 'IPv4', metadata: { uid: 5 as never } },
      { addressType: 'IPv4', metadata: { uid: Symbol('uid') as never } },
    ];
    expect(reasons(tracking(sliceAt(1)), [...strangers, sliceAt(1)])).toEqual([]);
  });

  test('keeps Services and slices that are called like parts of every object', () => {
    const odd = sliceWith({ generation: 3, name: '__proto__', serviceName: 'constructor', owner: undefined });
    const tracker = trackWrite(emptySliceTracker, odd);
    const named = buildService({ name: 'constructor', uid: 'web-uid' });
    expect(reasons(tracker, [], named)).toEqual(['__proto__ Missing']);
    expect(reasons(tracker, [], buildService({ name: 'toString', uid: 'web-uid' }))).toEqual([]);
  });

  test('shares no object with the slices that it was told of', () => {
    const owner = { ...ownerWeb };
    const slice = { ...sliceAt(1), metadata: { ...sliceAt(1).metadata, ownerReferences: [owner] } };
    const tracker = trackWrite(emptySliceTracker, slice);
    owner.uid = 'changed';
    expect(reasons(tracker, [])).toEqual(['web-a Missing']);
  });
});
