import { isDeepStrictEqual } from 'node:util';
import {
  applyPlan,
  type EndpointSliceLike,
  type NodeLike,
  planService,
  type PodLike,
  type ServiceLike,
} from 'endpointslice';
import type { HintsMemory, HintsVerdict } from 'endpointslice/hints';
import fc from 'fast-check';
import { node } from '../../support/arbitraries/hints.ts';
import type { Difference } from '../part.ts';
import { canonicalHints, eventsOf, type ReportedEvent } from './canonical.ts';
import { createsOf, deletesOf, updatesOf } from '../../support/writes.ts';

/** A Service over some syncs: what it asks for, its pods and the nodes change in between. */
export interface SequenceStep {
  readonly service: ServiceLike;
  readonly pods: readonly PodLike[];
  readonly nodes: readonly NodeLike[];
}

/** What the part `reconcileSequence` answers for one step. */
export interface StepOutput {
  readonly creates: readonly EndpointSliceLike[];
  readonly updates: readonly EndpointSliceLike[];
  readonly deletes: readonly string[];
  readonly events: readonly ReportedEvent[];
  readonly error: string | null;
}

/** What the part `reconcileSequence` answers. */
export interface SequenceOutput {
  readonly steps: readonly StepOutput[];
}

/** What one sync did, as far as both sides must agree. */
export interface StepSummary {
  readonly events: readonly string[];
  readonly writeCount: number;
  /** By address type: hints by zone, and hints by node. */
  readonly hints: object;
}

/** What both sides must agree on, and what explains where they do not. */
export interface SequenceAnswer {
  readonly summaries: readonly StepSummary[];
  readonly verdicts: readonly HintsVerdict[];
}

const requests = fc.constantFrom<Pick<ServiceLike, 'metadata' | 'spec'>>(
  {},
  { metadata: { annotations: { 'service.kubernetes.io/topology-mode': 'Auto' } } },
  {
    metadata: { annotations: { 'service.kubernetes.io/topology-mode': 'auto' } },
    spec: { trafficDistribution: 'PreferClose' },
  },
  { metadata: { annotations: { 'service.kubernetes.io/topology-aware-hints': 'Auto' } } },
  {
    metadata: {
      annotations: {
        'service.kubernetes.io/topology-aware-hints': 'no',
        'service.kubernetes.io/topology-mode': 'Auto',
      },
    },
    spec: { trafficDistribution: 'PreferSameZone' },
  },
  { spec: { trafficDistribution: 'PreferClose' } },
  { spec: { trafficDistribution: 'PreferSameNode' } },
);

function serviceOf(request: Pick<ServiceLike, 'metadata' | 'spec'>, families: readonly string[]): ServiceLike {
  return {
    metadata: { namespace: 'ns', name: 's', uid: 'u', ...request.metadata },
    spec: {
      clusterIP: '10.96.0.1',
      ipFamilies: families,
      selector: { app: 's' },
      ports: [{ name: 'http', protocol: 'TCP', port: 80, targetPort: 8080 }],
      ...request.spec,
    },
  };
}

function podOf(index: number, nodeName: string, ready: boolean): PodLike {
  return {
    metadata: { namespace: 'ns', name: `p-${index}`, uid: `p-${index}`, labels: { app: 's' } },
    spec: { nodeName },
    status: {
      phase: 'Running',
      podIPs: [{ ip: `10.1.0.${index}` }, { ip: `fd00::${index + 1}` }],
      conditions: [{ type: 'Ready', status: ready ? 'True' : 'False' }],
    },
  };
}

const stepGenes = fc.record({
  request: requests,
  unready: fc.uniqueArray(fc.nat(17), { maxLength: 3 }),
  cpus: fc.array(fc.constantFrom('4', '4', '4', '4', '8'), { minLength: 6, maxLength: 6 }),
  downNode: fc.option(fc.nat(5), { freq: 4 }),
  zonelessNode: fc.option(fc.nat(5), { freq: 10 }),
});

/** Two to four syncs, or fifty, of one Service over three zones, in the middle of which anything may change. */
export const sequence: fc.Arbitrary<SequenceStep[]> = fc
  .record({
    families: fc.constantFrom(['IPv4'], ['IPv4'], ['IPv6', 'IPv4']),
    placement: fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 18 }),
    steps: fc.oneof(
      { weight: 39, arbitrary: fc.array(stepGenes, { minLength: 2, maxLength: 4 }) },
      { weight: 1, arbitrary: fc.array(stepGenes, { minLength: 50, maxLength: 50 }) },
    ),
    quiet: fc.boolean(),
  })
  .map(({ families, placement, steps, quiet }) =>
    steps.flatMap(({ request, unready, cpus, downNode, zonelessNode }) => {
      const step: SequenceStep = {
        service: serviceOf(request, families),
        pods: placement.map((place, index) => podOf(index, `node-${place}`, !unready.includes(index))),
        nodes: cpus.map((cpu, index) =>
          node(`node-${index}`, index === zonelessNode ? '' : `zone-${'abc'[index % 3]}`, cpu, index !== downNode),
        ),
      };
      // A second sync with nothing changed must be quiet.
      return quiet ? [step, step] : [step];
    }),
  );

/** A Service over several syncs, against Reconcile with a topology cache. All endpoints fit into one slice. */
export const sequencePart = {
  part: 'reconcileSequence',

  toReferenceInput(steps: readonly SequenceStep[]): object {
    return { steps: steps.map((step) => ({ ...step, maxEndpointsPerSlice: 1000, topologyCache: true })) };
  },

  ours(steps: readonly SequenceStep[]): SequenceAnswer {
    let slices: readonly EndpointSliceLike[] = [];
    let memory: HintsMemory = {};
    const verdicts: HintsVerdict[] = [];
    const summaries = steps.map((step, index) => {
      const { plan, hints } = planService({ ...step, slices, maxEndpointsPerSlice: 1000, hints: { memory } });
      slices = applyPlan({ slices, plan, nameSlice: (slice, position) => `${slice.addressType}-${index}-${position}` });
      memory = hints.memory;
      verdicts.push(...hints.verdicts);
      return summarize(
        slices,
        eventsOf(hints.verdicts),
        createsOf(plan).length + updatesOf(plan).length + deletesOf(plan).length,
      );
    });
    return { summaries, verdicts };
  },

  /** Differences sync by sync. */
  compare(steps: readonly SequenceStep[], ours: SequenceAnswer, reference: SequenceOutput): Difference[] {
    const slices = new Map<string, EndpointSliceLike>();
    return steps.flatMap((_, index) => {
      const { creates, updates, deletes, events } = reference.steps[index] as StepOutput;
      for (const slice of [...creates, ...updates]) slices.set(slice.metadata?.name ?? '', slice);
      for (const name of deletes) slices.delete(name);
      const theirs = summarize([...slices.values()], events, creates.length + updates.length + deletes.length);
      const own = ours.summaries[index] as StepSummary;
      return (['events', 'writeCount', 'hints'] as const).flatMap((field) =>
        isDeepStrictEqual(theirs[field], own[field])
          ? []
          : [{ path: `steps[${index}].${field}`, reference: theirs[field], ours: own[field] }],
      );
    });
  },

  /** Entries of the ledger that account for a difference. */
  ledger(steps: readonly SequenceStep[], { verdicts }: SequenceAnswer, reference: SequenceOutput): string[] {
    const families = steps[0]?.service.spec?.ipFamilies ?? [];
    const isOn = verdicts.some(({ reason }) => reason === 'ZonesAllocated');
    const hinted = reference.steps.flatMap(({ creates, updates }) => [...creates, ...updates]);
    const minima = verdicts.flatMap((verdict) => (verdict.reason === 'ZonesAllocated' ? verdict.zones : []));
    const low = hinted.some((slice) => {
      const { countByZone } = canonicalHints({ create: [slice], update: [], unchanged: [] }, []);
      return (
        Object.keys(countByZone).length > 0 &&
        minima.some(({ zone, minimumEndpointCount }) => (countByZone[zone] ?? 0) < minimumEndpointCount)
      );
    });
    const entries: [string, boolean][] = [
      ['hints/populated-per-family', families.length > 1 && isOn],
      ['hints/rewrite-without-zone', verdicts.some(({ reason }) => reason === 'EndpointWithoutZone')],
      ['hints/minimum-not-reached', isOn && low],
      [
        'hints/leftover-hints',
        isOn && steps.some(({ service }) => service.spec?.trafficDistribution === 'PreferSameNode'),
      ],
    ];
    return entries.filter(([, applies]) => applies).map(([entry]) => entry);
  },
};

function summarize(
  slices: readonly EndpointSliceLike[],
  events: readonly ReportedEvent[],
  writeCount: number,
): StepSummary {
  const hints = ['IPv4', 'IPv6'].map((type) => {
    const ofType = slices.filter(({ addressType }) => addressType === type);
    const { countByZone, moved } = canonicalHints({ create: [], update: [], unchanged: ofType }, []);
    const nodes = ofType
      .flatMap(({ endpoints }) => (endpoints ?? []).map((one) => one.hints?.forNodes?.[0]?.name ?? ''))
      .sort();
    return [type, countByZone, moved.length, nodes];
  });
  return {
    events: events.map(({ type, reason, message }) => `${type} ${reason} ${message}`).sort(),
    writeCount,
    hints,
  };
}
