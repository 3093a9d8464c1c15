import {
  checkStaleness,
  emptySliceTracker,
  expectSliceDeletion,
  forgetService,
  handleSliceDeletion,
  type EndpointSliceLike,
  type SliceTracker,
  shouldSyncSlice,
  trackSlice,
} from 'endpointslice';
import { describe, expect, test } from 'vitest';
import { buildService, buildSlice, ownerWeb, sliceLabelsOfWeb } from '../support/build.ts';

const service = buildService();

function sliceAt(generation: number, name = 'web-a', serviceName = 'web'): EndpointSliceLike {
  const slice = buildSlice({ name, labels: { ...sliceLabelsOfWeb, 'kubernetes.io/service-name': serviceName } });
  return { ...slice, metadata: { ...slice.metadata, generation } };
}

/** A tracker that has seen these slices, in turn. */
function tracking(...slices: readonly EndpointSliceLike[]): SliceTracker {
  return slices.reduce(trackSlice, emptySliceTracker);
}

function reasons(tracker: SliceTracker, slices: readonly EndpointSliceLike[]): readonly string[] {
  const { stale, slices: found } = checkStaleness(tracker, service, slices);
  expect(stale).toBe(found.length > 0);
  return found.map(({ name, reason }) => `${name} ${reason}`);
}

describe('trackSlice', () => {
  test('sets the generation, downwards too (semantics 2.5.a)', () => {
    const tracker = tracking(sliceAt(5), sliceAt(3));
    expect(reasons(tracker, [sliceAt(3)])).toEqual([]);
    expect(reasons(tracker, [sliceAt(2)])).toEqual(['web-a older-than-written']);
  });

  test('leaves the tracker it was given as it was', () => {
    const before = tracking(sliceAt(1));
    trackSlice(before, sliceAt(9));
    expectSliceDeletion(before, sliceAt(1));
    expect(reasons(before, [sliceAt(1)])).toEqual([]);
  });

  test('is the same value when nothing is new', () => {
    const tracker = tracking(sliceAt(1));
    expect(trackSlice(tracker, sliceAt(1))).toBe(tracker);
  });

  test('does not bring back a slice that somebody else deleted (ledger controller/deleted-slice-stays-gone)', () => {
    const { tracker } = handleSliceDeletion(tracking(sliceAt(1)), sliceAt(1));
    expect(reasons(trackSlice(tracker, sliceAt(2)), [])).toEqual([]);
  });
});

describe('expectSliceDeletion', () => {
  test('marks the slice; forgetService forgets all (semantics 2.5.a)', () => {
    const tracker = expectSliceDeletion(tracking(sliceAt(1), sliceAt(1, 'web-b')), sliceAt(1));
    expect(reasons(tracker, [sliceAt(1), sliceAt(1, 'web-b')])).toEqual(['web-a deletion-expected']);
    expect(reasons(forgetService(tracker, { namespace: 'shop', name: 'web' }), [sliceAt(0)])).toEqual([]);
  });
});

describe('checkStaleness', () => {
  test('says not stale of a Service that it does not know (semantics 2.5.b)', () => {
    expect(reasons(emptySliceTracker, [sliceAt(1)])).toEqual([]);
    expect(reasons(tracking(sliceAt(5, 'other-a', 'other')), [sliceAt(1)])).toEqual([]);
  });

  test.each([
    [[sliceAt(2)], []],
    [[sliceAt(3)], []],
    [[sliceAt(1)], ['web-a older-than-written']],
    [[], ['web-a missing']],
    [[sliceAt(1, 'web-b')], ['web-a missing']],
    [[sliceAt(2), sliceAt(1, 'web-b')], []],
  ])('compares what is listed with what was written (semantics 2.5.b)', (listed, expected) => {
    expect(reasons(tracking(sliceAt(2)), listed)).toEqual(expected);
  });

  test('does not miss a slice whose deletion was sent (semantics 2.5.b)', () => {
    expect(reasons(expectSliceDeletion(tracking(sliceAt(2)), sliceAt(2)), [])).toEqual([]);
  });

  test('does not wait for slices of an earlier Service of the name (field notes B-22) (ledger controller/earlier-service)', () => {
    const earlier = buildSlice({ owner: { ...ownerWeb, uid: 'earlier' } });
    expect(reasons(tracking(earlier), [])).toEqual([]);
  });

  test('lists slices in order of their uids, whatever the order of writing', () => {
    const slices = ['web-c', 'web-a', 'web-b'].map((name) => sliceAt(2, name));
    const expected = ['web-a missing', 'web-b missing', 'web-c missing'];
    expect(reasons(tracking(...slices), [])).toEqual(expected);
    expect(reasons(tracking(...[...slices].reverse()), [])).toEqual(expected);
  });
});

describe('shouldSyncSlice', () => {
  test.each([
    [emptySliceTracker, 1, true],
    [tracking(sliceAt(2)), 1, false],
    [tracking(sliceAt(2)), 2, false],
    [tracking(sliceAt(2)), 3, true],
    [expectSliceDeletion(tracking(sliceAt(2)), sliceAt(2)), 1, true],
  ])('says yes to what is untracked or newer (semantics 2.5.c)', (tracker, generation, expected) => {
    expect(shouldSyncSlice(tracker, sliceAt(generation))).toBe(expected);
  });
});

describe('handleSliceDeletion', () => {
  test('is unexpected only for a slice that was tracked and not sent to be deleted (semantics 2.5.d)', () => {
    const tracker = tracking(sliceAt(2));
    expect(handleSliceDeletion(tracker, sliceAt(2)).expected).toBe(false);
    expect(handleSliceDeletion(emptySliceTracker, sliceAt(2)).expected).toBe(true);
    expect(handleSliceDeletion(expectSliceDeletion(tracker, sliceAt(2)), sliceAt(2)).expected).toBe(true);
  });

  test('tells a controller what to plan again: a slice event that is new, a deletion that was not expected (semantics 2.5.e)', () => {
    const own = tracking(sliceAt(2));
    // Its own write comes back: nothing to do. Somebody else's write or deletion: plan again.
    expect(shouldSyncSlice(own, sliceAt(2))).toBe(false);
    expect(shouldSyncSlice(own, sliceAt(3))).toBe(true);
    const { tracker, expected } = handleSliceDeletion(own, sliceAt(2));
    expect(expected).toBe(false);
    expect(handleSliceDeletion(tracker, sliceAt(2)).expected).toBe(true);
    expect(reasons(tracker, [])).toEqual([]);
  });
});

describe('the tracker', () => {
  test.each([
    ['trackSlice', trackSlice],
    ['expectSliceDeletion', expectSliceDeletion],
    ['handleSliceDeletion', handleSliceDeletion],
    ['shouldSyncSlice', shouldSyncSlice],
  ] as const)('refuses in %s what is no slice of a Service', (name, call) => {
    const of = (slice: unknown) => (): unknown => call(emptySliceTracker, slice as EndpointSliceLike);
    expect(of(5)).toThrow(`${name}: slice must be an object, got 5`);
    expect(of({})).toThrow(`${name}: slice.metadata must be an object, got undefined`);
    expect(of(buildSlice({ labels: {} }))).toThrow(
      `${name}: slice.metadata.labels["kubernetes.io/service-name"] must be`,
    );
    expect(of({ metadata: { ...buildSlice().metadata, uid: '' } })).toThrow(`${name}: slice.metadata.uid must be`);
    expect(of({ metadata: { ...buildSlice().metadata, generation: '1' } })).toThrow(
      `${name}: slice.metadata.generation must be`,
    );
  });

  test('refuses in checkStaleness what is no Service or no list', () => {
    const of = (given: unknown, slices: unknown) => (): unknown =>
      checkStaleness(emptySliceTracker, given as never, slices as never);
    expect(of(undefined, [])).toThrow('checkStaleness: service must be an object, got undefined');
    expect(of({}, [])).toThrow('checkStaleness: service.metadata must be an object, got undefined');
    expect(of(service, 5)).toThrow('checkStaleness: slices must be an array, got 5');
    expect(of(service, [null])).toThrow('checkStaleness: slice must be an object, got null');
  });

  test('keeps Services and slices that are called like parts of every object', () => {
    const odd = sliceAt(3, '__proto__', 'constructor');
    const tracker = trackSlice(emptySliceTracker, odd);
    const named = buildService({ name: 'constructor', uid: 'web-uid' });
    expect(checkStaleness(tracker, named, []).slices.map(({ name }) => name)).toEqual(['__proto__']);
    expect(checkStaleness(tracker, buildService({ name: 'toString', uid: 'web-uid' }), []).stale).toBe(false);
  });
});
