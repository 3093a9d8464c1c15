import { computeTriggerTime, type TriggerTimes } from 'endpointslice/controller';
import type { PodLike, ServiceLike } from 'endpointslice';
import { describe, expect, test } from 'vitest';
import { deepFreeze } from '../support/deep-freeze.ts';

/** A time of one day, given by its minute. */
function at(minute: number): string {
  return `2026-01-02T03:${String(minute).padStart(2, '0')}:00Z`;
}

function serviceOf(minute: number | undefined, spec: ServiceLike['spec'] = { selector: web }): ServiceLike {
  const creationTimestamp = minute === undefined ? undefined : at(minute);
  return { metadata: { namespace: 'shop', name: 'web', creationTimestamp }, spec };
}

const web = { app: 'web' };

function podOf(name: string, minute: number | undefined, metadata: PodLike['metadata'] = {}): PodLike {
  const lastTransitionTime = minute === undefined ? undefined : at(minute);
  return {
    metadata: { namespace: 'shop', name, labels: web, ...metadata },
    status: {
      conditions: [
        { type: 'Initialized', status: 'True', lastTransitionTime: at(59) },
        { type: 'Ready', status: 'True', lastTransitionTime },
      ],
    },
  };
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
  test('is the creation of the Service at first sight (rule 2.6)', () => {
    expect(triggerTimes([{ service: 5, pods: { a: 1, b: 9 } }])).toEqual([at(5)]);
    expect(triggerTimes([{ service: undefined, pods: { a: 1 } }])).toEqual([undefined]);
  });

  test('is absent when nothing is new (rule 2.6)', () => {
    const sync = { service: 1, pods: { a: 2, b: 3 } };
    expect(triggerTimes([sync, sync, sync])).toEqual([at(1), undefined, undefined]);
  });

  test('is the earliest of what is later than before (rule 2.6)', () => {
    const first = { service: 1, pods: { a: 2, b: 3 } };
    expect(triggerTimes([first, { service: 1, pods: { a: 2, b: 8 } }])[1]).toBe(at(8));
    expect(triggerTimes([first, { service: 1, pods: { a: 7, b: 8, c: 6 } }])[1]).toBe(at(6));
    expect(triggerTimes([first, { service: 5, pods: { a: 7, b: 3 } }])[1]).toBe(at(5));
    expect(triggerTimes([first, { service: 0, pods: { a: 1, b: 3 } }])[1]).toBeUndefined();
  });

  test('takes a pod that it has not seen for new, whenever it became ready (rule 2.6)', () => {
    expect(
      triggerTimes([
        { service: 5, pods: {} },
        { service: 5, pods: { a: 1 } },
      ])[1],
    ).toBe(at(1));
  });

  test('forgets pods that are not there, and times that go back (rule 2.6)', () => {
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

  test('reads a time that is null, and a pod without status, as none', () => {
    const pods = [{ ...podOf('a', 1), status: null }, podOf('b', undefined)];
    const { times } = computeTriggerTime({ times: undefined, service: serviceOf(1), pods });
    expect(times.pods.size).toBe(0);
    const nulled = { ...serviceOf(1), metadata: { namespace: 'shop', creationTimestamp: null } };
    expect(computeTriggerTime({ times: undefined, service: nulled, pods: [] }).triggerTime).toBeUndefined();
  });

  test.each(['0001-01-01T00:00:00Z', '0001-01-01T02:00:00+02:00', new Date(-62_135_596_800_000)])(
    "reads Go's zero time %s as none, so that it hides no change (rule 2.6)",
    (zero) => {
      const created = { ...serviceOf(1), metadata: { ...serviceOf(1).metadata, creationTimestamp: zero } };
      const first = computeTriggerTime({ times: undefined, service: created, pods: [] });
      expect(first).toEqual({ times: { service: undefined, pods: new Map() }, triggerTime: undefined });
      const neverReady = {
        ...podOf('a', 1),
        status: { conditions: [{ type: 'Ready', status: 'False', lastTransitionTime: zero }] },
      };
      const second = computeTriggerTime({ times: first.times, service: created, pods: [neverReady, podOf('b', 8)] });
      expect(second.triggerTime).toBe(at(8));
      expect([...second.times.pods.keys()]).toEqual(['b']);
    },
  );

  test('keeps no time for a pod that never was ready (rule 2.6)', () => {
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
    // Of two pods of one name the later time is accounted for.
    const next = computeTriggerTime({ times: one.times, service: serviceOf(0), pods: [podOf('a', 2), podOf('b', 2)] });
    expect(next.triggerTime).toBeUndefined();
  });

  test.each<[string, PodLike, ServiceLike['spec']]>([
    ['of another namespace', podOf('a', 5, { namespace: 'other' }), { selector: web }],
    ['with other labels', podOf('a', 5, { labels: { app: 'db' } }), { selector: web }],
    ['without labels', podOf('a', 5, { labels: undefined }), { selector: web }],
    ['for a Service without selector', podOf('a', 5), {}],
    ['for a Service with a null selector', podOf('a', 5), { selector: null }],
    ['for a Service without spec', podOf('a', 5), null],
    ['for an ExternalName Service', podOf('a', 5), { selector: web, type: 'ExternalName' }],
  ])('passes over a pod %s, as planService does', (_, pod, spec) => {
    const { times } = computeTriggerTime({ times: undefined, service: serviceOf(1, spec), pods: [] });
    const { times: next, triggerTime } = computeTriggerTime({ times, service: serviceOf(1, spec), pods: [pod] });
    expect(triggerTime).toBeUndefined();
    expect(next.pods.size).toBe(0);
  });

  test('passes over pods of strangers that lack what it needs', () => {
    const strangers = [{ metadata: {} }, podOf('', 5, { namespace: 'other' })];
    const { times } = computeTriggerTime({ times: undefined, service: serviceOf(1), pods: strangers });
    expect(times.pods.size).toBe(0);
  });

  test('names what it cannot read', () => {
    const of = (input: object) => (): unknown => computeTriggerTime({ times: undefined, ...input } as never);
    const service = serviceOf(1);
    expect(of({ service, pods: 5 })).toThrow('computeTriggerTime: pods must be an array, got 5');
    expect(of({ service, pods: [null] })).toThrow('computeTriggerTime: pods[0] must be an object, got null');
    expect(of({ service, pods: [{}] })).toThrow('computeTriggerTime: pods[0].metadata must be an object');
    expect(of({ service: { metadata: { namespace: 'shop', creationTimestamp: 'soon' } }, pods: [] })).toThrow(
      'computeTriggerTime: service.metadata.creationTimestamp must be an RFC 3339 time, got "soon"',
    );
    expect(of({ pods: [] })).toThrow('computeTriggerTime: service must be an object, got undefined');
    expect(() => computeTriggerTime(5 as never)).toThrow('computeTriggerTime: input must be an object, got 5');
    expect(of({ service: {}, pods: [] })).toThrow('computeTriggerTime: service.metadata must be an object');
    expect(of({ service: { metadata: {} }, pods: [] })).toThrow(
      'computeTriggerTime: service.metadata.namespace must be a non-empty string, got undefined',
    );
    expect(of({ service: { ...service, spec: 5 }, pods: [] })).toThrow(
      'computeTriggerTime: service.spec must be an object, got 5',
    );
    expect(of({ service: { ...service, spec: { selector: 5 } }, pods: [] })).toThrow(
      'computeTriggerTime: service.spec.selector must be an object, got 5',
    );
    const pod = podOf('a', 1);
    const unnamed = podOf('', 1);
    expect(of({ service, pods: [unnamed] })).toThrow('computeTriggerTime: pods[0].metadata.name must be a non-empty');
    const conditions = [{ type: 'Ready', lastTransitionTime: 'soon' }];
    expect(of({ service, pods: [{ ...pod, status: { conditions } }] })).toThrow(
      'computeTriggerTime: pods[0].status.conditions[0].lastTransitionTime must be an RFC 3339 time, got "soon"',
    );
    expect(of({ service, pods: [{ ...pod, status: { conditions: 5 } }] })).toThrow(
      'computeTriggerTime: pods[0].status.conditions must be an array, got 5',
    );
    expect(of({ service, pods: [{ ...pod, status: { conditions: [null] } }] })).toThrow(
      'computeTriggerTime: pods[0].status.conditions[0] must be an object, got null',
    );
  });
});
