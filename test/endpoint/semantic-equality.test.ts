import { describe, expect, test } from 'vitest';
import { areSameEndpoints, areSamePorts, isSameMap } from '../../src/endpoint/semantic-equality.ts';

const addresses = ['10.0.0.1'];

describe('areSameEndpoints', () => {
  test.each([
    ['empty lists', { addresses, hints: { forZones: [] } }, { addresses, hints: {} }],
    ['empty maps', { addresses, deprecatedTopology: {} }, { addresses }],
    ['no conditions', { addresses, conditions: {} }, { addresses, conditions: null }],
    [
      'empty texts of a target',
      { addresses, targetRef: { kind: 'Pod', uid: '' } },
      { addresses, targetRef: { kind: 'Pod' } },
    ],
    ['the order of keys', { zone: 'a', addresses }, { addresses, zone: 'a' }],
    ['empty lists of nodes', { addresses, hints: { forNodes: [] } }, { addresses, hints: {} }],
    [
      'the order of topology',
      { addresses, deprecatedTopology: { rack: '1', row: '2' } },
      { addresses, deprecatedTopology: { row: '2', rack: '1' } },
    ],
    [
      'the order of a target',
      { addresses, targetRef: { kind: 'Pod', name: 'p' } },
      { addresses, targetRef: { name: 'p', kind: 'Pod' } },
    ],
  ])('takes absent for %s (rule 0.2.1)', (_, left, right) => {
    expect(areSameEndpoints([left], [right])).toBe(true);
  });

  test.each([
    ['a hostname', { addresses, hostname: '' }, { addresses }],
    ['hints', { addresses, hints: {} }, { addresses }],
    ['a target', { addresses, targetRef: {} }, { addresses }],
    ['the name of a target', { addresses, targetRef: { name: 'p' } }, { addresses, targetRef: { name: 'q' } }],
    [
      'the text of one field from another',
      { addresses, targetRef: { name: 'p' } },
      { addresses, targetRef: { uid: 'p' } },
    ],
    ['hinted zones', { addresses, hints: { forZones: [{ name: 'a' }] } }, { addresses, hints: { forZones: [] } }],
    ['a zone', { addresses, zone: 'a' }, { addresses, zone: 'b' }],
    ['a condition', { addresses, conditions: { ready: true } }, { addresses }],
    ['a serving one', { addresses, conditions: { serving: true } }, { addresses, conditions: { serving: false } }],
    ['a terminating one', { addresses, conditions: { terminating: false } }, { addresses, conditions: {} }],
    ['a zone', { addresses, zone: 'a' }, { addresses, zone: 'b' }],
    ['a field of the target', { addresses, targetRef: { uid: 'a' } }, { addresses, targetRef: { uid: 'b' } }],
    ['hinted zones', { addresses, hints: { forZones: [{ name: 'a' }] } }, { addresses, hints: { forZones: [] } }],
    [
      'names of zones',
      { addresses, hints: { forZones: [{ name: 'a' }] } },
      { addresses, hints: { forZones: [{ name: 'b' }] } },
    ],
    [
      'a key of the topology',
      { addresses, deprecatedTopology: { a: '1' } },
      { addresses, deprecatedTopology: { b: '1' } },
    ],
    [
      'one key more',
      { addresses, deprecatedTopology: { a: '1' } },
      { addresses, deprecatedTopology: { a: '1', b: '1' } },
    ],
    ['the order of addresses', { addresses: ['10.0.0.1', '10.0.0.2'] }, { addresses: ['10.0.0.2', '10.0.0.1'] }],
    ['topology', { addresses, deprecatedTopology: { rack: '1' } }, { addresses, deprecatedTopology: { rack: '2' } }],
    ['a node', { addresses, nodeName: 'n1' }, { addresses, nodeName: 'n2' }],
    ['hinted nodes', { addresses, hints: { forNodes: [{ name: 'n1' }] } }, { addresses, hints: { forNodes: [] } }],
  ])('tells %s apart (rule 0.2.1)', (_, left, right) => {
    expect(areSameEndpoints([left], [right])).toBe(false);
    expect(areSameEndpoints([left], [left, left])).toBe(false);
  });

  test('takes entries that are null for absent ones', () => {
    expect(isSameMap({ a: '1', b: null }, { a: '1', c: undefined })).toBe(true);
    expect(isSameMap({ a: null }, { a: '' })).toBe(false);
    expect(isSameMap({ a: '' }, null)).toBe(false);
    expect(isSameMap(undefined, null)).toBe(true);
    expect(isSameMap({ constructor: '1' }, { a: '1' })).toBe(false);
  });

  test('is not misled by keys that are names of methods', () => {
    const odd = (value: string): object => ({ valueOf: value, toString: value, constructor: value });
    expect(isSameMap(odd('a') as Record<string, string>, odd('a') as Record<string, string>)).toBe(true);
    expect(isSameMap(odd('a') as Record<string, string>, odd('b') as Record<string, string>)).toBe(false);
  });
});

describe('areSamePorts', () => {
  test('tells an absent field from an empty one, and one order from another (rule 0.2.1)', () => {
    expect(areSamePorts([{ name: '', port: 80 }], [{ port: 80, name: '' }])).toBe(true);
    expect(areSamePorts([{ name: '', port: 80 }], [{ port: 80 }])).toBe(false);
    for (const field of ['name', 'protocol', 'appProtocol']) {
      expect(areSamePorts([{ [field]: 'a' }], [{ [field]: 'b' }]), field).toBe(false);
      expect(areSamePorts([{ [field]: null }], [{}]), field).toBe(true);
    }
    expect(areSamePorts([{ port: 80 }, { port: 81 }], [{ port: 81 }, { port: 80 }])).toBe(false);
    expect(areSamePorts([{ port: 80 }], [{ port: 80 }, { port: 80 }])).toBe(false);
    const port = { name: 'http', protocol: 'TCP', port: 80, appProtocol: 'h2c' };
    expect(areSamePorts([port], [{ ...port }])).toBe(true);
    for (const change of [{ name: 'a' }, { protocol: 'UDP' }, { port: 81 }, { appProtocol: 'ws' }]) {
      expect(areSamePorts([port], [{ ...port, ...change }])).toBe(false);
    }
    for (const field of ['name', 'protocol', 'port', 'appProtocol']) {
      expect(areSamePorts([{ ...port, [field]: null }], [{ ...port, [field]: undefined }])).toBe(true);
      expect(areSamePorts([{ ...port, [field]: null }], [port])).toBe(false);
    }
  });
});

describe('isSameMap', () => {
  test('compares entries, in any order; an absent map has none (rule 0.2.1)', () => {
    expect(isSameMap({ a: '1', b: '2' }, { b: '2', a: '1' })).toBe(true);
    expect(isSameMap({ a: '1' }, { a: '2' })).toBe(false);
    expect(isSameMap({ a: '1' }, { a: '1', b: '1' })).toBe(false);
    for (const absent of [undefined, null, {}]) {
      expect(isSameMap(absent, {})).toBe(true);
      expect(isSameMap({}, absent)).toBe(true);
      expect(isSameMap(absent, { a: '' })).toBe(false);
    }
  });
});
