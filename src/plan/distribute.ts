import { expectAddressType } from '../address/address-types.ts';
import { checkEndpoint } from '../endpoint/check-endpoint.ts';
import { checkedEndpointReader, endpointReader } from '../endpoint/endpoint-reader.ts';
import { enter } from '../internal/door.ts';
import { expectArray, expectName, expectObject, expectText, expectTextMap } from '../internal/expect.ts';
import { wrongType } from '../internal/invariant.ts';
import { copyPlain } from '../internal/plain-object.ts';
import type { CheckedGroup, DesiredGroup, EndpointReader } from '../model/desired.ts';
import type { EndpointLike, EndpointPort, EndpointSliceLike } from '../model/endpoint-slice.ts';
import type { OwnerReference } from '../model/meta.ts';
import type { Plan, PlannedUpdate, PlannedWrite } from '../model/plan.ts';
import { checkPorts } from '../ports/check-ports.ts';
import { copyPort, portsInOrder } from '../ports/port-map-key.ts';
import { checkOwner } from '../slice/check-slice-metadata.ts';
import { checkMaximum, checkSlice } from '../slice/check-slice.ts';
import { plannedCreate, plannedDelete, plannedUpdate } from '../slice/planned-write.ts';
import { copyEndpoints, rewriteSlice } from '../slice/rewrite-slice.ts';
import { sortSlices } from '../slice/slice-order.ts';
import { newSlice, type SliceTemplate } from '../slice/slice-template.ts';
import { indexItems } from './item-index.ts';
import { type MatchedSlices, type SliceDraft, sliceMatcher } from './match-slices.ts';
import { orderWrites } from './order-writes.ts';
import { countCreates, type PackLimits, packNewcomers } from './pack-newcomers.ts';
import { recycleSlices } from './recycle.ts';
import { namingPlaces } from '../slice/slice-place.ts';

/** Input of `distributeEndpoints`: one group of desired endpoints, and the slices that may hold them. */
export interface DistributeInput<Item, Slice extends EndpointSliceLike = EndpointSliceLike> {
  readonly group: DesiredGroup<Item>;
  /** Existing slices of the group's address type and ports, all of one owner and manager. */
  readonly slices: readonly Slice[];
  /** What new slices have besides endpoints and ports. */
  readonly template: SliceTemplate;
  /** From 1 to 1000. */
  readonly maxEndpointsPerSlice: number;
}

/** The result of `distributeEndpoints`. */
export interface Distribution<Item, Slice extends EndpointSliceLike = EndpointSliceLike> {
  /** Its writes are in a safe order. */
  readonly plan: Plan<Slice>;
  /** Desired endpoints that were in no slice. */
  readonly addedCount: number;
  /** Endpoints of existing slices that are no longer in them. */
  readonly removedCount: number;
  /** Desired endpoints left out because another has the same identity. */
  readonly duplicates: readonly Item[];
}

/**
 * Spreads one group of desired endpoints over slices with few writes: endpoints stay where they are, slices that must be
 * written anyway are filled up, and only the rest opens new slices.
 *
 * Knows nothing of pods or Services. Slices filled beyond the maximum are not split, slices are never merged, and a slice
 * that is empty already stays. Inputs are not changed; unchanged slices are returned as the same objects, everything else is
 * new. The result does not depend on the order of endpoints or slices.
 *
 * Cost: O(n + e) for n endpoints in their places, plus O(m log m) for m newcomers and O(s log s) for s slices.
 *
 * Laws: no gap, conservation, capacity, convergence, order-freedom, thrift, placement (docs/laws.md).
 *
 * @throws RangeError if `maxEndpointsPerSlice` is not a whole number from 1 to 1000, or two slices share a name
 * @throws TypeError if the group, the template or a slice is invalid; the error names the field
 * @see k8s.io/endpointslice reconcileByPortMapping; docs/rules.md 1.9; KEP-752
 * @example
 * const template = {
 *   namespace: 'shop', generateName: 'web-', labels: {},
 *   owner: { apiVersion: 'v1', kind: 'Service', name: 'web', uid: 'u1' },
 * };
 * const group: DesiredGroup<EndpointLike> = { addressType: 'IPv4', ports: [], items: [{ addresses: ['10.0.0.1'] }], reader: endpointReader };
 * const { plan } = distributeEndpoints({ group, slices: [], template, maxEndpointsPerSlice: 100 });
 * plan.writes.map((write) => write.verb === 'create' && write.slice.endpoints) // => [[{ addresses: ['10.0.0.1'] }]]
 */
export function distributeEndpoints<Item, Slice extends EndpointSliceLike = EndpointSliceLike>(
  input: DistributeInput<Item, Slice>,
): Distribution<Item, Slice> {
  return enter('distributeEndpoints', () => {
    const { group, template } = expectObject(input, ['input']);
    expectArray(expectObject(group, ['group']).items, ['group', 'items']);
    checkPorts(expectArray(group.ports, ['group', 'ports']), ['group', 'ports']);
    const safeTemplate = readTemplate(template);
    const addressType = expectAddressType(group.addressType, ['group', 'addressType']);
    const readable = { ...group, addressType, reader: safeReader(group) };
    checkMaximum(input.maxEndpointsPerSlice, ['maxEndpointsPerSlice']);
    for (const [index, slice] of expectArray(input.slices, ['slices']).entries()) checkSlice(slice, index);
    const { maxEndpointsPerSlice } = input;
    const matcher = sliceMatcher(readable, indexItems(group.items, readable.reader), safeTemplate.labels);
    const emptied = matcher.matchOwn(sortSlices(input.slices));
    const matched = matcher.matchAdopted([]);
    const limits = {
      maxEndpointsPerSlice,
      fillsToTheBrim: countCreates(matched, { maxEndpointsPerSlice, fillsToTheBrim: false }) > emptied.length,
      leaving: new Set<string>(),
    };
    const { plan, ...counts } = namingPlaces(['slices'], input.slices, () =>
      distributeGroup(readable, matched, safeTemplate, limits),
    );
    const deletes = emptied.map((before) => plannedDelete(before, 'NoEndpointsLeft'));
    const writes = orderWrites(recycleSlices([...plan.writes, ...deletes]), template.generateName);
    const ordered: Plan = { writes, unchanged: plan.unchanged };
    // Every slice in the plan is one of `input.slices`.
    return { ...counts, plan: ordered as Plan<Slice>, removedCount: counts.removedCount + countEndpoints(emptied) };
  });
}

/**
 * Packs the endpoints that matching left over, and makes the writes of both, not yet in a safe order. The caller deletes or
 * reuses slices that keep nothing.
 */
export function distributeGroup<Item>(
  group: CheckedGroup<Item>,
  matched: MatchedSlices<Item>,
  template: SliceTemplate,
  limits: PackLimits,
): Distribution<Item> {
  const packed = packNewcomers(matched, limits);
  // Hashes are made once, and only if a slice gets these ports.
  let inOrder: readonly EndpointPort[] | undefined;
  const ports = (): EndpointPort[] => {
    inOrder ??= portsInOrder(group.ports);
    return inOrder.map(copyPort);
  };
  const writes: PlannedWrite[] = [
    ...packed.created.map((items) => {
      const endpoints = items.map((item) => group.reader.toEndpoint(item));
      return plannedCreate(newSlice(template, group.addressType, { ports: ports(), endpoints }), ['EndpointsAdded']);
    }),
    ...packed.drafts.map((draft) => finishDraft(draft, group.reader, template, ports)),
    ...packed.surplus.map((before) => plannedDelete(before, 'EndpointsMoved')),
  ];
  return {
    plan: { writes, unchanged: packed.unchanged },
    addedCount: packed.placedCount,
    removedCount: matched.removedCount + packed.handedOverCount,
    duplicates: matched.duplicates,
  };
}

function readTemplate(template: SliceTemplate): SliceTemplate {
  const path = ['template'];
  const { namespace, generateName, labels, owner } = expectObject(template, path);
  expectName(namespace, [...path, 'namespace']);
  expectName(generateName, [...path, 'generateName']);
  expectTextMap(expectObject(labels, [...path, 'labels']), [...path, 'labels']);
  checkOwner(owner, [...path, 'owner']);
  // A copy without `null` fields.
  return { ...template, owner: copyPlain(owner, [...path, 'owner']) as OwnerReference };
}

/** Returns the reader of a group: ours after its items were checked, or the caller's with every answer checked. */
function safeReader<Item>({ items, reader }: DesiredGroup<Item>): EndpointReader<Item> {
  if ((reader as unknown) !== endpointReader) return distrustfulReader(reader);
  const endpoints = items as readonly EndpointLike[];
  for (let index = 0; index < endpoints.length; index += 1) {
    checkEndpoint(endpoints[index] as EndpointLike, () => ['group', 'items', index]);
  }
  return checkedEndpointReader as unknown as EndpointReader<Item>;
}

/** Returns a reader that checks every answer of the caller's reader. */
function distrustfulReader<Item>(given: EndpointReader<Item>): EndpointReader<Item> {
  const path = ['group', 'reader'];
  const reader = expectObject(given, path);
  for (const method of ['address', 'isSame', 'isUpToDate', 'toEndpoint'] as const) {
    const read: unknown = reader[method];
    if (typeof read !== 'function') throw wrongType([...path, method], 'a function', read);
  }
  return {
    address: (item) => expectText(reader.address(item), [...path, 'address']),
    isSame: (item, endpoint) => reader.isSame(item, endpoint),
    isUpToDate: (item, endpoint) => reader.isUpToDate(item, endpoint),
    toEndpoint: (item) => {
      const endpoint = reader.toEndpoint(item);
      checkEndpoint(endpoint, () => [...path, 'toEndpoint']);
      return endpoint;
    },
  };
}

/** Counts the endpoints in all slices. */
export function countEndpoints(slices: readonly EndpointSliceLike[]): number {
  return slices.reduce((sum, slice) => sum + (slice.endpoints?.length ?? 0), 0);
}

function finishDraft<Item>(
  draft: SliceDraft<Item>,
  reader: EndpointReader<Item>,
  template: SliceTemplate,
  ports: () => EndpointPort[],
): PlannedUpdate {
  const { before, kept, added, reasons } = draft;
  const endpoints = kept === undefined ? copyEndpoints(before) : kept.map((item) => reader.toEndpoint(item));
  for (const item of added) endpoints.push(reader.toEndpoint(item));
  const { labels } = template;
  const rewrite = reasons.includes('PortsChanged') ? { endpoints, labels, ports: ports() } : { endpoints, labels };
  return plannedUpdate(before, rewriteSlice(before, rewrite), reasons);
}
