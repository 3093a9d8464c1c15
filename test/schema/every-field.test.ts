import {
  convertFromV1beta1,
  convertToV1beta1,
  defaultSlice,
  prepareForCreate,
  prepareForUpdate,
} from 'endpointslice/server';
import {
  parseEndpointSlice,
  parseEndpoints,
  parseNode,
  type ParseResult,
  parsePod,
  parseService,
} from 'endpointslice/schema';
import { describe, expect, test } from 'vitest';
import { formatPath } from '../../src/internal/invariant.ts';
import { endpoints, metadata, node, pod, service, slice, sliceV1beta1 } from '../support/complete-objects.ts';
import { pathsIn, valueAt, withValueAt } from '../support/value-paths.ts';

function acceptedValue(result: ParseResult<unknown>): unknown {
  if (!result.ok) throw new Error(JSON.stringify(result.issues));
  return result.value;
}

describe('every field of its type comes through', () => {
  test.each<readonly [string, (input: unknown) => ParseResult<unknown>, object]>([
    ['parseEndpointSlice', (input) => parseEndpointSlice(input, { mode: 'object', strict: true }), slice],
    ['parseService', parseService, service],
    ['parsePod', parsePod, pod],
    ['parseNode', parseNode, node],
    ['parseEndpoints', parseEndpoints, endpoints],
  ])('%s', (_, parse, complete) => {
    expect(acceptedValue(parse(complete))).toEqual(complete);
  });

  test('parseEndpointSlice, of v1beta1', () => {
    const value = acceptedValue(parseEndpointSlice(sliceV1beta1, { mode: 'object', strict: true }));
    expect(value).toEqual({ ...slice });
  });

  test('the functions of a request', () => {
    const { deprecatedTopology: _topology, ...endpoint } = slice.endpoints[0];
    expect(defaultSlice(slice)).toEqual(slice);
    expect(prepareForUpdate({ slice, before: slice })).toEqual(slice);
    expect(convertToV1beta1(slice)).toEqual(sliceV1beta1);
    expect(convertFromV1beta1(sliceV1beta1)).toEqual(slice);
    const { uid: _uid, creationTimestamp: _created, deletionTimestamp: _deleted, ...sent } = metadata;
    expect(prepareForCreate(slice)).toEqual({
      ...slice,
      metadata: { ...sent, generation: 1 },
      endpoints: [endpoint],
    });
  });
});

/** What a field must be, by the value that it has and, where that does not tell, by its name. */
function wantedOf(value: unknown, field: string | number): string {
  if (Array.isArray(value)) return 'must be a list';
  if (typeof value === 'object') return 'must be an object';
  if (typeof value === 'boolean') return 'must be true or false';
  if (field === 'generation' || field === 'deletionGracePeriodSeconds') return 'must be a whole number of 64 bits';
  if (typeof value === 'number') return 'must be a whole number of 32 bits';
  if (field === 'targetPort') return 'must be a whole number or a string';
  if (field === 'cpu') return 'must be a quantity';
  return /(Timestamp|Time|^time)$/.test(String(field)) ? 'must be an RFC 3339 time' : 'must be a string';
}

/** A slice with the fields that are checked, and that this library does not read. */
const wholeSlice = {
  ...slice,
  metadata: {
    ...metadata,
    selfLink: '/x',
    deletionGracePeriodSeconds: 30,
    finalizers: ['example.com/a'],
    managedFields: [
      {
        manager: 'kubectl',
        operation: 'Apply',
        apiVersion: 'v1',
        time: '2026-01-02T03:04:05Z',
        fieldsType: 'FieldsV1',
        subresource: 'status',
      },
    ],
  },
};

describe('every field has its type', () => {
  // With the fields and items that must be there; every other may be absent or `null`.
  test.each<readonly [string, (input: unknown) => ParseResult<unknown>, object, readonly string[]]>([
    ['parseEndpointSlice', (input) => parseEndpointSlice(input, { mode: 'object' }), wholeSlice, []],
    [
      'parseEndpointSlice, strict',
      (input) => parseEndpointSlice(input, { mode: 'object', strict: true }),
      wholeSlice,
      [],
    ],
    [
      'parseService',
      parseService,
      service,
      [
        'spec.ipFamilies[0]',
        'spec.ports[0]',
        'spec.ports[0].port',
        'spec.externalIPs[0]',
        'status.loadBalancer.ingress[0]',
      ],
    ],
    [
      'parsePod',
      parsePod,
      pod,
      [
        'spec.containers[0]',
        'spec.containers[0].ports[0]',
        'spec.containers[0].ports[0].containerPort',
        'spec.initContainers[0]',
        'spec.initContainers[0].ports[0]',
        'spec.initContainers[0].ports[0].containerPort',
        'status.podIPs[0]',
        'status.conditions[0]',
        'status.conditions[0].type',
        'status.conditions[0].status',
      ],
    ],
    [
      'parseNode',
      parseNode,
      node,
      ['status.conditions[0]', 'status.conditions[0].type', 'status.conditions[0].status'],
    ],
    [
      'parseEndpoints',
      parseEndpoints,
      endpoints,
      [
        'subsets[0]',
        'subsets[0].addresses[0]',
        'subsets[0].addresses[0].ip',
        'subsets[0].notReadyAddresses[0]',
        'subsets[0].notReadyAddresses[0].ip',
        'subsets[0].ports[0]',
      ],
    ],
  ])('%s', (_, parse, complete, mustBeThere) => {
    const missed: string[] = [];
    for (const path of pathsIn(complete)) {
      const value = valueAt(complete, path);
      const wanted = wantedOf(value, path.at(-1) ?? '');
      const wrong = Array.isArray(value) ? {} : [];
      const text = formatPath(path);
      const result = parse(withValueAt(complete, path, wrong));
      const got = Array.isArray(value) ? 'an object' : 'an array';
      expect(result.ok ? [] : result.issues.map((issue) => `${issue.path}: ${issue.detail}`), text).toContain(
        `${text}: ${wanted}, got ${got}`,
      );
      const without = parse(withValueAt(complete, path, null));
      if (without.ok) continue;
      missed.push(...without.issues.filter(({ detail }) => detail === wanted).map((issue) => issue.path));
    }
    expect(missed).toEqual(mustBeThere);
  });

  test('or is text for a number where a number may be', () => {
    const ports = [
      { port: 80, targetPort: 5 },
      { port: 80, targetPort: { value: 'a' } },
      { port: 80, targetPort: null },
    ];
    expect(parseService({ spec: { ports } }).ok).toBe(true);
    for (const targetPort of [1.5, {}, { value: 1.5 }, { value: null }, true]) {
      expect(parseService({ spec: { ports: [{ port: 80, targetPort }] } }).ok).toBe(false);
    }
    expect(parseNode({ status: { allocatable: { cpu: 4, memory: '1Gi', pods: null } } }).ok).toBe(true);
  });
});
