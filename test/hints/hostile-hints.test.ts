import {
  hintsNotices,
  nodeChangeMatters,
  overloadedServices,
  planHints,
  planService,
  type PlanServiceInput,
  planSlices,
  requestedHints,
  whatIfHints,
  zoneCapacity,
} from 'endpointslice';
import { describe, expect, test } from 'vitest';
import { buildEndpoints, buildPod, buildService, buildSlice } from '../support/build.ts';
import { nodes, planOf, slice } from '../support/hint-text.ts';
import { pathsIn, withValueAt, wrongValues } from '../support/wrong-values.ts';

// Thousands of errors are made here; their stacks are of no interest, and slow.
Error.stackTraceLimit = 0;

const cluster = nodes({ a: 4, b: 4 });
const capacity = zoneCapacity(cluster);
const remembered = planHints({ plan: planOf({ s: 'a b' }), strategy: 'proportional', capacity }).memory;

/** One line for each path and wrong value that is answered by neither a result nor a clear error. */
function complaints<Input extends object>(caller: string, input: Input, call: (input: Input) => unknown): string[] {
  return pathsIn(input).flatMap((path) =>
    wrongValues.flatMap(({ name, value }) => {
      try {
        call(withValueAt(input, path, value) as Input);
        return [];
      } catch (error) {
        const clear = error instanceof TypeError || error instanceof RangeError;
        if (clear && new RegExp(`^(${caller}|copySlice): [a-zA-Z]+[^ ]* must be .+, got .+$`, 's').test(error.message))
          return [];
        return [`${path.join('.')} = ${name}: ${String(error)}`];
      }
    }),
  );
}

describe('whatever any field is, a result or a clear error comes from', () => {
  const plan = planOf({ '+c': 'a@n>a@n b!', '~u': 'b>b', s: 'a>a b>b@m', t: '- a?' });

  test.each(['none', 'same-zone', 'same-node', 'proportional'] as const)(
    'planHints with the strategy %s',
    (strategy) => {
      const input = { plan, strategy, capacity, memory: remembered, hysteresis: 0.1 };
      expect(complaints('planHints', input, planHints)).toEqual([]);
    },
  );

  test('zoneCapacity', () => {
    const input = { list: cluster, options: { ignoreIncompleteNodesBelow: 0.5 } };
    expect(complaints('zoneCapacity', input, ({ list, options }) => zoneCapacity(list, options))).toEqual([]);
  });

  test('whatIfHints', () => {
    const change = {
      addNodes: nodes({ c: 1 }),
      removeNodes: ['node-a'],
      removeZones: ['b'],
      endpointCountByZone: { a: 3 },
    };
    const input = {
      slices: [slice('s', 'a>a b')],
      nodes: cluster,
      change,
      hysteresis: 0.1,
      ignoreIncompleteNodesBelow: 0.1,
    };
    expect(complaints('whatIfHints', input, whatIfHints)).toEqual([]);
  });

  test('overloadedServices', () => {
    const input = { services: [{ serviceKey: 's', memory: remembered }], capacity, options: { hysteresis: 0.1 } };
    const call = ({ services, capacity: given, options }: typeof input): unknown =>
      overloadedServices(services, given, options);
    expect(complaints('overloadedServices', input, call)).toEqual([]);
  });

  test('nodeChangeMatters', () => {
    expect(complaints('nodeChangeMatters', { before: cluster[0], after: cluster[1] }, nodeChangeMatters)).toEqual([]);
  });

  test('requestedHints', () => {
    const annotations = { 'service.kubernetes.io/topology-mode': 'Auto' };
    const input = { service: { metadata: { annotations }, spec: { trafficDistribution: 'PreferClose' } } };
    expect(complaints('requestedHints', input, ({ service }) => requestedHints(service))).toEqual([]);
  });

  test('planService and planSlices with hints', () => {
    const hints = { strategy: 'proportional', capacity, memory: remembered, hysteresis: 0.1 } as const;
    const world: PlanServiceInput = {
      service: buildService(),
      pods: [buildPod()],
      nodes: cluster,
      slices: [buildSlice()],
      hints,
    };
    expect(complaints('planService', { hints }, (input) => planService({ ...world, ...input }))).toEqual([]);
    const annotated = {
      ...world,
      hints: undefined,
      service: buildService({ annotations: { 'service.kubernetes.io/topology-mode': 'Auto' } }),
    };
    expect(complaints('planService', annotated, planService)).toEqual([]);
    const groups = {
      namespace: 'shop',
      serviceName: 'web',
      managedBy: 'me',
      owner: { apiVersion: 'v1', kind: 'Service', name: 'web', uid: 'web-uid' },
      groups: [{ addressType: 'IPv4', ports: [], endpoints: buildEndpoints(2) }],
      slices: [],
    } as const;
    expect(complaints('planSlices', { hints }, (input) => planSlices({ ...groups, ...input }))).toEqual([]);
  });

  test('hintsNotices, of verdicts of any of these', () => {
    const { verdicts } = planHints({ plan, strategy: 'proportional', capacity });
    expect(hintsNotices({ kind: 'Service', namespace: 'ns', name: 's' }, verdicts)).toHaveLength(1);
  });
});
