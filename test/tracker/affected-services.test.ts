import { findAffectedServices, comparePods } from 'endpointslice/controller';
import type { PodLike, ServiceLike } from 'endpointslice';
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
  return findAffectedServices(deepFreeze({ services, before, after })).map(({ metadata }) => metadata?.name);
}

describe('comparePods', () => {
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
    [{ ip: ['10.0.0.1', 'fd00::1'] }, { ip: ['10.0.0.1', 'fd00::2'] }, true],
    [{ ip: [] }, { ip: [] }, false],
    [{ ip: [] }, { ip: ['10.0.0.1'] }, true],
  ])('sees from %j to %j a change of the endpoint: %j (rule 2.7)', (before, after, expected) => {
    expect(comparePods(buildPod(before), buildPod(after)).podChanged).toBe(expected);
  });

  test.each<[PodFields, PodFields, boolean]>([
    [{}, {}, false],
    [{ labels: { app: 'web' } }, { labels: { app: 'web', more: '1' } }, true],
    [{ labels: { app: 'web' } }, { labels: {} }, true],
    [{ labels: { app: 'web' } }, { labels: { tier: 'web' } }, true],
    [{ labels: { app: 'web' } }, { labels: { app: 'db' } }, true],
    [{ hostname: 'a' }, { hostname: 'b' }, true],
    [{ hostname: '' }, {}, false],
    [{}, { hostname: '' }, false],
    [{ subdomain: 'a' }, {}, true],
    [{ subdomain: '' }, {}, false],
    [{}, { subdomain: '' }, false],
    [{ ready: true }, { ready: false }, false],
  ])('sees from %j to %j a change of the choice: %j (rule 2.7)', (before, after, expected) => {
    expect(comparePods(buildPod(before), buildPod(after)).labelsChanged).toBe(expected);
  });

  const unchanged = { podChanged: false, labelsChanged: false };

  test.each<[string, PodLike, PodLike]>([
    ['nothing', {}, {}],
    ['empty parts', { metadata: {}, spec: {}, status: {} }, {}],
    ['parts that are null', { metadata: null, spec: null, status: null }, {}],
    ['no labels', { metadata: { labels: {} } }, { metadata: { labels: null } }],
    ['no addresses', { status: { podIPs: [] } }, { status: { podIPs: null } }],
    ['an address without text', { status: { podIPs: [{}] } }, { status: { podIPs: [{ ip: '' }] } }],
  ])('takes for the same, with absent fields, pods with %s', (_, one, other) => {
    expect(comparePods(one, other)).toEqual(unchanged);
    expect(comparePods(other, one)).toEqual(unchanged);
  });
});

describe('findAffectedServices', () => {
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
    expect(affected(versioned('', { ready: true }), versioned('', { ready: false }))).toEqual(['all', 'web']);
    expect(affected(buildPod({ ready: true }), buildPod({ ready: false }))).toEqual(['all', 'web']);
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
    expect(findAffectedServices({ services: [service], after: buildPod({ labels }) })).toEqual(
      expected ? [service] : [],
    );
  });

  test('match within a namespace, ExternalName included (rule 2.8)', () => {
    const external = buildService({ type: 'ExternalName' });
    expect(findAffectedServices({ services: [external], after: buildPod() })).toEqual([external]);
    expect(findAffectedServices({ services: [external], after: buildPod({ namespace: 'other' }) })).toEqual([]);
  });

  test('are in order of namespace, then name, of a pod that was elsewhere before', () => {
    const given = ['a b', 'b a', 'b b', 'a a', 'c a'].map((text) => {
      const [namespace = '', name = ''] = text.split(' ');
      return buildService({ namespace, name, selector: {} });
    });
    const before = buildPod({ namespace: 'b', labels: {} });
    const after = buildPod({ namespace: 'a', ready: false });
    for (const list of [given, [...given].reverse()]) {
      const found = findAffectedServices({ services: list, before, after });
      expect(found.map(({ metadata }) => `${metadata?.namespace} ${metadata?.name}`)).toEqual([
        'a a',
        'a b',
        'b a',
        'b b',
      ]);
    }
  });

  test('are the same for a pod that had no labels as for one with empty ones (rule 2.8) (ledger controller/labels-from-nothing)', () => {
    const after = versioned('2', { labels: web });
    const before = versioned('1', { labels: {} });
    const bare = { ...before, metadata: { ...before.metadata, labels: undefined } };
    expect(affected(before, after)).toEqual(['web']);
    expect(affected(bare, after)).toEqual(['web']);
  });

  const pod = buildPod();
  const web1 = { namespace: 'shop', name: 'web' };

  test.each<[string, unknown]>([
    ['input must be an object, got 5', 5],
    ['services must be an array, got undefined', {}],
    ['services[0] must be an object, got null', { services: [null] }],
    ['services[0].metadata must be an object, got undefined', { services: [{}] }],
    ['services[1].metadata.namespace must be a non-empty string', { services: [services[0], { metadata: {} }] }],
    ['services[0].metadata.name must be a non-empty string', { services: [{ metadata: { namespace: 'shop' } }] }],
    ['services[0].spec must be an object, got 5', { services: [{ metadata: web1, spec: 5 }] }],
    ['services[0].spec.selector must be an object, got 5', { services: [{ metadata: web1, spec: { selector: 5 } }] }],
    ['before must be an object, got 5', { services: [], before: 5 }],
    ['after must be an object, got null', { services: [], before: pod, after: null }],
    ['before.metadata must be an object, got undefined', { services: [], before: {}, after: pod }],
    ['after.metadata must be an object, got undefined', { services: [], after: {} }],
    ['after.metadata.namespace must be a non-empty string', { services: [], after: { metadata: { name: 'web' } } }],
    [
      'after.metadata.labels.app must be a string, got 5',
      { services: [], after: { metadata: { namespace: 'shop', labels: { app: 5 } } } },
    ],
    ['after.status.podIPs must be an array, got 5', { services: [], after: { ...pod, status: { podIPs: 5 } } }],
    [
      'after.status.conditions[0] must be an object, got null',
      { services: [], after: { ...pod, status: { conditions: [null] } } },
    ],
  ])('names what it cannot read: %s', (message, input) => {
    expect(() => findAffectedServices(input as never)).toThrow(`findAffectedServices: ${message}`);
  });

  test('passes over Services without spec or selector', () => {
    const bare = { metadata: { namespace: 'shop', name: 'web-1' } };
    expect(findAffectedServices({ services, after: bare }).map(({ metadata }) => metadata?.name)).toEqual(['all']);
    for (const spec of [undefined, null, {}, { selector: null }]) {
      expect(findAffectedServices({ services: [{ metadata: web1, spec }], after: pod })).toEqual([]);
    }
  });
});
