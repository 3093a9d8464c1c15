import type { AnyPart, Part } from '../part.ts';
import { type SequenceAnswer, type SequenceOutput, sequence, sequencePart, type SequenceStep } from './sequence.ts';
import { topologyPart } from './topology.ts';
import { removeHintsPart, trafficDistributionPart } from './traffic-distribution.ts';

/** How often the reference is asked again before chance is no excuse any more. */
const chances = 64;

/** A Service over several syncs; whole answers agree or not, but for chance. */
const serviceSequencePart: Part<SequenceStep[], SequenceAnswer> = {
  name: sequencePart.part,
  arbitrary: sequence,
  chances,
  toReferenceInput: (steps) => sequencePart.toReferenceInput(steps),
  ours: (steps) => sequencePart.ours(steps),
  compare: ({ input, reference, ours }) =>
    reference.panic === undefined && sequencePart.agrees(input, ours, reference.output as SequenceOutput)
      ? []
      : [{ path: 'answer', reference: reference.output ?? reference.panic, ours }],
  rules: ['1.14.1', '1.14.2', '1.14.3', '1.15.13'],
  rulesOf: ({ input }) => [
    ...(input.some(({ service }) => service.metadata?.annotations !== undefined) ? ['1.14.1', '1.14.3'] : []),
    ...(input.some(({ service }) => service.spec?.trafficDistribution !== undefined) ? ['1.14.2'] : []),
    ...(input.some(({ service }) => (service.spec?.ipFamilies?.length ?? 0) > 1) ? ['1.15.13'] : []),
  ],
  ledger: [
    'hints/leftover-hints',
    'hints/minimum-not-reached',
    'hints/one-zone-text',
    'hints/populated-per-family',
    'hints/rewrite-without-zone',
    'hints/zone-without-nodes',
  ].map((id) => ({
    id,
    explains: (_, { input, reference, ours }) =>
      reference.output !== undefined &&
      sequencePart.ledger(input, ours, reference.output as SequenceOutput).includes(id),
  })),
  mutations: [
    {
      name: 'writes once too often',
      plant: ({ summaries: [first, ...others], verdicts }) =>
        first === undefined
          ? undefined
          : { summaries: [{ ...first, writeCount: first.writeCount + 1 }, ...others], verdicts },
    },
  ],
};

/** All parts about hints. */
export const hintsParts: readonly AnyPart[] = [
  topologyPart,
  trafficDistributionPart,
  removeHintsPart,
  serviceSequencePart,
];
