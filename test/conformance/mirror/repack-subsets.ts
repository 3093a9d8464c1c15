import * as fc from 'fast-check';
import { type CoreEndpointSubset, type CoreEndpointSubsetLike, repackSubsets } from 'endpointslice';
import { subsetsArbitrary, tame, wild } from '../../support/arbitraries/core-endpoints.ts';
import { type Difference, definePart } from '../part.ts';
import { withDefaultProtocol, withOneDetail, withOnePortEach, withoutPortZero } from './amend-subsets.ts';

/** The canonical form of subsets: equal to the byte, order included, but for what Go leaves out when empty. */
export const repackSubsetsPart = definePart<readonly CoreEndpointSubsetLike[], readonly CoreEndpointSubset[]>({
  name: 'repackSubsets',
  arbitrary: fc.oneof(subsetsArbitrary(tame), subsetsArbitrary(wild)),
  toReferenceInput: (subsets) => ({ subsets }),
  ours: repackSubsets,
  compare: ({ reference, ours }) => {
    const subsets = (reference.output as { readonly subsets: unknown } | undefined)?.subsets ?? [];
    const wanted = canonicalText(subsets);
    const got = canonicalText(ours);
    return wanted === got ? [] : [{ path: 'subsets', reference: wanted, ours: got } satisfies Difference];
  },
  rules: ['3.2.1', '3.2.2', '3.2.3', '3.2.4', '3.2.5'],
  rulesOf: ({ input, ours }) => rulesOf(input, ours),
  ledger: [
    { id: 'mirroring/conflicting-address', amend: withOneDetail },
    { id: 'mirroring/app-protocol-by-value', amend: withOnePortEach },
    { id: 'mirroring/port-zero-is-no-port', amend: withoutPortZero },
    { id: 'mirroring/protocol-default', amend: withDefaultProtocol },
  ],
  mutations: [
    { name: 'subsets in another order', plant: (ours) => (ours.length > 1 ? [...ours].reverse() : undefined) },
    {
      name: 'ready instead of not ready',
      plant: (ours) =>
        plantFirst(ours, ({ addresses = [], notReadyAddresses = [], ...subset }) =>
          notReadyAddresses.length > 0 ? { ...subset, addresses: [...addresses, ...notReadyAddresses] } : undefined,
        ),
    },
    {
      name: 'an address lost',
      plant: (ours) =>
        plantFirst(ours, ({ addresses = [], ...subset }) =>
          addresses.length > 1 ? { ...subset, addresses: addresses.slice(1) } : undefined,
        ),
    },
    {
      name: 'addresses in another order',
      plant: (ours) =>
        plantFirst(ours, ({ addresses = [], ...subset }) =>
          addresses.length > 1 ? { ...subset, addresses: [...addresses].reverse() } : undefined,
        ),
    },
    {
      name: 'ports in another order',
      plant: (ours) =>
        plantFirst(ours, ({ ports = [], ...subset }) =>
          ports.length > 1 ? { ...subset, ports: [...ports].reverse() } : undefined,
        ),
    },
  ],
});

/** The answer with the first subset changed that can be. */
function plantFirst(
  ours: readonly CoreEndpointSubset[],
  change: (subset: CoreEndpointSubset) => CoreEndpointSubset | undefined,
): readonly CoreEndpointSubset[] | undefined {
  for (const [index, subset] of ours.entries()) {
    const changed = change(subset);
    if (changed !== undefined) return ours.with(index, changed);
  }
  return undefined;
}

/** Text in which objects have their keys in order, and neither empty texts nor empty lists are there. */
function canonicalText(value: unknown): string {
  return JSON.stringify(value, (_, field: unknown) => {
    if (typeof field !== 'object' || field === null || Array.isArray(field)) return field;
    const entries = Object.entries(field).filter(
      ([key, entry]) => key === 'nodeName' || key === 'appProtocol' || !isEmpty(entry),
    );
    return Object.fromEntries(entries.sort(([left], [right]) => (left < right ? -1 : 1)));
  });
}

function isEmpty(value: unknown): boolean {
  return value === '' || value === null || value === undefined || (Array.isArray(value) && value.length === 0);
}

function* rulesOf(subsets: readonly CoreEndpointSubsetLike[], ours: readonly CoreEndpointSubset[]): Generator<string> {
  const keys = subsets.flatMap((subset) =>
    addressesOf(subset).map((address) => `${address.ip} ${address.targetRef?.uid ?? ''}`),
  );
  if (new Set(keys).size < keys.length) yield '3.2.1';
  const notReady = new Set(subsets.flatMap(({ notReadyAddresses }) => (notReadyAddresses ?? []).map(({ ip }) => ip)));
  if (subsets.some(({ addresses }) => (addresses ?? []).some(({ ip }) => notReady.has(ip)))) yield '3.2.2';
  const sizes = subsets.filter((subset) => addressesOf(subset).length > 0).length;
  if (ours.length < sizes || ours.length > subsets.length) yield '3.2.3';
  if (subsets.some(({ ports }) => (ports ?? []).length === 0 || (ports ?? []).some(({ port }) => port === 0)))
    yield '3.2.4';
  if (ours.some(({ addresses }) => (addresses ?? []).length > 1)) yield '3.2.5';
}

function addressesOf({
  addresses,
  notReadyAddresses,
}: CoreEndpointSubsetLike): NonNullable<CoreEndpointSubsetLike['addresses']> {
  return [...(addresses ?? []), ...(notReadyAddresses ?? [])];
}
