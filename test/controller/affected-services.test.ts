import { affectedServices, type PodLike, podChange, type ServiceLike } from 'endpointslice';
import { describe, expect, test } from 'vitest';
import { buildPod, buildService, type PodFields } from '../support/build.ts';
import { deepFreeze } from '../support/deep-freeze.ts';

function versioned(version: string, fields: PodFields): PodLike {
  const pod = buildPod(fields);
  return { ...pod, metadata: { ...pod.metadata, resourceVersion: version } };
}

const services: readonly ServiceLike[] = [
  buildService({ name: 'web', selector: { app: 'web' } }),
  buildService({ name: 'front', selector: { tier: 'front' } }),
  buildService({ name: 'both', selector: { app: 'web', tier: 'front' } }),
  buildService({ name: 'all', selector: {} }),
  buildService({ name: 'none', selector: null }),
  buildService({ name: 'elsewhere', namespace: 'other', selector: {} }),
];

function affected(before: PodLike | undefined, after: PodLike | undefined): readonly unknown[] {
  return affectedServices(deepFreeze({ services, before, after })).map(({ metadata }) => metadata?.name);
}

describe('podChange', () => {
  test.each<[PodFields, PodFields, boolean]>([
    [{}, {}, false],
    [{ ready: true }, { ready: false }, true],
    [{}, { terminating: true }, true],
    [{ terminating: true }, { terminating: true }, true],
    [{ ip: '10.0.0.1' }, { ip: '10.0.0.2' }, true],
    [{ ip: ['10.0.0.1'] }, { ip: ['10.0.0.1', 'fd00::1'] }, true],
    [{ ip: ['10.0.0.1', 'fd00::1'] }, { ip: ['fd00::1', '10.0.0.1'] }, true],
    [{ phase: 'Pending' }, { phase: 'Running' }, false],
    [{ nodeName: 'n1' }, { nodeName: 'n2' }, false],
    [{ podIP: '10.0.0.1' }, { podIP: '10.0.0.2' }, false],
    [{ labels: { app: 'web' } }, { labels: { app: 'db' } }, false],
  ])('sees from %j to %j a change of the endpoint: %j (rule 2.7)', (before, after, expected) => {
    expect(podChange(buildPod(before), buildPod(after)).podChanged).toBe(expected);
  });

  test.each<[PodFields, PodFields, boolean]>([
    [{}, {}, false],
    [{ labels: { app: 'web' } }, { labels: { app: 'web', more: '1' } }, true],
    [{ labels: { app: 'web' } }, { labels: {} }, true],
    [{ hostname: 'a' }, { hostname: 'b' }, true],
    [{ subdomain: 'a' }, {}, true],
    [{ ready: true }, { ready: false }, false],
  ])('sees from %j to %j a change of the choice: %j (rule 2.7)', (before, after, expected) => {
    expect(podChange(buildPod(before), buildPod(after)).labelsChanged).toBe(expected);
  });
});

describe('affectedServices', () => {
  const web = { app: 'web' };
  const front = { tier: 'front' };

  test('are those that choose a pod that came or went, in order of their names (rule 2.7)', () => {
    const pod = buildPod({ labels: { ...web, ...front } });
    expect(affected(undefined, pod)).toEqual(['all', 'both', 'front', 'web']);
    expect(affected(pod, undefined)).toEqual(['all', 'both', 'front', 'web']);
    expect(affected(undefined, undefined)).toEqual([]);
  });

  test('are none without a new resourceVersion, or without a change (rule 2.7)', () => {
    expect(affected(versioned('1', { ready: true }), versioned('1', { ready: false }))).toEqual([]);
    expect(affected(versioned('1', {}), versioned('2', { phase: 'Pending' }))).toEqual([]);
  });

  test('are those that choose the pod now, when only its endpoint changed (rule 2.7)', () => {
    expect(affected(versioned('1', { ready: true }), versioned('2', { ready: false }))).toEqual(['all', 'web']);
  });

  test('are those for which the choice flipped, when only labels changed (rule 2.7)', () => {
    expect(affected(versioned('1', { labels: web }), versioned('2', { labels: { ...web, ...front } }))).toEqual([
      'both',
      'front',
    ]);
    expect(affected(versioned('1', { labels: web }), versioned('2', { labels: { ...web, x: 'y' } }))).toEqual([]);
  });

  test('are those that chose or choose it, when both changed (rule 2.7)', () => {
    const before = versioned('1', { labels: web });
    expect(affected(before, versioned('2', { labels: front, ready: false }))).toEqual(['all', 'front', 'web']);
  });

  test.each([
    [{ app: 'web' }, { app: 'web', more: 'x' }, true],
    [{ app: 'web', more: 'x' }, { app: 'web' }, false],
    [{ app: 'web' }, { app: 'Web' }, false],
    [{}, {}, true],
    [{}, { a: 'b' }, true],
    [null, { a: 'b' }, false],
    [{ constructor: 'x' }, {}, false],
  ])('match by all pairs of a selector: %j chooses %j: %j (rule 2.8)', (selector, labels, expected) => {
    const service = buildService({ selector });
    expect(affectedServices({ services: [service], after: buildPod({ labels }) })).toEqual(expected ? [service] : []);
  });

  test('match within a namespace, ExternalName included (rule 2.8)', () => {
    const external = buildService({ type: 'ExternalName' });
    expect(affectedServices({ services: [external], after: buildPod() })).toEqual([external]);
    expect(affectedServices({ services: [external], after: buildPod({ namespace: 'other' }) })).toEqual([]);
  });

  test('are the same for a pod that had no labels as for one with empty ones (rule 2.8) (ledger controller/labels-from-nothing)', () => {
    const after = versioned('2', { labels: web });
    const before = versioned('1', { labels: {} });
    const bare = { ...before, metadata: { ...before.metadata, labels: undefined } };
    expect(affected(before, after)).toEqual(['web']);
    expect(affected(bare, after)).toEqual(['web']);
  });

  test('names what it cannot read', () => {
    const of = (input: unknown) => (): unknown => affectedServices(input as never);
    expect(of(5)).toThrow('affectedServices: input must be an object, got 5');
    expect(of({})).toThrow('affectedServices: services must be an array, got undefined');
    expect(of({ services: [{}] })).toThrow('affectedServices: services[0].metadata must be an object, got undefined');
    expect(of({ services: [], after: {} })).toThrow(
      'affectedServices: after.metadata must be an object, got undefined',
    );
    const odd = { metadata: { namespace: 'shop', name: 'web' }, spec: { selector: 5 } };
    expect(of({ services: [odd], after: buildPod() })).toThrow(
      'affectedServices: services[0].spec.selector must be an object, got 5',
    );
  });
});
