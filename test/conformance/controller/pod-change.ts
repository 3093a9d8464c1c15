import fc from 'fast-check';
import { makePod, podGenes } from '../../support/arbitraries/pod.ts';
import { weighted } from '../../support/arbitraries/weighted.ts';
import { definePart } from '../part.ts';
import type { PodLike, ServiceLike } from 'endpointslice';
import { findAffectedServices } from 'endpointslice/controller';

interface PodChangeCase {
  readonly services: readonly ServiceLike[];
  readonly oldPod?: PodLike;
  readonly newPod?: PodLike;
}

type Selector = Readonly<Record<string, string>> | undefined;

const services: fc.Arbitrary<ServiceLike[]> = fc
  .array(
    fc.record({
      namespace: weighted([8, 'shop'], [1, 'elsewhere']),
      selector: weighted<Selector>(
        [4, { app: 'web' }],
        [2, { app: 'web', track: 'stable' }],
        [2, { app: 'db' }],
        [2, { track: 'canary' }],
        [1, {}],
        [1, undefined],
      ),
      type: weighted([8, 'ClusterIP'], [1, 'ExternalName']),
    }),
    { maxLength: 6 },
  )
  .map((genes) =>
    genes.map(({ namespace, selector, type }, index) => ({
      metadata: { namespace, name: `s-${index}` },
      spec: { type, ...(selector === undefined ? {} : { selector }) },
    })),
  );

const event = weighted<'update' | 'add' | 'delete' | 'touch'>([8, 'update'], [1, 'add'], [1, 'delete'], [1, 'touch']);

/** GetServicesToUpdate against `findAffectedServices`: rules 2.7 and 2.8. */
export const podChangePart = definePart<PodChangeCase, readonly string[]>({
  name: 'podChange',
  arbitrary: fc
    .record({
      services,
      event,
      before: podGenes(),
      other: podGenes(),
      unlabelled: weighted([8, false], [1, true]),
      changed: fc.subarray(['addresses', 'ready', 'terminating', 'belongs', 'hostname', 'phase', 'node'] as const, {
        maxLength: 3,
      }),
      sameVersion: weighted([9, false], [1, true]),
    })
    .map(({ services: all, event: kind, before: drawn, other, changed, sameVersion, unlabelled }) => {
      const before = unlabelled ? { ...drawn, belongs: 'no-labels' as const } : drawn;
      const after = { ...before, ...Object.fromEntries(changed.map((field) => [field, other[field]])) };
      // A pod stays in its namespace.
      if ((after.belongs === 'other-namespace') !== (before.belongs === 'other-namespace'))
        after.belongs = before.belongs;
      const oldPod = makePod({ ...before, twin: false }, 1);
      const same = makePod({ ...after, twin: false }, 1);
      const newPod = sameVersion ? same : { ...same, metadata: { ...same.metadata, resourceVersion: '9' } };
      if (kind === 'add') return { services: all, newPod };
      if (kind === 'delete') return { services: all, oldPod };
      return { services: all, oldPod, newPod };
    }),
  toReferenceInput: (input) => input,
  ours: ({ services: all, oldPod, newPod }) =>
    findAffectedServices({ services: all, before: oldPod, after: newPod }).map(
      ({ metadata }) => `${metadata?.namespace}/${metadata?.name}`,
    ),
  compare: ({ reference, ours }) => {
    const theirs = (reference.output as { services: readonly string[] }).services;
    const mine = [...ours].sort();
    return theirs.join() === mine.join() ? [] : [{ path: 'services', reference: theirs, ours: mine }];
  },
  rules: ['2.7', '2.8'],
  rulesOf: ({ input, ours }) => [
    ...(input.oldPod !== undefined && input.newPod !== undefined ? ['2.7'] : []),
    ...(ours.length > 0 ? ['2.8'] : []),
  ],
  ledger: [
    {
      id: 'controller/labels-from-nothing',
      // The reference passes over labels that were nil; a pod that had other labels, which no Service chose, is the same
      // to us and not to it.
      amend: ({ services: all, oldPod, newPod }) =>
        oldPod === undefined || newPod === undefined || (oldPod.metadata?.labels ?? undefined) !== undefined
          ? undefined
          : {
              services: all,
              newPod,
              oldPod: { ...oldPod, metadata: { ...oldPod.metadata, labels: { none: 'none' } } },
            },
    },
  ],
  mutations: [
    { name: 'forgets one', plant: (names) => (names.length === 0 ? undefined : names.slice(1)) },
    { name: 'adds one', plant: (names) => [...names, 'shop/other'] },
  ],
});
