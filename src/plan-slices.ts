import { expectAddressType } from './address/address-types.ts';
import { parseAddress } from './address/parse-address.ts';
import { checkEndpoint } from './endpoint/check-endpoint.ts';
import { copyKnownFields } from './endpoint/copy-endpoint.ts';
import { checkedEndpointReader } from './endpoint/endpoint-reader.ts';
import { checkOptions } from './hints/check-hints-input.ts';
import type { HintsOptions } from './hints/hints-options.ts';
import type { HintsStrategy } from './hints/hints-strategy.ts';
import type { HintsResult } from './hints/plan-hints.ts';
import { enter } from './internal/door.ts';
import {
  expectArray,
  expectArrayOrAbsent,
  expectName,
  expectObject,
  expectObjects,
  expectTextMap,
} from './internal/expect.ts';
import { partition } from './internal/partition.ts';
import type { CheckedGroup } from './model/desired.ts';
import type {
  AddressType,
  AddressTypeLike,
  EndpointLike,
  EndpointPortLike,
  EndpointSliceLike,
} from './model/endpoint-slice.ts';
import { DEFAULT_ENDPOINTS_PER_SLICE } from './model/limits.ts';
import type { OwnerReferenceLike, StringMapLike, TimeLike } from './model/meta.ts';
import type { Notice, NoticedObject } from './model/notice.ts';
import type { Plan } from './model/plan.ts';
import { noticeOf } from './notice/notice-of.ts';
import { planSource } from './plan-source.ts';
import { selectSlices } from './plan/select-slices.ts';
import type { AddressTypeStatistics } from './plan/statistics.ts';
import { checkPorts } from './ports/check-ports.ts';
import { checkMaximum } from './slice/check-slice.ts';
import { groupKey } from './slice/group-key.ts';
import { sliceLabels } from './slice/slice-labels.ts';
import { sliceName } from './slice/slice-order.ts';
import { controllerReference, namesOwner } from './slice/slice-owner.ts';
import { generateNamePrefix } from './slice/slice-template.ts';
import type { ServiceReference } from './model/routable-endpoint.ts';

/** Endpoints that should exist, of one address type and with one list of ports. */
export interface EndpointGroup {
  readonly addressType: AddressTypeLike;
  /** The ports of every endpoint in the group. */
  readonly ports: readonly EndpointPortLike[];
  /** In any order; the plan does not depend on it. */
  readonly endpoints: readonly EndpointLike[];
}

/** Input of `planSlices`: everything that one producer of slices wants for one Service. */
export interface PlanSlicesInput<Slice extends EndpointSliceLike = EndpointSliceLike> {
  /** The Service that the slices are for: their namespace, and their `kubernetes.io/service-name` label. */
  readonly service: ServiceReference;
  /** The `managed-by` label of your slices. Slices of other managers are not touched. */
  readonly managedBy: string;
  /** The object that your slices belong to. Slices of other owners are not touched. */
  readonly owner: Pick<OwnerReferenceLike, 'apiVersion' | 'kind' | 'name' | 'uid'>;
  /** All endpoints that should exist; groups of the same type and ports are joined. All other endpoints are removed. */
  readonly groups: readonly EndpointGroup[];
  /** Any slices of the cluster. */
  readonly slices: readonly Slice[];
  /** From 1 to 1000; default 100. */
  readonly maxEndpointsPerSlice?: number | undefined;
  /** Further labels of your slices. */
  readonly labels?: StringMapLike | null | undefined;
  /** Whether the Service is headless, default false; proxies select slices by the label that says so. */
  readonly headless?: boolean | undefined;
  /** Prefix of the names of new slices; default: the Service's name and a dash. */
  readonly generateName?: string | undefined;
  /** Address types that get an empty slice if they have no endpoint; default: none. */
  readonly placeholders?: readonly AddressTypeLike[] | undefined;
  /** Whether the owner is being deleted, default false; if so, nothing new is created. */
  readonly ownerTerminating?: boolean | undefined;
  /** The time of the change behind this plan; every slice that is written carries it. */
  readonly triggerTime?: TimeLike | null | undefined;
  /** How endpoints are hinted; default: without hints. */
  readonly hints?: (HintsOptions & { readonly strategy: HintsStrategy }) | undefined;
}

/** The result of `planSlices`. */
export interface SlicesPlan<Slice extends EndpointSliceLike = EndpointSliceLike> {
  readonly plan: Plan<Slice>;
  /** Sorted, whatever the order of the input. */
  readonly notices: readonly Notice[];
  /** One entry for each address type that the Service has or had. */
  readonly statistics: readonly AddressTypeStatistics[];
  /** Why endpoints carry hints or not, and the memory to give to the next plan as `hints.memory`. */
  readonly hints: Omit<HintsResult, 'plan'>;
}

/**
 * Plans the slices of endpoints of any origin: virtual machines, external addresses, another cluster.
 *
 * Plans them as `planService` plans pods: endpoints stay where they are, few slices are written, and the plan is always the
 * same. Addresses are written in canonical form; one that is not of its group's type is left out with a notice. Hints on the
 * given endpoints do not count, unless a strategy of your own returns them. Ownership, order and cost are those of
 * `planService`.
 *
 * @throws TypeError if an object is invalid; the error names the path
 * @throws RangeError if `maxEndpointsPerSlice` is not a whole number from 1 to 1000, or two slices share a name
 * @see k8s.io/endpointslice Reconciler.Reconcile, for endpoints of any origin; docs/rules.md 1.9
 * @example
 * const { plan } = planSlices({
 *   service: { namespace: 'shop', name: 'db' }, managedBy: 'vm-controller.example.com',
 *   owner: { apiVersion: 'v1', kind: 'Service', name: 'db', uid: 'u1' },
 *   groups: [{ addressType: 'IPv4', ports: [{ name: 'sql', protocol: 'TCP', port: 5432 }], endpoints: [{ addresses: ['192.0.2.7'] }] }],
 *   slices: [],
 * });
 * formatPlan(plan)
 * // => 'create IPv4 db-* sql/TCP/5432: 1 endpoint (EndpointsAdded)\n  + 192.0.2.7: ready serving\n'
 */
export function planSlices<Slice extends EndpointSliceLike = EndpointSliceLike>(
  input: PlanSlicesInput<Slice>,
): SlicesPlan<Slice> {
  return enter('planSlices', () => {
    expectObject(input, ['input']);
    const maxEndpointsPerSlice = input.maxEndpointsPerSlice ?? DEFAULT_ENDPOINTS_PER_SLICE;
    checkMaximum(maxEndpointsPerSlice, ['maxEndpointsPerSlice']);
    const service = expectObject(input.service, ['service']);
    const namespace = expectName(service.namespace, ['service', 'namespace']);
    const serviceName = expectName(service.name, ['service', 'name']);
    const managedBy = expectName(input.managedBy, ['managedBy']);
    const given = expectObject(input.owner, ['owner']);
    for (const field of ['apiVersion', 'kind', 'name', 'uid'] as const) expectName(given[field], ['owner', field]);
    const owner = controllerReference(given);
    const labels = expectTextMap(input.labels, ['labels']);

    const object: NoticedObject = { kind: 'Service', namespace, name: serviceName };
    const selected = selectSlices(input.slices, { namespace, serviceName, managedBy });
    const { inside: owned, outside: notOwned } = partition(selected.slices, (slice) => namesOwner(slice, owner));
    const read = readGroups(input.groups, object);
    const generateName = expectName(input.generateName ?? generateNamePrefix(serviceName), ['generateName']);
    const placeholders = Array.from(expectArrayOrAbsent(input.placeholders, ['placeholders']), (addressType, index) =>
      expectAddressType(addressType, ['placeholders', index]),
    );
    const hints = { strategy: 'None', ...input.hints } as const;
    checkOptions(hints, ['hints']);
    const planned: SlicesPlan = planSource({
      given: input.slices,
      object,
      groups: read.groups,
      slices: owned,
      template: {
        namespace,
        generateName,
        labels: sliceLabels({ labels, serviceName, managedBy, headless: input.headless === true }),
        owner,
      },
      maxEndpointsPerSlice,
      placeholders,
      ownerTerminating: input.ownerTerminating === true,
      hints,
      triggerTime: input.triggerTime,
      notices: [
        ...selected.notices,
        ...read.notices,
        ...notOwned.map((slice) =>
          noticeOf({ kind: 'EndpointSlice', namespace, name: sliceName(slice) }, { reason: 'SliceOfOtherOwner' }),
        ),
      ],
      noticeDuplicate: ({ addresses }, addressType) =>
        noticeOf(object, { reason: 'DuplicateEndpoint', addressType, address: addresses?.[0] ?? '' }),
    });
    // Every slice in the plan is one of `input.slices`.
    return planned as SlicesPlan<Slice>;
  });
}

/** Reads the caller's groups: checks them, makes addresses canonical, and joins those of one type and port map. */
function readGroups(
  groups: readonly EndpointGroup[],
  object: NoticedObject,
): { groups: CheckedGroup[]; notices: Notice[] } {
  const notices: Notice[] = [];
  const joined = new Map<string, CheckedGroup & { readonly items: EndpointLike[] }>();
  expectObjects(expectArray(groups, ['groups']), ['groups']).forEach((group, index) => {
    const path = ['groups', index];
    const addressType = expectAddressType(group.addressType, [...path, 'addressType']);
    checkPorts(expectArray(group.ports, [...path, 'ports']), [...path, 'ports']);
    const key = groupKey(group);
    const open = joined.get(key) ?? { addressType, ports: group.ports, items: [], reader: checkedEndpointReader };
    joined.set(key, open);
    const endpoints = expectArray(group.endpoints, [...path, 'endpoints']);
    expectObjects(endpoints, [...path, 'endpoints']).forEach((endpoint, position) => {
      checkEndpoint(endpoint, () => [...path, 'endpoints', position]);
      const addresses: string[] = [];
      let isCanonical = true;
      for (const address of endpoint.addresses ?? []) {
        const canonical = canonicalAddress(address, addressType);
        if (canonical !== address) isCanonical = false;
        if (canonical !== undefined) addresses.push(canonical);
        // Any text is accepted as an FQDN.
        else if (addressType !== 'FQDN') {
          notices.push(noticeOf(object, { reason: 'InvalidAddress', address, expected: addressType }));
        }
      }
      if (addresses.length === 0) return;
      // Most are canonical; they are copied when a slice is made of them.
      open.items.push(isCanonical ? endpoint : { ...copyKnownFields(endpoint), addresses });
    });
  });
  return { groups: [...joined.values()], notices };
}

function canonicalAddress(address: string, addressType: AddressType): string | undefined {
  if (addressType === 'FQDN') return address;
  const parsed = parseAddress(address);
  return parsed?.family === addressType ? parsed.text : undefined;
}
