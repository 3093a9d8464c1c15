import fc from 'fast-check';
import { LABEL_CONTROL_PLANE, LABEL_ZONE } from 'endpointslice/well-known';
import type { NodeLike } from 'endpointslice';
import { weighted } from './weighted.ts';

/** The nodes that pods are put on: `node-0` to `node-5`. `node-gone` never exists. */
export const nodeNames = ['node-0', 'node-1', 'node-2', 'node-3', 'node-4', 'node-5'] as const;

interface NodeGene {
  readonly zone: 'own' | 'a' | 'absent' | 'empty';
  readonly cpu: string | undefined;
  readonly ready: 'True' | 'False' | undefined;
  readonly controlPlane: boolean;
}

/** A cluster of up to six nodes over three zones; some without zone, CPU or readiness, some missing. */
export function nodes(): fc.Arbitrary<NodeLike[]> {
  const gene: fc.Arbitrary<NodeGene> = fc.record({
    zone: weighted<NodeGene['zone']>([90, 'own'], [4, 'a'], [3, 'absent'], [3, 'empty']),
    cpu: weighted<string | undefined>([60, '4'], [20, '8'], [8, '3900m'], [8, '1'], [2, undefined], [2, '0']),
    ready: weighted<NodeGene['ready']>([92, 'True'], [5, 'False'], [3, undefined]),
    controlPlane: weighted([95, false], [5, true]),
  });
  return fc
    .tuple(fc.array(gene, { minLength: 6, maxLength: 6 }), weighted([70, 6], [15, 3], [10, 2], [3, 1], [2, 0]))
    .map(([genes, count]) => genes.slice(0, count).map(makeNode));
}

function makeNode(gene: NodeGene, index: number): NodeLike {
  const labels: Record<string, string> = { 'kubernetes.io/hostname': `node-${index}` };
  if (gene.zone === 'own') labels[LABEL_ZONE] = `zone-${'abc'.charAt(index % 3)}`;
  if (gene.zone === 'a') labels[LABEL_ZONE] = 'zone-a';
  if (gene.zone === 'empty') labels[LABEL_ZONE] = '';
  if (gene.controlPlane) labels[LABEL_CONTROL_PLANE] = '';
  return {
    metadata: { name: `node-${index}`, uid: `node-uid-${index}`, labels },
    status: {
      ...(gene.cpu === undefined ? {} : { allocatable: { cpu: gene.cpu, memory: '8Gi' } }),
      conditions: gene.ready === undefined ? [] : [{ type: 'Ready', status: gene.ready }],
    },
  };
}
