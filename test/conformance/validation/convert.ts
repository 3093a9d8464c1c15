import { convertFromV1beta1, convertToV1beta1 } from 'endpointslice/server';
import fc from 'fast-check';
import { asV1beta1, type SliceJson, validatedSlice } from '../../support/arbitraries/validated-slice.ts';
import { definePart } from '../part.ts';
import { compareObjects } from './answers.ts';

interface ConvertCase {
  readonly direction: 'v1beta1ToV1' | 'v1ToV1beta1';
  readonly slice: SliceJson;
}

function endpointsOf(slice: SliceJson): readonly SliceJson[] {
  return (slice['endpoints'] ?? []) as readonly SliceJson[];
}

/** Both directions of the conversion. */
export const convertPart = definePart<ConvertCase, unknown>({
  name: 'convert',
  arbitrary: fc
    .tuple(validatedSlice(), fc.boolean())
    .map(([slice, forth]) =>
      forth ? { direction: 'v1ToV1beta1', slice } : { direction: 'v1beta1ToV1', slice: asV1beta1(slice) },
    ),
  toReferenceInput: ({ direction, slice }) => ({ direction, slice }),
  ours: ({ direction, slice }) => {
    const {
      apiVersion: _apiVersion,
      kind: _kind,
      ...converted
    } = direction === 'v1ToV1beta1' ? convertToV1beta1(slice as never) : convertFromV1beta1(slice as never);
    return converted;
  },
  compare: ({ input, reference, ours }) => {
    const { slice } = reference.output as { readonly slice: SliceJson };
    const { apiVersion: _apiVersion, kind: _kind, ...rest } = slice;
    // A map that is empty and a map that is not there are printed the same way, so they are looked at apart.
    const hasTopology = (converted: SliceJson): boolean[] =>
      endpointsOf(converted).map(
        (endpoint) => Object.hasOwn(endpoint, 'topology') || Object.hasOwn(endpoint, 'deprecatedTopology'),
      );
    const lost = compareObjects('topology maps', hasTopology(rest), hasTopology(ours as SliceJson));
    const isEmptyAllowed = input.direction === 'v1ToV1beta1';
    return [...compareObjects('slice', rest, ours), ...(isEmptyAllowed ? [] : lost)];
  },
  rules: ['6.1', '6.2', '6.3', '6.4', '6.5'],
  rulesOf: ({ input }) => {
    const endpoints = endpointsOf(input.slice);
    const some = (field: string): boolean => endpoints.some((endpoint) => (endpoint[field] ?? null) !== null);
    return [
      '6.1',
      ...(input.direction === 'v1beta1ToV1' && some('topology') ? ['6.2'] : []),
      ...(input.direction === 'v1ToV1beta1' && some('zone') ? ['6.3'] : []),
      ...(input.direction === 'v1ToV1beta1' && some('nodeName') ? ['6.4'] : []),
      ...(endpoints.length === 0 ? ['6.5'] : []),
    ];
  },
  ledger: [],
  mutations: [
    {
      name: 'a zone is lost',
      plant: (ours) => {
        const endpoints = endpointsOf(ours as SliceJson);
        if (!endpoints.some(({ zone = '' }) => zone !== '')) return undefined;
        return { ...(ours as SliceJson), endpoints: endpoints.map(({ zone: _zone, ...rest }) => rest) };
      },
    },
  ],
});
