import fc from 'fast-check';
import { computeTriggerTime, type TriggerTimes } from 'endpointslice/controller';
import type { PodLike, ServiceLike } from 'endpointslice';
import { weighted } from '../../support/arbitraries/weighted.ts';
import { definePart } from '../part.ts';

interface ComputeStep {
  readonly op: 'compute';
  readonly namespace: string;
  readonly service: ServiceLike;
  readonly pods: readonly PodLike[];
}

type TriggerStep = ComputeStep | { readonly op: 'delete'; readonly namespace: string; readonly name: string };

interface TriggerTimeCase {
  readonly steps: readonly TriggerStep[];
}

const times = weighted<string | undefined>(
  [4, '2026-01-02T00:00:00Z'],
  [4, '2026-01-03T00:00:00Z'],
  [3, '2026-01-04T00:00:00Z'],
  [2, '2026-01-03T02:00:00+02:00'],
  [2, undefined],
);

const pods = fc
  .array(
    fc.record({
      name: weighted([3, 'p-1'], [2, 'p-2'], [1, 'p-3']),
      time: times,
      ready: weighted([5, true], [1, false]),
      stranger: weighted<'no' | 'namespace' | 'labels'>([8, 'no'], [1, 'namespace'], [1, 'labels']),
    }),
    {
      maxLength: 3,
    },
  )
  .map((genes) => {
    const named = new Map(genes.map((gene) => [gene.name, gene]));
    return [...named.values()].map(
      ({ name, time, ready, stranger }): PodLike => ({
        metadata: {
          namespace: stranger === 'namespace' ? 'elsewhere' : 'shop',
          name,
          labels: { app: stranger === 'labels' ? 'db' : 'web' },
        },
        status: {
          conditions: ready
            ? [{ type: 'Ready', status: 'True', ...(time === undefined ? {} : { lastTransitionTime: time }) }]
            : [{ type: 'Initialized', status: 'True' }],
        },
      }),
    );
  });

const step: fc.Arbitrary<TriggerStep> = fc
  .record({ op: weighted([8, 'compute'], [1, 'delete']), created: times, pods })
  .map(({ op, created, pods: some }): TriggerStep => {
    if (op === 'delete') return { op, namespace: 'shop', name: 'web' };
    const metadata = {
      namespace: 'shop',
      name: 'web',
      ...(created === undefined ? {} : { creationTimestamp: created }),
    };
    const service = { metadata, spec: { selector: { app: 'web' } } };
    return { op: 'compute', namespace: 'shop', service, pods: some };
  });

/** TriggerTimeTracker against `computeTriggerTime`: rule 2.6. */
export const triggerTimePart = definePart<TriggerTimeCase, readonly (string | null)[]>({
  name: 'triggerTime',
  arbitrary: fc.record({ steps: fc.array(step, { minLength: 1, maxLength: 6 }) }),
  // The controller lists the pods that the Service chooses, and hands only those on.
  toReferenceInput: ({ steps }) => ({
    steps: steps.map((one) => (one.op === 'delete' ? one : { ...one, pods: one.pods.filter(isChosen) })),
  }),
  ours: ({ steps }) => {
    let known: TriggerTimes | undefined;
    return steps.map((one) => {
      if (one.op === 'delete') {
        known = undefined;
        return null;
      }
      const { times: next, triggerTime } = computeTriggerTime({ times: known, service: one.service, pods: one.pods });
      known = next;
      return triggerTime ?? null;
    });
  },
  compare: ({ reference, ours }) =>
    JSON.stringify(reference.output) === JSON.stringify(ours)
      ? []
      : [{ path: 'trigger times', reference: reference.output, ours }],
  rules: ['2.6'],
  rulesOf: ({ input, ours }) => (input.steps.length > 1 && ours.some((time) => time !== null) ? ['2.6'] : []),
  ledger: [],
  mutations: [
    {
      name: 'is a day late',
      plant: (answers) => {
        const late = answers.map((time) => (time === null ? null : `2027${time.slice(4)}`));
        return late.join() === answers.join() ? undefined : late;
      },
    },
    {
      name: 'forgets the first',
      plant: ([first, ...rest]) => (first === undefined || first === null ? undefined : [null, ...rest]),
    },
  ],
});

function isChosen({ metadata }: PodLike): boolean {
  return metadata?.namespace === 'shop' && metadata.labels?.['app'] === 'web';
}
