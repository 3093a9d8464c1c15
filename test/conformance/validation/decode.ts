import { type ValidationIssue, validateEndpointSlice } from 'endpointslice/schema';
import fc from 'fast-check';
import { asV1beta1, type SliceJson, validatedSlice } from '../../support/arbitraries/validated-slice.ts';
import { weighted } from '../../support/arbitraries/weighted.ts';
import { definePart } from '../part.ts';
import { compareLines } from './answers.ts';

interface DecodeCase {
  readonly text: string;
}

const wrongValues = weighted<unknown>(
  [1, null],
  [1, true],
  [1, 7],
  [1, 1.5],
  [1, 2147483648],
  [1, -1],
  [1, 1e300],
  [1, 2 ** 53],
  [1, 2 ** 62],
  [1, 2 ** 64],
  [1, '0001-01-01T00:00:00Z'],
  [1, 'text'],
  [1, '2026-01-02T03:04:05Z'],
  [1, '2026-02-30T00:00:00Z'],
  [1, '2026-01-02t03:04:05z'],
  [1, '2026-01-02T3:04:05,5+24:60'],
  [1, '2026-01-02T24:00:00Z'],
  [1, '2024-02-29T23:59:60Z'],
  [1, '2024-02-29T23:59:59.123456789123Z'],
  [1, ''],
  [2, []],
  [2, {}],
  [1, [null]],
  [1, ['text']],
  [1, [7]],
  [1, { name: 7 }],
  [1, { a: null }],
  [1, { a: 7 }],
  [1, [[]]],
  [1, [{}]],
);

const fieldNames = weighted(
  [1, 'spec'],
  [1, 'Name'],
  [1, 'nodename'],
  [1, '__proto__'],
  [1, 'a.b[0]'],
  [1, 'creationTimestamp'],
  [1, 'topology'],
  [1, 'deprecatedTopology'],
  [1, 'zone'],
  [1, 'generation'],
  [1, 'hints'],
  [1, 'port'],
  [1, 'finalizers'],
  [1, 'ports'],
);

interface Change {
  /** Picks the place, by numbers of fields or items from the top. */
  readonly way: readonly number[];
  readonly value: unknown;
  readonly added: string | undefined;
}

/** JSON with one value replaced or one field added, at any depth. */
function changed(value: unknown, { way, value: wrong, added }: Change): unknown {
  const [step, ...rest] = way;
  const isHolder = typeof value === 'object' && value !== null;
  const keys = isHolder ? Object.keys(value) : [];
  if (step === undefined || keys.length === 0) {
    if (added === undefined || !isHolder || Array.isArray(value)) return wrong;
    return Object.fromEntries([...Object.entries(value), [added, wrong]]);
  }
  const key = keys[step % keys.length] as string;
  if (Array.isArray(value))
    return value.map((item: unknown, index): unknown =>
      String(index) === key ? changed(item, { way: rest, value: wrong, added }) : item,
    );
  return Object.fromEntries(
    Object.entries(value as object).map(([name, field]) => [
      name,
      name === key ? changed(field, { way: rest, value: wrong, added }) : field,
    ]),
  );
}

const changes = fc.array(
  fc.record<Change>({
    way: fc.array(fc.nat(9), { maxLength: 5 }),
    value: wrongValues,
    added: fc.option(fieldNames, { nil: undefined }),
  }),
  { maxLength: 2 },
);

/** Whether a slice can be read at all, and which of its fields the API does not know. */
export const strictDecodePart = definePart<DecodeCase, readonly ValidationIssue[]>({
  name: 'strictDecode',
  arbitrary: fc.tuple(validatedSlice(), fc.nat(4), changes).map(([slice, pick, list]) => {
    const typed: SliceJson = { apiVersion: 'discovery.k8s.io/v1', kind: 'EndpointSlice', ...slice };
    const base = pick === 0 ? asV1beta1(typed) : typed;
    return { text: JSON.stringify(list.reduce<unknown>(changed, base)) };
  }),
  toReferenceInput: ({ text }) => ({ text }),
  ours: ({ text }) => validateEndpointSlice(JSON.parse(text), { strict: true, mode: 'object' }),
  compare: ({ reference, ours }) => {
    const { fatal, strict } = reference.output as { readonly fatal: string | null; readonly strict: readonly string[] };
    const unreadable = ours.filter(
      ({ type, path }) => type === 'TypeInvalid' || path === 'apiVersion' || path === 'kind',
    );
    const unknown = ours.filter(({ type }) => type === 'UnknownField').map(({ message }) => message);
    return [
      ...(unreadable.length > 0 === (fatal !== null) ? [] : [{ path: 'readable', reference: fatal, ours: unreadable }]),
      // Of an object that it cannot read the server says no more than the first reason.
      ...(fatal === null ? compareLines('unknown fields', strict, unknown) : []),
    ];
  },
  rules: ['fatal', 'strict', 'readable'],
  rulesOf: ({ reference }) => {
    const { fatal, strict } = reference.output as { readonly fatal: string | null; readonly strict: readonly string[] };
    return [fatal === null ? 'readable' : 'fatal', ...(strict.length > 0 ? ['strict'] : [])];
  },
  ledger: [],
  mutations: [
    {
      name: 'everything can be read',
      plant: (ours) => (ours.some(({ type }) => type === 'TypeInvalid' || type === 'UnknownField') ? [] : undefined),
    },
  ],
});
