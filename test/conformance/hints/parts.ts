import fc from 'fast-check';
import { type HintsCase, hintsCase, hintsOddities } from '../../support/arbitraries/hints.ts';
import type { AnyPart, Mutation, Part } from '../part.ts';
import { sequence, sequencePart, type SequenceStep, type StepOutput } from './sequence.ts';
import { type TopologyOutput, topologyPart } from './topology.ts';
import { removeHintsPart, type TrafficDistributionCase, trafficDistributionPart } from './traffic-distribution.ts';

/** A comparison as this folder states it: whole answers agree or not, but for what the reference leaves to chance. */
interface Agreement<Case, Ours, Output> {
  readonly part: string;
  toReferenceInput(one: Case): object;
  ours(one: Case): Ours;
  agrees(one: Case, ours: Ours, reference: Output): boolean;
  ledger(one: Case, ours: Ours, reference: Output): string[];
}

/** How often the reference is asked again before chance is no excuse any more. */
const chances = 64;

function partOf<Case, Ours, Output>(
  agreement: Agreement<Case, Ours, Output>,
  rest: Pick<Part<Case, Ours>, 'arbitrary' | 'rules' | 'rulesOf'> & {
    readonly entries: readonly string[];
    readonly mutations: readonly Mutation<Case, Ours>[];
  },
): AnyPart {
  const { entries, ...others } = rest;
  const part: Part<Case, Ours> = {
    ...others,
    name: agreement.part,
    chances,
    toReferenceInput: (input) => agreement.toReferenceInput(input),
    ours: (input) => agreement.ours(input),
    compare: ({ input, reference, ours }) =>
      reference.panic === undefined && agreement.agrees(input, ours, reference.output as Output)
        ? []
        : [{ path: 'answer', reference: reference.output ?? reference.panic, ours }],
    ledger: entries.map((id) => ({
      id,
      explains: (_, { input, reference, ours }) =>
        agreement.ledger(input, ours, reference.output as Output).includes(id),
    })),
  };
  return part;
}

const anyCase: fc.Arbitrary<HintsCase> = fc.oneof(
  hintsCase([]),
  fc.subarray([...hintsOddities], { maxLength: 2 }).chain((odd) => hintsCase(odd)),
);

const modes = fc.constantFrom<Exclude<TrafficDistributionCase['mode'], null>>(
  'PreferClose',
  'PreferSameZone',
  'PreferSameNode',
);

const planned = anyCase.map(({ plan }) => plan);

type HintsOf<Agreed> = Agreed extends { ours(one: never): infer Ours } ? Ours : never;

/** All parts about hints. */
export const hintsParts: readonly AnyPart[] = [
  partOf<HintsCase, HintsOf<typeof topologyPart>, TopologyOutput>(topologyPart, {
    arbitrary: anyCase,
    rules: ['1.15.1', '1.15.3', '1.15.5', '1.15.6', '1.15.7', '1.15.9', '1.15.10', '1.15.12'],
    rulesOf: ({ input, ours }) => {
      const verdict = ours.verdicts[0];
      const allocated = verdict?.reason === 'ZonesAllocated';
      const moved =
        allocated &&
        verdict.zones.some(({ endpointCount, desiredEndpointCount }) => endpointCount !== desiredEndpointCount);
      return [
        ...(input.nodes.length > 1 ? ['1.15.1'] : []),
        ...(verdict !== undefined && !allocated ? ['1.15.3'] : []),
        ...(allocated ? ['1.15.5', '1.15.7', '1.15.12'] : []),
        ...(allocated && input.plan.unchanged.length > 0 ? ['1.15.6'] : []),
        ...(moved ? ['1.15.9', '1.15.10'] : []),
      ];
    },
    entries: [
      'hints/leftover-hints',
      'hints/minimum-not-reached',
      'hints/one-zone-text',
      'hints/ready-absent',
      'hints/rewrite-without-zone',
      'hints/zone-not-examined',
      'hints/zone-without-nodes',
    ],
    mutations: [
      {
        name: 'forgets the verdict',
        plant: (result) =>
          result.verdicts.some(({ event }) => event !== undefined) ? { ...result, verdicts: [] } : undefined,
      },
    ],
  }),
  partOf(trafficDistributionPart, {
    arbitrary: fc.record({ plan: planned, mode: modes }),
    rules: ['1.14.7', '1.14.8', '1.14.9', '1.14.10'],
    rulesOf: ({ input }) => ['1.14.7', '1.14.8', ...(input.plan.unchanged.length > 0 ? ['1.14.9', '1.14.10'] : [])],
    entries: ['hints/leftover-hints', 'hints/ready-absent'],
    mutations: [{ name: 'forgets a slice', plant: forgetSlice }],
  }),
  partOf(removeHintsPart, {
    arbitrary: fc.record({ plan: planned, mode: fc.constant(null) }),
    rules: ['1.14.4'],
    rulesOf: ({ input }) => (input.plan.unchanged.length > 0 ? ['1.14.4'] : []),
    entries: [],
    mutations: [{ name: 'forgets a slice', plant: forgetSlice }],
  }),
  partOf<SequenceStep[], HintsOf<typeof sequencePart>, { readonly steps: readonly StepOutput[] }>(sequencePart, {
    arbitrary: sequence,
    rules: ['1.14.1', '1.14.2', '1.14.3', '1.15.13'],
    rulesOf: ({ input }) => [
      ...(input.some(({ service }) => service.metadata?.annotations !== undefined) ? ['1.14.1', '1.14.3'] : []),
      ...(input.some(({ service }) => service.spec?.trafficDistribution !== undefined) ? ['1.14.2'] : []),
      ...(input.some(({ service }) => (service.spec?.ipFamilies?.length ?? 0) > 1) ? ['1.15.13'] : []),
    ],
    entries: [
      'hints/leftover-hints',
      'hints/minimum-not-reached',
      'hints/one-zone-text',
      'hints/populated-per-family',
      'hints/rewrite-without-zone',
      'hints/zone-without-nodes',
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
  }),
];

type Lists = HintsOf<typeof trafficDistributionPart>;

function forgetSlice(lists: Lists): Lists | undefined {
  const [, ...rest] = lists.update ?? [];
  return (lists.update ?? []).length === 0 ? undefined : { ...lists, update: rest };
}
