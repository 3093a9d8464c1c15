import { convertToV1beta1, listWarnings } from 'endpointslice/server';
import type { EndpointSlice } from 'endpointslice';
import {
  type KubernetesRelease,
  type ParseResult,
  parseEndpointSlice,
  type ValidationIssue,
  validateEndpointSlice,
} from 'endpointslice/schema';
import { parseUpdate, validateUpdate } from '../../support/slice-update.ts';
import fc from 'fast-check';
import {
  asV1beta1,
  type SliceJson,
  validatedSlice,
  validatedUpdate,
  withNulls,
} from '../../support/arbitraries/validated-slice.ts';
import { type Comparison, type Difference, definePart, type Mutation } from '../part.ts';
import {
  causeLines,
  compareLines,
  compareStoredObjects,
  errorLines,
  issueLines,
  type JsonObject,
  type Verdict,
} from './answers.ts';
import { rulesBut, rulesOfVerdict } from './rules.ts';

/** What this library says about one object. */
export interface OurVerdict {
  readonly rules: KubernetesRelease;
  /** Issues of the rules for slices alone. */
  readonly issues: readonly ValidationIssue[];
  /** Of a whole request; the issues found without a copy, to be the same. */
  readonly request: ParseResult<EndpointSlice>;
  readonly requestIssues: readonly ValidationIssue[];
  /** By `listWarnings`, which takes slices of v1 and of their type. */
  readonly warnings: readonly string[] | undefined;
}

/** What the reference puts behind generateName. */
const nameSuffix = '00000';

interface CreateCase {
  readonly slice: SliceJson;
  /** Whether `null` was put in places where the types of this library have none. */
  readonly hasNulls: boolean;
}

interface UpdateCase extends CreateCase {
  readonly old: SliceJson;
}

function maybeV1beta1<Case extends CreateCase>(
  cases: fc.Arbitrary<Case>,
  convert: (drawn: Case) => Case,
): fc.Arbitrary<Case> {
  return fc.tuple(cases, fc.nat(4)).map(([drawn, pick]) => (pick === 4 ? convert(drawn) : drawn));
}

/** Places of nulls: mostly none. */
const nullPlaces = fc
  .tuple(fc.nat(3), fc.array(fc.nat(100_000), { minLength: 1, maxLength: 3 }))
  .map(([pick, places]) => (pick === 0 ? places : []));

function isV1beta1(slice: SliceJson): boolean {
  return slice['apiVersion'] === 'discovery.k8s.io/v1beta1';
}

function compareVerdicts({ input, reference, ours }: Comparison<CreateCase, OurVerdict>): Difference[] {
  if (reference.panic !== undefined) return [{ path: 'panic', reference: reference.panic, ours: undefined }];
  const { errors, warnings, rest } = reference.output as Verdict;
  const { request } = ours;
  const issues = request.ok ? [] : request.issues.map(({ type, path, message }) => `${type} ${path}: ${message}`);
  const told = causeLines(rest.error?.causes ?? []);
  // In 1.36 the way through the registry reports what is wrong with metadata as often as it looks at it.
  const [causes, wanted] = ours.rules === '1.36' ? [[...new Set(told)], [...new Set(issues)]] : [told, issues];
  return [
    ...compareLines('rules', errorLines(errors), issueLines(ours.issues)),
    ...compareLines('request', causes, wanted),
    ...compareLines(
      'without a copy',
      issues,
      ours.requestIssues.map(({ type, path, message }) => `${type} ${path}: ${message}`),
    ),
    ...(ours.warnings === undefined ? [] : compareLines('warnings', warnings, ours.warnings)),
    ...(request.ok ? compareLines('warnings of the request', rest.warnings, request.warnings) : []),
    ...(request.ok && rest.object !== null ? compareStored(input, rest.object, request.value) : []),
    ...(request.ok === (rest.error === null) ? [] : [{ path: 'accepted', reference: rest.error, ours: request.ok }]),
  ];
}

/** What would be stored, but for what the server alone fills in. */
function compareStored({ slice }: CreateCase, object: JsonObject, value: EndpointSlice): Difference[] {
  const ours = isV1beta1(slice) ? convertToV1beta1(value) : value;
  const { metadata } = object as { metadata: JsonObject };
  const ownMetadata = ours.metadata as JsonObject;
  const filledIn = ['uid', 'creationTimestamp', 'name'].filter((field) => (ownMetadata[field] ?? '') === '');
  const kept = Object.fromEntries(Object.entries(metadata).filter(([field]) => !filledIn.includes(field)));
  const { apiVersion: _apiVersion, kind: _kind, ...rest } = ours;
  return compareStoredObjects('stored', { ...object, metadata: kept }, rest);
}

/** Wrong verdicts that no comparison may let pass. */
function mutationsOfVerdict<Case>(): Mutation<Case, OurVerdict>[] {
  return [
    {
      name: 'an issue is forgotten',
      plant: (ours) => (ours.issues.length === 0 ? undefined : { ...ours, issues: ours.issues.slice(1) }),
    },
    {
      name: 'an issue is reported twice',
      plant: (ours) =>
        ours.issues[0] === undefined ? undefined : { ...ours, issues: [...ours.issues, ours.issues[0]] },
    },
    {
      name: 'an issue has another path',
      plant: (ours) => {
        const [first, ...rest] = ours.issues;
        return first === undefined ? undefined : { ...ours, issues: [{ ...first, path: `${first.path}[0]` }, ...rest] };
      },
    },
    {
      name: 'a warning is forgotten',
      plant: (ours) => (ours.warnings?.[0] === undefined ? undefined : { ...ours, warnings: ours.warnings.slice(1) }),
    },
    {
      name: 'a refused slice is accepted',
      plant: (ours) => (ours.request.ok ? undefined : { ...ours, request: { ok: false, issues: [] } }),
    },
    {
      name: 'an accepted slice is stored with an empty text that the API leaves out',
      plant: (ours) => {
        if (!ours.request.ok) return undefined;
        const { value } = ours.request;
        const metadata = { ...value.metadata, generateName: '' };
        return { ...ours, request: { ...ours.request, value: { ...value, metadata } } };
      },
    },
    {
      name: 'an accepted slice is stored with another generation',
      plant: (ours) => {
        if (!ours.request.ok) return undefined;
        const { value } = ours.request;
        const metadata = { ...value.metadata, generation: (value.metadata.generation ?? 0) + 1 };
        return { ...ours, request: { ...ours.request, value: { ...value, metadata } } };
      },
    },
  ];
}

/** Creates: the rules alone, and a request with all that is around them. */
export const validateCreatePart = definePart<CreateCase, OurVerdict>({
  name: 'validateCreate',
  arbitrary: fc
    .tuple(
      maybeV1beta1(
        validatedSlice().map((slice) => ({ slice, hasNulls: false })),
        ({ slice }) => ({ slice: asV1beta1(slice), hasNulls: false }),
      ),
      nullPlaces,
    )
    .map(([{ slice }, places]) => ({ slice: withNulls(slice, places), hasNulls: places.length > 0 })),
  toReferenceInput: ({ slice }) => ({ slice, strategy: true }),
  ours: ({ slice, hasNulls }, kubernetes) => ({
    rules: kubernetes,
    issues: validateEndpointSlice(slice, { mode: 'object', kubernetes }),
    request: parseEndpointSlice(slice, { nameSuffix, kubernetes }),
    requestIssues: validateEndpointSlice(slice, { nameSuffix, kubernetes }),
    warnings: hasNulls || isV1beta1(slice) ? undefined : listWarnings(slice as never, 'create'),
  }),
  compare: compareVerdicts,
  rules: rulesBut('5.6.9'),
  rulesOf: ({ reference }) => rulesReached(reference.output as Verdict | undefined),
  ledger: [],
  mutations: mutationsOfVerdict(),
});

/** Updates: the same, and what compares an object with what it was. */
export const validateUpdatePart = definePart<UpdateCase, OurVerdict>({
  name: 'validateUpdate',
  arbitrary: fc
    .tuple(
      maybeV1beta1(
        validatedUpdate().map((update) => ({ ...update, hasNulls: false })),
        ({ slice, old }) => ({ slice: asV1beta1(slice), old: asV1beta1(old), hasNulls: false }),
      ),
      nullPlaces,
      nullPlaces,
    )
    .map(([{ slice, old }, places, oldPlaces]) => ({
      slice: withNulls(slice, places),
      old: withNulls(old, oldPlaces),
      hasNulls: places.length > 0,
    })),
  toReferenceInput: ({ slice, old }) => ({ slice, old, strategy: true }),
  ours: ({ slice, old, hasNulls }, kubernetes) => ({
    rules: kubernetes,
    issues: validateUpdate({ input: slice, before: old }, { mode: 'object', kubernetes }),
    request: parseUpdate({ input: slice, before: old }, { kubernetes }),
    requestIssues: validateUpdate({ input: slice, before: old }, { kubernetes }),
    warnings: hasNulls || isV1beta1(slice) ? undefined : listWarnings(slice as never, 'update'),
  }),
  compare: compareVerdicts,
  rules: rulesBut('5.3.1', '5.4.1'),
  rulesOf: ({ reference }) => rulesReached(reference.output as Verdict | undefined),
  ledger: [
    {
      id: 'validation/great-integers',
      explains: ({ path, reference, ours }) => path === 'request' && isGreatGeneration(reference ?? ours),
    },
  ],
  mutations: mutationsOfVerdict(),
});

function rulesReached(verdict: Verdict | undefined): string[] {
  if (verdict === undefined) return [];
  return rulesOfVerdict([...errorLines(verdict.errors), ...causeLines(verdict.rest.error?.causes ?? [])], verdict);
}

/** Whether a line is about the sign of a generation that a double cannot hold exactly. */
function isGreatGeneration(line: unknown): boolean {
  return /^Invalid metadata\.generation: Invalid value: -\d{16,}: must be greater than or equal to 0$/.test(
    String(line),
  );
}
