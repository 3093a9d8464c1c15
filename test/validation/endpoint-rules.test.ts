import { describe, expect, test } from 'vitest';
import { issuesOf, SENTENCES, sliceWith, sliceWithEndpoint } from '../support/issues-of.ts';

const many = (count: number, item: unknown): unknown[] => Array.from({ length: count }, () => item);
/** Deprecated topology is looked at only where it is not dropped. */
const asObject = { mode: 'object' } as const;

describe('parseEndpointSlice, of endpoints,', () => {
  test('takes 1000, and of more looks at nothing but the number of addresses (rules 5.3.1, 5.8)', () => {
    expect(issuesOf(sliceWith({ endpoints: many(1000, { addresses: ['10.0.0.1'] }) }))).toEqual([]);
    const endpoints = Array.from({ length: 1001 }, (_, index) => ({ addresses: index === 7 ? [] : ['?'] }));
    const tooMany = 'TooMany endpoints: Too many: 1001: must have at most 1000 items';
    expect(issuesOf(sliceWith({ endpoints }))).toEqual([tooMany, 'Required endpoints[7].addresses: Required value']);
    expect(issuesOf(sliceWith({ endpoints }), { kubernetes: '1.36' })).toEqual([tooMany]);
  });

  test('takes 1 to 100 addresses, and looks at each of more (rule 5.3.2)', () => {
    expect(issuesOf(sliceWithEndpoint({ addresses: [] }))).toEqual(['Required endpoints[0].addresses: Required value']);
    expect(issuesOf(sliceWithEndpoint({ addresses: [] }), { kubernetes: '1.36' })).toEqual([
      'Required endpoints[0].addresses: Required value: must contain at least 1 address',
    ]);
    expect(issuesOf(sliceWithEndpoint({ addresses: null }))).toHaveLength(1);
    expect(issuesOf(sliceWithEndpoint({ addresses: many(100, '10.0.0.1') }))).toEqual([]);
    const issues = issuesOf(sliceWithEndpoint({ addresses: many(101, 'x') }));
    expect(issues[0]).toBe('TooMany endpoints[0].addresses: Too many: 101: must have at most 100 items');
    expect(issues).toHaveLength(102);
  });

  test('takes a subdomain as nodeName, the empty text is none (rule 5.3.8)', () => {
    expect(issuesOf(sliceWithEndpoint({ nodeName: 'node-1.example' }))).toEqual([]);
    expect(issuesOf(sliceWithEndpoint({ nodeName: '' }))).toEqual([
      `Invalid endpoints[0].nodeName: Invalid value: "": ${SENTENCES.subdomain}`,
    ]);
    expect(issuesOf(sliceWithEndpoint({ nodeName: `${'n'.repeat(253)}X` }))).toHaveLength(2);
  });

  test('takes up to 16 labels as topology, none of them the zone (rule 5.3.9)', () => {
    const labels = (count: number): object => Object.fromEntries(many(count, 0).map((_, index) => [`k${index}`, 'v']));
    const path = 'endpoints[0].deprecatedTopology';
    expect(issuesOf(sliceWithEndpoint({ deprecatedTopology: labels(16) }), asObject)).toEqual([]);
    expect(issuesOf(sliceWithEndpoint({ deprecatedTopology: labels(17) }), asObject)).toEqual([
      `TooMany ${path}: Too many: 17: must have at most 16 items`,
    ]);
    expect(issuesOf(sliceWithEndpoint({ deprecatedTopology: { 'a b': '-' } }), asObject)).toEqual([
      `Invalid ${path}: Invalid value: "a b": name part ${SENTENCES.name}`,
      `Invalid ${path}: Invalid value: "-": ${SENTENCES.labelValue}`,
    ]);
    expect(
      issuesOf(sliceWithEndpoint({ deprecatedTopology: { 'topology.kubernetes.io/zone': 'a' } }), asObject),
    ).toEqual([
      `InternalError ${path}[topology.kubernetes.io/zone]: Internal error: reserved key was not removed in conversion`,
    ]);
  });

  test('takes a label as hostname (rule 5.3.10)', () => {
    expect(issuesOf(sliceWithEndpoint({ hostname: 'h-1' }))).toEqual([]);
    expect(issuesOf(sliceWithEndpoint({ hostname: '' }))).toEqual([
      `Invalid endpoints[0].hostname: Invalid value: "": ${SENTENCES.label}`,
    ]);
    expect(issuesOf(sliceWithEndpoint({ hostname: 'a.b' }))).toEqual([
      'Invalid endpoints[0].hostname: Invalid value: "a.b": must not contain dots',
    ]);
  });

  test('takes up to 8 different zones as hints, and stops at more (rule 5.3.11)', () => {
    const zones = (names: readonly string[]): object => ({ forZones: names.map((name) => ({ name })) });
    const path = 'endpoints[0].hints.forZones';
    expect(issuesOf(sliceWithEndpoint({ hints: zones(['a', 'B_2', '']) }))).toEqual([]);
    expect(issuesOf(sliceWithEndpoint({ hints: zones(['a', 'b', 'a']) }))).toEqual([
      `Duplicate ${path}[2].name: Duplicate value: "a"`,
    ]);
    expect(issuesOf(sliceWithEndpoint({ hints: zones(['\ud800', '\udc00']) }))).toContain(
      `Duplicate ${path}[1].name: Duplicate value: "\ufffd"`,
    );
    expect(issuesOf(sliceWithEndpoint({ hints: zones(['-', '-']) }))).toEqual([
      `Invalid ${path}[0].name: Invalid value: "-": ${SENTENCES.labelValue}`,
      `Duplicate ${path}[1].name: Duplicate value: "-"`,
      `Invalid ${path}[1].name: Invalid value: "-": ${SENTENCES.labelValue}`,
    ]);
    expect(issuesOf(sliceWithEndpoint({ hints: zones(['-']) }))).toEqual([
      `Invalid ${path}[0].name: Invalid value: "-": ${SENTENCES.labelValue}`,
    ]);
    expect(issuesOf(sliceWithEndpoint({ hints: zones(['1', '2', '3', '4', '5', '6', '7', '8']) }))).toEqual([]);
    const tooMany = { ...zones(['1', '2', '3', '4', '5', '6', '7', '8', '8']), forNodes: [{ name: '' }] };
    expect(issuesOf(sliceWithEndpoint({ hints: tooMany }))).toEqual([
      `TooMany ${path}: Too many: 9: must have at most 8 items`,
    ]);
  });

  test('takes up to 8 different nodes as hints (rule 5.3.12)', () => {
    const nodes = (names: readonly string[]): object => ({ forNodes: names.map((name) => ({ name })) });
    const path = 'endpoints[0].hints.forNodes';
    expect(issuesOf(sliceWithEndpoint({ hints: nodes(['n-1', 'n-2']) }))).toEqual([]);
    expect(issuesOf(sliceWithEndpoint({ hints: nodes(['', '']) }))).toEqual([
      `Invalid ${path}[0].name: Invalid value: "": ${SENTENCES.subdomain}`,
      `Duplicate ${path}[1].name: Duplicate value: ""`,
      `Invalid ${path}[1].name: Invalid value: "": ${SENTENCES.subdomain}`,
    ]);
    expect(issuesOf(sliceWithEndpoint({ hints: nodes(['N']) }))).toEqual([
      `Invalid ${path}[0].name: Invalid value: "N": ${SENTENCES.subdomain}`,
    ]);
    expect(
      issuesOf(sliceWithEndpoint({ hints: { forZones: [{ name: 'a' }], forNodes: [{ name: 'N' }] } })),
    ).toHaveLength(1);
    expect(issuesOf(sliceWithEndpoint({ hints: nodes(many(8, 0).map((_, index) => `n-${index}`)) }))).toEqual([]);
    expect(issuesOf(sliceWithEndpoint({ hints: nodes(many(9, 'n') as string[]) }))).toEqual([
      `TooMany ${path}: Too many: 9: must have at most 8 items`,
    ]);
  });

  test('leaves zones, targets, conditions and repetition alone (rule 5.3.13)', () => {
    const endpoint = {
      addresses: ['10.0.0.1', '10.0.0.1'],
      zone: 'not a label/',
      targetRef: { kind: '?', name: '/' },
      conditions: { ready: true, terminating: true },
    };
    expect(issuesOf(sliceWith({ endpoints: [endpoint, endpoint] }))).toEqual([]);
  });
});
