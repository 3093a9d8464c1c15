import { hintText, nodes as nodesOfZones } from '../support/hint-text.ts';
import { createsOf, updatesOf } from '../support/writes.ts';
import {
  applyPlan,
  type EndpointSliceLike,
  formatPlan,
  type PodLike,
  planService,
  type PlanServiceInput,
  planSlices,
  type ServiceLike,
  readNodeZones,
} from 'endpointslice';
import { type HintsVerdict, listHintsNotices, measureZoneCapacity, planHints } from 'endpointslice/hints';
import { describe, expect, test } from 'vitest';

const nodes = nodesOfZones({ a: 4, b: 4, c: 4 });

function service(request: { readonly mode?: string; readonly trafficDistribution?: string } = {}): ServiceLike {
  return {
    metadata: {
      namespace: 'ns',
      name: 's',
      uid: 'u',
      annotations: request.mode === undefined ? {} : { 'service.kubernetes.io/topology-mode': request.mode },
    },
    spec: {
      clusterIP: '10.96.0.1',
      ipFamilies: ['IPv4'],
      selector: { app: 's' },
      ports: [{ name: '', protocol: 'TCP', port: 80 }],
      trafficDistribution: request.trafficDistribution,
    },
  };
}

/** Pods by the zones of their nodes. */
function pods(zones: string): PodLike[] {
  return zones.split('').map((zone, index) => ({
    metadata: { namespace: 'ns', name: `p-${index}`, uid: `p-${index}`, labels: { app: 's' } },
    spec: { nodeName: `node-${zone}` },
    status: { phase: 'Running', podIPs: [{ ip: `10.1.0.${index}` }], conditions: [{ type: 'Ready', status: 'True' }] },
  }));
}

function plan(input: Partial<PlanServiceInput> & Pick<PlanServiceInput, 'service'>): ReturnType<typeof planService> {
  return planService({ pods: pods('aab'), nodes, slices: [], ...input });
}

function hints(result: ReturnType<typeof planService>): string[] {
  return [...createsOf(result.plan), ...updatesOf(result.plan)].map(({ slice }) => hintText(slice));
}

describe('planService', () => {
  test('hints as the Service asks (rules 1.14.3, 1.14.6)', () => {
    expect(hints(plan({ service: service() }))).toEqual(['a@node-a a@node-a b@node-b']);
    expect(hints(plan({ service: service({ trafficDistribution: 'PreferClose' }) }))).toEqual([
      'a@node-a>a a@node-a>a b@node-b>b',
    ]);
    expect(hints(plan({ service: service({ trafficDistribution: 'PreferSameNode' }) }))).toEqual([
      'a@node-a>a@node-a a@node-a>a@node-a b@node-b>b@node-b',
    ]);
    expect(hints(plan({ service: service({ mode: 'Auto', trafficDistribution: 'PreferClose' }) }))).toEqual([
      'a@node-a>c a@node-a>a b@node-b>b',
    ]);
  });

  test('hints as the caller says instead', () => {
    expect(hints(plan({ service: service({ mode: 'Auto' }), hints: { strategy: 'None' } }))).toEqual([
      'a@node-a a@node-a b@node-b',
    ]);
  });

  test('takes the capacity once for many Services, or none, and does not guess it from zones (rule 1.14.5)', () => {
    const auto = service({ mode: 'Auto' });
    const reason = (input: Partial<PlanServiceInput>): string | undefined =>
      plan({ service: auto, ...input }).hints.verdicts[0]?.reason;
    expect(reason({ nodes: readNodeZones(nodes), hints: { capacity: measureZoneCapacity(nodes) } })).toBe(
      'ZonesAllocated',
    );
    expect(reason({ nodes: readNodeZones(nodes) })).toBe('CapacityUnknown');
    expect(reason({ hints: { capacity: null } })).toBe('CapacityUnknown');
  });

  test('writes an otherwise unchanged slice for its hints alone', () => {
    const first = plan({ service: service() });
    const slices = applyPlan({ slices: [], plan: first.plan, nameSlice: () => 's-1' });
    const asked = plan({ service: service({ trafficDistribution: 'PreferClose' }), slices });
    expect(formatPlan(asked.plan)).toContain('update IPv4 s-1 TCP/80: 3 endpoints (HintsChanged)');
    expect(updatesOf(asked.plan)[0]?.before).toBe(slices[0]);
  });

  test('emits one event a change as a notice, not a stream (ledger hints/event-stream)', () => {
    let slices: readonly EndpointSliceLike[] = [];
    let memory = {};
    const messages = ['aab', 'aab', 'aa', 'a', 'aaab', 'aab', 'aab'].map((zones) => {
      const result = plan({ service: service({ mode: 'Auto' }), pods: pods(zones), slices, hints: { memory } });
      slices = applyPlan({ slices, plan: result.plan, nameSlice: () => 's-1' });
      memory = result.hints.memory;
      return result.notices.map(({ reason, message }) => `${reason}: ${message}`);
    });
    expect(messages).toEqual([
      ['TopologyAwareHintsEnabled: Topology Aware Hints has been enabled, addressType: IPv4'],
      [],
      ['TopologyAwareHintsDisabled: Insufficient number of endpoints (2 endpoints, 3 zones), addressType: IPv4'],
      [],
      [
        'TopologyAwareHintsDisabled: Unable to allocate minimum required endpoints to each zone without exceeding overload threshold (4 endpoints, 3 zones), addressType: IPv4',
      ],
      ['TopologyAwareHintsEnabled: Topology Aware Hints has been enabled, addressType: IPv4'],
      [],
    ]);
  });

  test('leaves the memory of a Service without selector alone (rule 2.1)', () => {
    const memory = { IPv4: { strategy: 'PreferSameZone', reason: 'TrafficDistribution' } } as const;
    const external = { ...service(), spec: { type: 'ExternalName' } };
    expect(plan({ service: external, hints: { memory } }).hints).toEqual({ verdicts: [], memory });
  });
});

describe('planSlices', () => {
  const input = {
    service: { namespace: 'ns', name: 's' },
    managedBy: 'me',
    owner: { apiVersion: 'v1', kind: 'Service', name: 's', uid: 'u' },
    slices: [],
    groups: [
      {
        addressType: 'IPv4',
        ports: [],
        endpoints: ['a', 'b'].map((zone, index) => ({
          addresses: [`192.0.2.${index}`],
          zone,
          conditions: { ready: true },
        })),
      },
    ],
  } as const;

  test('gives endpoints of any origin hints too, when asked to', () => {
    const planned = planSlices({ ...input, hints: { strategy: 'PreferSameZone' } });
    expect(createsOf(planned.plan).map(({ slice }) => hintText(slice))).toEqual(['a>a b>b']);
    expect(planned.hints.verdicts[0]?.reason).toBe('TrafficDistribution');
    expect(createsOf(planSlices(input).plan).map(({ slice }) => hintText(slice))).toEqual(['a b']);
  });
});

describe('listHintsNotices', () => {
  test('are the events that are news', () => {
    const object = { kind: 'Service', namespace: 'ns', name: 's' } as const;
    const event = { type: 'Warning', reason: 'TopologyAwareHintsDisabled', message: 'as upstream' } as const;
    const verdict = {
      addressType: 'IPv4',
      strategy: 'TopologyAware',
      readyEndpointCount: 0,
      enabled: false,
      reason: 'NoUsableNode',
      explanation: 'y',
    } as const;
    expect(
      listHintsNotices(object, [
        { ...verdict, changed: true, event },
        { ...verdict, changed: false, event },
        { ...verdict, changed: true },
      ]),
    ).toEqual([
      {
        reason: 'TopologyAwareHintsDisabled',
        addressType: 'IPv4',
        cause: 'NoUsableNode',
        object,
        message:
          'Insufficient Node information: allocatable CPU or zone not specified on one or more nodes, addressType: IPv4',
        retry: false,
      },
    ]);
    expect(listHintsNotices(object, [])).toEqual([]);
  });

  test("say what the verdict's event says", () => {
    const { plan: planned } = plan({ service: service({ mode: 'Auto' }) });
    const { verdicts } = planHints({ plan: planned, strategy: 'TopologyAware', capacity: measureZoneCapacity([]) });
    expect(verdicts[0]?.event?.message).toBeDefined();
    expect(
      listHintsNotices({ kind: 'Service', namespace: 'ns', name: 's' }, verdicts).map(({ message }) => message),
    ).toEqual(verdicts.map(({ event }) => event?.message));
  });

  test.each([
    [{ reason: 'x' }, 'verdicts[0].reason must be a reason of a verdict, got "x"'],
    [{ reason: 'constructor' }, 'verdicts[0].reason must be a reason of a verdict, got "constructor"'],
    [{ readyEndpointCount: -1 }, 'verdicts[0].readyEndpointCount must be'],
    [{ zoneCount: 'x' }, 'verdicts[0].zoneCount must be'],
  ])('name what of a verdict is wrong: %j', (wrong, message) => {
    const { verdicts } = planHints({
      plan: plan({ service: service({ mode: 'Auto' }) }).plan,
      strategy: 'TopologyAware',
      capacity: measureZoneCapacity([]),
    });
    const verdict = { ...verdicts[0], ...wrong } as HintsVerdict;
    expect(() => listHintsNotices({ kind: 'Service', namespace: 'ns', name: 's' }, [verdict])).toThrow(message);
  });
});

describe('what a strategy of the caller answers', () => {
  test.each<[unknown, string]>([
    [5, 'hints.strategy must be a function that returns hints, got 5'],
    [{ forZones: [{}] }, 'hints.strategy.forZones[0].name must be a string, got undefined'],
  ])('is named by planService where the caller wrote the strategy: %j', (answer, refusal) => {
    expect(() => plan({ service: service(), hints: { strategy: () => answer as never } })).toThrow(
      `planService: ${refusal}`,
    );
  });
});
