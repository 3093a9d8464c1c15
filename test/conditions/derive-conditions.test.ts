import { deriveConditions, isPodReady } from 'endpointslice';
import { describe, expect, test } from 'vitest';
import { buildPod, buildService } from '../support/build.ts';

describe('deriveConditions', () => {
  test.each([
    [{ ready: true }, { ready: true, serving: true, terminating: false }],
    [{ ready: false }, { ready: false, serving: false, terminating: false }],
    [
      { ready: true, terminating: true },
      { ready: false, serving: true, terminating: true },
    ],
    [
      { ready: false, terminating: true },
      { ready: false, serving: false, terminating: true },
    ],
  ])('makes of a pod with %j %j (rule 1.4.3)', (pod, expected) => {
    expect(deriveConditions(buildPod(pod), buildService())).toEqual(expected);
  });

  test('calls every pod ready for a Service that publishes addresses that are not (rule 1.4.3)', () => {
    const service = buildService({ publishNotReadyAddresses: true });
    for (const pod of [{}, { ready: false }, { terminating: true }, { ready: false, terminating: true }]) {
      const derived = deriveConditions(buildPod(pod), service);
      expect(derived).toEqual({ ...deriveConditions(buildPod(pod), buildService()), ready: true });
    }
  });

  test('always says all three, even for a pod without status', () => {
    const none = { ready: false, serving: false, terminating: false };
    expect(deriveConditions({}, {})).toEqual(none);
    expect(deriveConditions({ metadata: null, status: null }, { spec: null })).toEqual(none);
    expect(deriveConditions({ status: { conditions: null } }, { spec: { publishNotReadyAddresses: null } })).toEqual(
      none,
    );
  });

  test('takes a deletionTimestamp that is null for an absent one', () => {
    expect(deriveConditions({ metadata: { deletionTimestamp: null } }, {}).terminating).toBe(false);
    expect(deriveConditions({ metadata: {} }, {}).terminating).toBe(false);
    expect(deriveConditions({ metadata: { deletionTimestamp: '2026-01-02T03:04:05Z' } }, {}).terminating).toBe(true);
  });
});

describe('isPodReady', () => {
  test('goes by the first condition of type Ready (rule 1.4.3)', () => {
    const pod = (...statuses: string[]): boolean =>
      isPodReady({
        status: {
          conditions: [
            { type: 'Initialized', status: 'True' },
            ...statuses.map((status) => ({ type: 'Ready', status })),
          ],
        },
      });
    expect(pod('True', 'False')).toBe(true);
    expect(pod('False', 'True')).toBe(false);
    expect(pod('Unknown')).toBe(false);
    expect(pod('true')).toBe(false);
    expect(pod()).toBe(false);
  });
});
