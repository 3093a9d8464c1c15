import type { AnyPart, LedgerEntry, Part } from '../part.ts';
import { type SequenceAnswer, type SequenceOutput, sequence, sequencePart, type SequenceStep } from './sequence.ts';
import { topologyPart } from './topology.ts';
import { removeHintsPart, trafficDistributionPart } from './traffic-distribution.ts';

/** How often the reference is asked again before chance is no excuse any more. */
const chances = 64;

/** An entry of the ledger that may account for differences of some paths; the first sync writes the same in any case. */
function entry(id: string, paths: RegExp): LedgerEntry<SequenceStep[], SequenceAnswer> {
  return {
    id,
    explains: ({ path }, { input, reference, ours }) =>
      paths.test(path) && sequencePart.ledger(input, ours, reference.output as SequenceOutput).includes(id),
  };
}

/** A Service over several syncs, but for chance. */
const serviceSequencePart: Part<SequenceStep[], SequenceAnswer> = {
  name: sequencePart.part,
  arbitrary: sequence,
  chances,
  toReferenceInput: (steps) => sequencePart.toReferenceInput(steps),
  ours: (steps) => sequencePart.ours(steps),
  compare: ({ input, reference, ours }) =>
    reference.output === undefined
      ? [{ path: 'output', reference: reference.panic, ours }]
      : sequencePart.compare(input, ours, reference.output as SequenceOutput),
  rules: ['1.14.1', '1.14.2', '1.14.3', '1.15.13'],
  rulesOf: ({ input }) => [
    ...(input.some(({ service }) => service.metadata?.annotations !== undefined) ? ['1.14.1', '1.14.3'] : []),
    ...(input.some(({ service }) => service.spec?.trafficDistribution !== undefined) ? ['1.14.2'] : []),
    ...(input.some(({ service }) => (service.spec?.ipFamilies?.length ?? 0) > 1) ? ['1.15.13'] : []),
  ],
  ledger: [
    entry('hints/populated-per-family', /events$/),
    entry('hints/rewrite-without-zone', /[^0]\]\.writeCount$/),
    entry('hints/minimum-not-reached', /hints$|[^0]\]\.writeCount$/),
    entry('hints/leftover-hints', /hints$|[^0]\]\.writeCount$/),
  ],
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
