import { namedWorld } from '../test/support/worlds.ts';
import type { BenchCase, BenchWork } from './measure.ts';
import { applyPlan, type EndpointSliceLike, type NodeLike, type PlanServiceInput, planService } from 'endpointslice';
import { measureZoneCapacity } from 'endpointslice/hints';

interface HintsCaseInput {
  readonly endpointCount: number;
  readonly zoneCount: number;
  readonly strategy: 'PreferSameZone' | 'TopologyAware';
  /** Whether all slices are there and as they should be, or none is there. */
  readonly isSettled: boolean;
}

/** `planService` with hints on worlds of some sizes over some zones, against the same without hints. */
export function hintsCases(endpointCounts: readonly number[], zoneCounts: readonly number[]): BenchCase[] {
  const strategies = ['PreferSameZone', 'TopologyAware'] as const;
  return endpointCounts.flatMap((endpointCount) =>
    zoneCounts.flatMap((zoneCount) =>
      strategies.flatMap((strategy) =>
        [false, true].map((isSettled) => ({
          name: `hints ${strategy}, ${isSettled ? 'nothing-changed' : 'create'}, ${zoneCount} zones`,
          unit: 'endpoint',
          size: endpointCount,
          make: () => hintsWork({ endpointCount, zoneCount, strategy, isSettled }),
        })),
      ),
    ),
  );
}

function hintsWork({ endpointCount, zoneCount, strategy, isSettled }: HintsCaseInput): BenchWork {
  const named = namedWorld({ podCount: endpointCount, nodeCount: 1000 }, 'create');
  const nodes = named.nodes.map((node, index) => inZone(node, `zone-${index % zoneCount}`));
  const hinted: PlanServiceInput = { ...named, nodes, hints: { strategy, capacity: measureZoneCapacity(nodes) } };
  const bare: PlanServiceInput = { ...named, nodes, hints: { strategy: 'None' } };
  const input = isSettled ? settle(hinted) : asParsed(hinted);
  const bareInput = isSettled ? settle(bare) : asParsed(bare);
  return {
    unitCount: endpointCount,
    run: () => planService(input),
    check: (result) => {
      const { plan, hints } = result as ReturnType<typeof planService>;
      if (hints.verdicts[0]?.enabled !== true) throw new Error(hints.verdicts[0]?.explanation);
      const writeCount = plan.writes.length;
      if ((writeCount === 0) !== isSettled) throw new Error(`${writeCount} slices written`);
    },
    baseline: { name: 'without hints', run: () => planService(bareInput) },
    reference: { part: 'reconcile', input: asRequest(input, strategy) },
  };
}

/** What the reference is asked: there, the Service says which hints it wants. */
function asRequest(
  { service, slices, hints: _, ...rest }: PlanServiceInput,
  strategy: HintsCaseInput['strategy'],
): object {
  const annotations = { 'service.kubernetes.io/topology-mode': 'Auto' };
  const hinted =
    strategy === 'TopologyAware'
      ? { ...service, metadata: { ...service.metadata, annotations } }
      : { ...service, spec: { ...service.spec, trafficDistribution: 'PreferClose' } };
  const topology = strategy === 'TopologyAware' ? { topologyCache: true, topologyNodes: rest.nodes } : {};
  return { ...rest, service: hinted, existing: slices, ...topology };
}

/** The same as if it had come from the API server: every object and text on its own. */
function asParsed(input: PlanServiceInput): PlanServiceInput {
  return JSON.parse(JSON.stringify(input)) as PlanServiceInput;
}

/** The input after its plan was written. */
function settle(input: PlanServiceInput): PlanServiceInput {
  const { plan } = planService(input);
  const slices: EndpointSliceLike[] = applyPlan({ slices: [], plan, nameSlice: (_, index) => `web-${index}` });
  return asParsed({ ...input, slices });
}

function inZone(node: NodeLike, zone: string): NodeLike {
  return {
    metadata: { ...node.metadata, labels: { ...node.metadata?.labels, 'topology.kubernetes.io/zone': zone } },
    status: { allocatable: { cpu: '4' }, conditions: [{ type: 'Ready', status: 'True' }] },
  };
}
