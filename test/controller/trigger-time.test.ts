import { computeTriggerTime, type PodLike, type ServiceLike, type TriggerTimes } from 'endpointslice';
import { describe, expect, test } from 'vitest';
import { deepFreeze } from '../support/deep-freeze.ts';

/** A time of one day, given by its minute. */
function at(minute: number): string {
  return `2026-01-02T03:${String(minute).padStart(2, '0')}:00Z`;
}

function serviceOf(minute: number | undefined): ServiceLike {
  return { metadata: { creationTimestamp: minute === undefined ? undefined : at(minute) } };
}

function podOf(name: string, minute: number | undefined): PodLike {
  const lastTransitionTime = minute === undefined ? undefined : at(minute);
  return { metadata: { name }, status: { conditions: [{ type: 'Ready', status: 'True', lastTransitionTime }] } };
}

/** What the last of several syncs gives; each is a Service's creation and its pods' transitions. */
function triggerTimes(
  syncs: readonly {
    readonly service: number | undefined;
    readonly pods: { readonly [name: string]: number | undefined };
  }[],
): (string | undefined)[] {
  let times: TriggerTimes | undefined;
  return syncs.map(({ service, pods }) => {
    const computed = computeTriggerTime(
      deepFreeze({
        times,
        service: serviceOf(service),
        pods: Object.entries(pods).map(([name, minute]) => podOf(name, minute)),
      }),
    );
    times = computed.times;
    return computed.triggerTime;
  });
}

describe('computeTriggerTime', () => {
  test('is the creation of the Service at first sight (semantics 2.6)', () => {
    expect(triggerTimes([{ service: 5, pods: { a: 1, b: 9 } }])).toEqual([at(5)]);
    expect(triggerTimes([{ service: undefined, pods: { a: 1 } }])).toEqual([undefined]);
  });

  test('is absent when nothing is new (semantics 2.6)', () => {
    const sync = { service: 1, pods: { a: 2, b: 3 } };
    expect(triggerTimes([sync, sync, sync])).toEqual([at(1), undefined, undefined]);
  });

  test('is the earliest of what is later than before (semantics 2.6)', () => {
    const first = { service: 1, pods: { a: 2, b: 3 } };
    expect(triggerTimes([first, { service: 1, pods: { a: 2, b: 8 } }])[1]).toBe(at(8));
    expect(triggerTimes([first, { service: 1, pods: { a: 7, b: 8, c: 6 } }])[1]).toBe(at(6));
    expect(triggerTimes([first, { service: 5, pods: { a: 7, b: 3 } }])[1]).toBe(at(5));
    expect(triggerTimes([first, { service: 0, pods: { a: 1, b: 3 } }])[1]).toBeUndefined();
  });

  test('takes a pod that it has not seen for new, whenever it became ready (semantics 2.6)', () => {
    expect(
      triggerTimes([
        { service: 5, pods: {} },
        { service: 5, pods: { a: 1 } },
      ])[1],
    ).toBe(at(1));
  });

  test('forgets pods that are not there, and times that go back (semantics 2.6)', () => {
    const syncs = [
      { service: 1, pods: { a: 4 } },
      { service: 1, pods: {} },
      { service: 1, pods: { a: 4 } },
    ];
    expect(triggerTimes(syncs)[2]).toBe(at(4));
    const back = [
      { service: 1, pods: { a: 4 } },
      { service: 1, pods: { a: 2 } },
      { service: 1, pods: { a: 3 } },
    ];
    expect(triggerTimes(back)).toEqual([at(1), undefined, at(3)]);
  });

  test('keeps no time for a pod that never was ready (semantics 2.6)', () => {
    expect(
      triggerTimes([
        { service: 1, pods: { a: undefined } },
        { service: 1, pods: { a: 2 } },
      ])[1],
    ).toBe(at(2));
  });

  test('does not depend on the order of the pods', () => {
    const times = computeTriggerTime({ times: undefined, service: serviceOf(0), pods: [] }).times;
    const pods = [podOf('a', 3), podOf('b', 2), podOf('a', 1)];
    const one = computeTriggerTime({ times, service: serviceOf(0), pods });
    const other = computeTriggerTime({ times, service: serviceOf(0), pods: [...pods].reverse() });
    expect(other.triggerTime).toBe(one.triggerTime);
    expect(other.times.pods.get('a')).toEqual(one.times.pods.get('a'));
  });

  test('names what it cannot read', () => {
    const of = (input: object) => (): unknown => computeTriggerTime({ times: undefined, ...input } as never);
    expect(of({ service: {}, pods: 5 })).toThrow('computeTriggerTime: pods must be an array, got 5');
    expect(of({ service: {}, pods: [{}] })).toThrow('computeTriggerTime: pods[0].metadata must be an object');
    expect(of({ service: { metadata: { creationTimestamp: 'soon' } }, pods: [] })).toThrow(
      'computeTriggerTime: service.metadata.creationTimestamp must be an RFC 3339 time, got "soon"',
    );
    expect(of({ pods: [] })).toThrow('computeTriggerTime: service must be an object, got undefined');
    expect(of({ service: {}, pods: [{ metadata: { name: 'a' }, status: { conditions: 5 } }] })).toThrow(
      'computeTriggerTime: pods[0].status.conditions must be an array, got 5',
    );
    expect(of({ service: {}, pods: [{ metadata: { name: 'a' }, status: { conditions: [null] } }] })).toThrow(
      'computeTriggerTime: pods[0].status.conditions[0] must be an object, got null',
    );
  });
});
