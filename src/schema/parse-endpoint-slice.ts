import { ADDRESS_TYPES, isAddressType } from '../address/address-types.ts';
import { type ReadSlice, readWireSlice, withoutConsequences } from './read-wire-slice.ts';
import type { DecodedSlice } from '../decode/decoded-slice.ts';
import { notSupported, required, typeInvalid, type ValidationIssue } from '../decode/issue.ts';
import { isNoTime } from '../decode/read-fields.ts';
import { areSameEndpoints } from '../endpoint/semantic-equality.ts';
import { utf8Prefix } from '../internal/utf8.ts';
import type { EndpointSlice } from '../model/endpoint-slice.ts';
import { MAX_GENERATED_NAME_BASE_BYTES } from '../model/limits.ts';
import { prepareCreate, prepareUpdate } from '../request/prepare.ts';
import { type SliceOperation, warningsOf } from '../request/warnings.ts';
import { validateEndpoints } from '../validation/endpoint-rules.ts';
import { validateMetadata } from '../validation/metadata-rules.ts';
import { validatePorts } from '../validation/port-rules.ts';
import { checkAddressTypeUpdate, checkMetadataUpdate, checkPathSegments } from '../validation/update-rules.ts';
import type { ParseResult } from './parse-result.ts';
import { readOptions, type Settings, type SliceParseOptions } from './read-options.ts';

/**
 * Takes any value for an EndpointSlice, as the API server would: the slice that it would store, or everything that it would
 * refuse it for.
 *
 * Without `options.before` the slice is created; with it, `before` is updated to the slice. On top of the rules for
 * creating, an update never changes `addressType` or the identity of the object, and endpoints that are those of `before`
 * are accepted whatever they are.
 *
 * `value` is in the form of v1, v1beta1 input included, with defaults filled in and without deprecated topology; a created
 * slice has generation 1. What only the server can fill in is absent. `issues` are ordered by metadata, address type, ports,
 * endpoints, and by key within a map; paths, types and texts are the API server's. Issues with the JSON itself come first;
 * the rules are applied to what could be read. What cannot be read of `before` is an issue too, its path led by `before`.
 *
 * Never throws, whatever `input` and `options` are, and never changes them: an invalid option is an issue whose path begins
 * with `options`, and a value that throws when it is read, or is another each time, is an issue too. Cost: linear in the
 * input.
 *
 * @see kubernetes pkg/apis/discovery/validation ValidateEndpointSliceCreate, ValidateEndpointSliceUpdate, apiserver
 * BeforeUpdate; docs/rules.md 5
 * @example
 * const parsed = parseEndpointSlice({
 *   metadata: { name: 'web-1', namespace: 'shop' },
 *   addressType: 'IPv4',
 *   endpoints: [{ addresses: ['10.0.0.01'] }],
 * });
 * parsed.ok // => false
 * parsed.ok ? [] : parsed.issues.map(formatIssue)
 * // => ['endpoints[0].addresses[0]: Invalid value: "10.0.0.01": must not have leading 0s']
 * const before = { metadata: { name: 'a', namespace: 'b', resourceVersion: '1' }, addressType: 'IPv4' };
 * const update = parseEndpointSlice({ ...before, addressType: 'IPv6' }, { before });
 * update.ok ? [] : update.issues.map(formatIssue) // => ['addressType: Invalid value: null: field is immutable']
 */
export function parseEndpointSlice(input: unknown, options: SliceParseOptions = {}): ParseResult<EndpointSlice> {
  return toResult(safely((copies) => judgeSlice(input, options, copies), true));
}

/**
 * Lists everything that the API server would refuse a slice for; nothing if it would accept it.
 *
 * The issues are those of `parseEndpointSlice`, found without making a copy: for a slice without issues this takes about
 * as long as looking at each of its fields.
 *
 * @see kubernetes pkg/apis/discovery/validation ValidateEndpointSliceCreate, ValidateEndpointSliceUpdate; docs/rules.md 5
 * @example
 * validateEndpointSlice({ metadata: { name: 'web-1', namespace: 'shop' }, addressType: 'IPv4' }) // => []
 * validateEndpointSlice({ metadata: { name: 'web-1', namespace: 'shop' } }).map(formatIssue)
 * // => ['addressType: Required value']
 * const before = { metadata: { name: 'a', namespace: 'b', resourceVersion: '1' }, addressType: 'IPv4' };
 * validateEndpointSlice({ ...before, ports: [{ port: 80 }] }, { before }) // => []
 */
export function validateEndpointSlice(input: unknown, options: SliceParseOptions = {}): readonly ValidationIssue[] {
  return safely((copies) => judgeSlice(input, options, copies), false).issues;
}

function judgeSlice(input: unknown, options: unknown, copies: boolean): JudgedSlice {
  const { settings, issues, before } = readOptions(options);
  return before === undefined || before === null
    ? judgeCreate(input, settings, issues, copies)
    : judgeUpdate(input, before, settings, issues, copies);
}

function judgeCreate(
  input: unknown,
  settings: Settings,
  optionIssues: readonly ValidationIssue[],
  copies: boolean,
): JudgedSlice {
  const { strict, mode, kubernetes, nameSuffix } = settings;
  const read = readWireSlice(input, { strict, copies });
  const { slice } = read;
  if (mode === 'request') prepareCreate(slice, read.version);
  const issues: ValidationIssue[] = [];
  const metadata = mode === 'request' ? withGeneratedName(slice.metadata, nameSuffix) : slice.metadata;
  validateMetadata(metadata, kubernetes, issues);
  checkAddressType(slice.addressType, issues);
  validatePorts(slice.ports, issues);
  validateEndpoints(slice.endpoints, slice.addressType, kubernetes, issues);
  if (mode === 'request' && issues.length === 0) checkPathSegments(metadata, issues);
  return withReadIssues('create', optionIssues, read, issues);
}

function judgeUpdate(
  input: unknown,
  stored: unknown,
  settings: Settings,
  optionIssues: readonly ValidationIssue[],
  copies: boolean,
): JudgedSlice {
  const { strict, mode, kubernetes } = settings;
  const read = readWireSlice(input, { strict, copies });
  const { slice: before, issues: beforeIssues } = readWireSlice(stored, { strict: false, copies });
  const { slice } = read;
  if (mode === 'request') prepareUpdate(slice, before, read.version);
  const issues: ValidationIssue[] = [];
  if (mode === 'request') checkMetadataUpdate(slice.metadata, before.metadata, issues);
  validateMetadata(slice.metadata, kubernetes, issues);
  checkAddressType(slice.addressType, issues);
  validatePorts(slice.ports, issues);
  const endpointIssues: ValidationIssue[] = [];
  validateEndpoints(slice.endpoints, slice.addressType, kubernetes, endpointIssues);
  if (endpointIssues.length > 0 && !areSameEndpoints(slice.endpoints, before.endpoints)) {
    for (const issue of endpointIssues) issues.push(issue);
  }
  checkAddressTypeUpdate(slice.addressType, before.addressType, kubernetes, issues);
  return withReadIssues('update', optionIssues, read, issues, beforeIssues.map(inBefore));
}

/**
 * Checks without a copy if that is asked for. If the value throws meanwhile, which it does not do when it is read for the
 * first time, it is copied, and the copy checked.
 */
function safely(check: (copies: boolean) => JudgedSlice, copies: boolean): JudgedSlice {
  try {
    return check(copies);
  } catch {
    return copies ? UNSTABLE : safely(check, true);
  }
}

/** A slice that was read, prepared and checked. */
interface JudgedSlice {
  readonly operation: SliceOperation;
  readonly slice: DecodedSlice;
  readonly issues: readonly ValidationIssue[];
}

/** What is said of a value for which all ways of reading fail. */
const UNSTABLE: JudgedSlice = {
  operation: 'create',
  slice: { metadata: {}, addressType: '', endpoints: [], ports: [] },
  issues: [typeInvalid('', 'must be an object that stays as it is while it is read')],
};

/** In the order in which the API server names them. */
const SUPPORTED = [...ADDRESS_TYPES].sort();

/** @see kubernetes pkg/apis/discovery/validation validateAddressType; docs/rules.md 5.2 */
function checkAddressType(addressType: string, issues: ValidationIssue[]): void {
  if (addressType === '') issues.push(required('addressType', ''));
  else if (!isAddressType(addressType)) issues.push(notSupported('addressType', addressType, SUPPORTED));
}

/** Metadata with the name that the API server will make from `generateName`, with a stand-in for its random end. */
function withGeneratedName(metadata: DecodedSlice['metadata'], suffix: string): DecodedSlice['metadata'] {
  const { name = '', generateName = '' } = metadata;
  if (name !== '' || generateName === '') return metadata;
  return { ...metadata, name: `${utf8Prefix(generateName, MAX_GENERATED_NAME_BASE_BYTES)}${suffix}` };
}

function inBefore(issue: ValidationIssue): ValidationIssue {
  return { ...issue, path: issue.path === '' ? 'before' : `before.${issue.path}` };
}

function withReadIssues(
  operation: SliceOperation,
  optionIssues: readonly ValidationIssue[],
  { slice, issues: readIssues }: ReadSlice,
  issues: readonly ValidationIssue[],
  beforeIssues: readonly ValidationIssue[] = [],
): JudgedSlice {
  if (optionIssues.length + readIssues.length + beforeIssues.length === 0) return { operation, slice, issues };
  const ruleIssues = withoutConsequences(issues, readIssues);
  return { operation, slice, issues: [...optionIssues, ...readIssues, ...beforeIssues, ...ruleIssues] };
}

function toResult({ operation, slice, issues }: JudgedSlice): ParseResult<EndpointSlice> {
  if (issues.length > 0) return { ok: false, issues };
  const { metadata, addressType, endpoints, ports } = slice;
  // Go's zero time makes a difference to the rules, but is printed as no time.
  if (metadata.deletionTimestamp !== undefined && isNoTime(metadata.deletionTimestamp))
    delete metadata.deletionTimestamp;
  const value = { apiVersion: 'discovery.k8s.io/v1', kind: 'EndpointSlice', metadata, addressType, endpoints, ports };
  // Every field was checked to be what the type says.
  return { ok: true, value: value as EndpointSlice, warnings: warningsOf(slice, operation) };
}
