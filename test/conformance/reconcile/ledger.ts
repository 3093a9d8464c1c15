import {
  type EndpointLike,
  type EndpointSliceLike,
  type PodLike,
  portMapKey,
  type ServicePortLike,
} from 'endpointslice';
import { isReadableAddress } from '../../support/arbitraries/address.ts';
import type { World } from '../../support/arbitraries/world.ts';
import type { LedgerEntry } from '../part.ts';
import type { OurAnswer } from './compare.ts';
import { endpointText, mapText, portGroupText, type ReconcileOutput } from './outcome.ts';
import { type Labels, reservedKeys, wantedLabels, wantedLabelsText, wantedReservedLabels } from './labels.ts';
import { keepsEndpoints, keepsPartition } from './partition.ts';
import { handToReconcile, isOwned } from './select.ts';

type Entry = LedgerEntry<World, OurAnswer>;

/** The ledger of the planner (docs/ledger.md), as far as it shows in what is written. */
export const reconcileLedger: readonly Entry[] = [
  {
    id: 'planner/keep-the-partition',
    explains: ({ path }, comparison) => keepsPartition(typeOfPath(path), comparison),
  },
  {
    id: 'planner/terminating-keeps-endpoints',
    explains: ({ path }, comparison) => keepsEndpoints(typeOfPath(path), comparison),
    isBound: true,
  },
  {
    id: 'planner/nil-address',
    amend: (world) => amendPods(world, withoutUnreadableAddresses),
  },
  {
    id: 'planner/api-defaults',
    amend: (world) => {
      const given = world.service.spec?.ports ?? [];
      const amended = amendPods(world, withDefaultProtocols);
      if (given.every(({ protocol, targetPort }) => Boolean(protocol) && Boolean(targetPort))) return amended;
      const ports = given.map(withServicePortDefaults);
      return { ...(amended ?? world), service: { ...world.service, spec: { ...world.service.spec, ports } } };
    },
  },
  {
    id: 'planner/duplicate-desired',
    amend: (world) => {
      const groups = new Map<string, PodLike[]>();
      for (const pod of world.pods) {
        const key = `${pod.metadata?.namespace}/${pod.metadata?.name}`;
        groups.set(key, [...(groups.get(key) ?? []), pod]);
      }
      // The reference keeps the last of its kind, we the one in the best state.
      const preference = (pod: PodLike): string => preferenceText(pod, world);
      const pods = [...groups.values()].flatMap((twins) =>
        twins.length < 2 ? twins : [...twins].sort((left, right) => (preference(left) < preference(right) ? -1 : 1)),
      );
      return pods.some((pod, index) => pod !== world.pods[index]) ? { ...world, pods } : undefined;
    },
  },
  {
    id: 'planner/placeholder-of-another-owner',
    amend: (world) =>
      amendSlices(world, (slice) =>
        isEmptyPlaceholder(slice) && !isOwned(slice, world.service) ? withStrayLabel(slice) : slice,
      ),
  },
  {
    id: 'planner/placeholder-empty-label',
    amend: (world) => {
      const wanted = wantedLabels(world);
      return amendSlices(world, (slice) =>
        isEmptyPlaceholder(slice) &&
        isOwned(slice, world.service) &&
        mapText(slice.metadata?.labels) !== mapText(wanted) &&
        reservedLabelsText(slice.metadata?.labels ?? {}) === reservedLabelsText(wanted) &&
        mapText(withoutEmpty(slice.metadata?.labels)) === mapText(withoutEmpty(wanted))
          ? withStrayLabel(slice)
          : slice,
      );
    },
  },
  {
    id: 'planner/headless-flip',
    amend: (world) => {
      const wanted = reservedLabelsText(wantedReservedLabels(world));
      return amendSlices(world, (slice) =>
        isOwned(slice, world.service) && reservedLabelsText(slice.metadata?.labels ?? {}) !== wanted
          ? withStrayLabel(slice)
          : slice,
      );
    },
  },
  {
    id: 'planner/order-of-what-stays',
    amendAnswer: (output, { input }) => restoreOrder(output as ReconcileOutput | undefined, input),
  },
  {
    id: 'planner/placeholder-kept-beside-others',
    amendAnswer: (output, { input }) => keepPlaceholders(output as ReconcileOutput | undefined, input),
  },
  {
    id: 'planner/exactly-full',
    amendAnswer: (output, { input }) => fillEmptySlices(output as ReconcileOutput | undefined, input),
  },
];

/** The address type that a difference is about. */
function typeOfPath(path: string): string {
  return path.split(' ', 1)[0] ?? '';
}

/** A Service port as the API server stores it. */
export function withServicePortDefaults(port: ServicePortLike): ServicePortLike {
  return { ...port, protocol: port.protocol || 'TCP', targetPort: port.targetPort || port.port };
}

function amendPods(world: World, amendPod: (pod: PodLike) => PodLike): World | undefined {
  const pods = world.pods.map(amendPod);
  return pods.some((pod, index) => pod !== world.pods[index]) ? { ...world, pods } : undefined;
}

function amendSlices(world: World, amendSlice: (slice: EndpointSliceLike) => EndpointSliceLike): World | undefined {
  const slices = world.slices.map(amendSlice);
  return slices.some((slice, index) => slice !== world.slices[index]) ? { ...world, slices } : undefined;
}

/** A pod that has lost all its addresses keeps one in the old field, so that it still counts as a pod. */
function withoutUnreadableAddresses(pod: PodLike): PodLike {
  const podIPs = pod.status?.podIPs ?? [];
  const readable = podIPs.filter(({ ip }) => isReadableAddress(ip ?? ''));
  if (readable.length === podIPs.length) return pod;
  return { ...pod, status: { ...pod.status, podIP: 'unread', podIPs: readable } };
}

function withDefaultProtocols(pod: PodLike): PodLike {
  const { containers, initContainers } = pod.spec ?? {};
  const lacksProtocol = [...(containers ?? []), ...(initContainers ?? [])].some(({ ports }) =>
    (ports ?? []).some(({ protocol }) => !protocol),
  );
  if (!lacksProtocol) return pod;
  const defaulted = (list: typeof containers): typeof containers =>
    (list ?? []).map((container) => ({
      ...container,
      ports: (container.ports ?? []).map((port) => ({ ...port, protocol: port.protocol || 'TCP' })),
    }));
  return {
    ...pod,
    spec: { ...pod.spec, containers: defaulted(containers), initContainers: defaulted(initContainers) },
  };
}

/** Greater for the pod that we keep of two that are one endpoint: ready, then serving, then not terminating, then uid. */
function preferenceText(pod: PodLike, { service }: World): string {
  const serving = pod.status?.conditions?.find(({ type }) => type === 'Ready')?.status === 'True';
  const terminating = (pod.metadata?.deletionTimestamp ?? undefined) !== undefined;
  const ready = service.spec?.publishNotReadyAddresses === true || (serving && !terminating);
  return `${Number(ready)}${Number(serving)}${Number(!terminating)}${pod.metadata?.uid}"`;
}

function isEmptyPlaceholder(slice: EndpointSliceLike): boolean {
  return (slice.endpoints ?? []).length === 0 && (slice.ports ?? []).length === 0;
}

/** With a label that the reference does see, the slice is written where otherwise it would not be. */
function withStrayLabel(slice: EndpointSliceLike): EndpointSliceLike {
  return { ...slice, metadata: { ...slice.metadata, labels: { ...slice.metadata?.labels, amended: 'x' } } };
}

function reservedLabelsText(labels: Readonly<Record<string, string | null | undefined>>): string {
  return JSON.stringify(reservedKeys.map((key) => labels[key] ?? null));
}

/** The labels that say something. */
function withoutEmpty(labels: Labels | null | undefined): Labels {
  return Object.fromEntries(Object.entries(labels ?? {}).filter(([, value]) => Boolean(value)));
}

/**
 * The answer in which a placeholder that is to be deleted together with others stays, instead of another being made
 * under the name of one of them.
 */
function keepPlaceholders(output: ReconcileOutput | undefined, world: World): ReconcileOutput | undefined {
  if (output === undefined) return undefined;
  let { updates, deletes } = { updates: output.updates ?? [], deletes: output.deletes ?? [] };
  let rewritten = false;
  for (const addressType of ['IPv4', 'IPv6']) {
    const made = updates.find(
      (slice) => slice.addressType === addressType && isEmptyPlaceholder(slice) && isNew(slice),
    );
    const name = made?.metadata?.name ?? '';
    const standing = handToReconcile(world).slices.find(
      (slice) =>
        slice.addressType === addressType &&
        isEmptyPlaceholder(slice) &&
        isOwned(slice, world.service) &&
        mapText(slice.metadata?.labels) === wantedLabelsText(world) &&
        (slice.metadata?.name === name || deletes.includes(slice.metadata?.name ?? '')),
    );
    if (made === undefined || standing === undefined) continue;
    updates = updates.filter((slice) => slice !== made);
    deletes = [...deletes, name].filter((deleted) => deleted !== standing.metadata?.name);
    rewritten = true;
  }
  return rewritten ? { ...output, updates, deletes } : undefined;
}

/** Whether a written slice is a new object, be it under an old name: it has no uid yet. */
function isNew({ metadata }: EndpointSliceLike): boolean {
  return metadata?.uid === undefined || metadata.uid === null;
}

/**
 * The answer in which newcomers that are exactly as many as a slice holds go into a slice that stands empty, instead of a
 * new one beside it; but only as long as there is a create, which costs a write of its own, and not for a Service that is
 * being deleted.
 */
function fillEmptySlices(output: ReconcileOutput | undefined, world: World): ReconcileOutput | undefined {
  if (output === undefined || (world.service.metadata?.deletionTimestamp ?? undefined) !== undefined) return undefined;
  let creates = [...(output.creates ?? [])];
  let updates = [...(output.updates ?? [])];
  const deletes = output.deletes ?? [];
  const filled = new Set<string>();
  const handed = [...handToReconcile(world).slices].sort((left, right) =>
    compareTexts(portMapKey(left.ports), portMapKey(right.ports)),
  );
  const before = new Map(handed.map((slice) => [slice.metadata?.name ?? '', slice]));
  for (const slice of handed) {
    const name = slice.metadata?.name ?? '';
    const group = groupText(slice);
    const untouched = !deletes.includes(name) && !updates.some(({ metadata }) => metadata?.name === name);
    if ((slice.endpoints ?? []).length > 0 || !isOwned(slice, world.service) || !untouched || filled.has(group))
      continue;
    const ofGroup = [...creates, ...updates].filter((written) => groupText(written) === group);
    // The rest was exactly a slice full only if no new slice is less than full and no slice that stood took the rest.
    const restIsElsewhere = ofGroup.some((written) =>
      isNew(written) ? written.endpoints?.length !== world.maxEndpointsPerSlice : tookTheRest(written, before),
    );
    if (restIsElsewhere) continue;
    const isFull = (written: EndpointSliceLike): boolean => ofGroup.includes(written) && isNew(written);
    const content = creates.find(isFull) ?? updates.find(isFull);
    // A create of the type takes the name that a recycled slice leaves.
    const heir = creates.includes(content as EndpointSliceLike)
      ? content
      : creates.find(({ addressType }) => addressType === slice.addressType);
    if (content === undefined || heir === undefined) continue;
    creates = creates.filter((created) => created !== heir);
    updates = updates.filter((updated) => updated !== content);
    if (heir !== content) updates.push({ ...heir, metadata: { ...heir.metadata, name: content.metadata?.name } });
    const { annotations } = slice.metadata ?? {};
    const { 'endpoints.kubernetes.io/last-change-trigger-time': _, ...kept } = annotations ?? {};
    const { labels, annotations: written } = content.metadata ?? {};
    updates.push({
      ...slice,
      metadata: { ...slice.metadata, labels, annotations: { ...kept, ...written } },
      endpoints: content.endpoints,
    });
    filled.add(group);
  }
  return filled.size > 0 ? { ...output, creates, updates } : undefined;
}

function compareTexts(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

/** The answer in which ports, and addresses of endpoints that only stay, are in the order in which they stood. */
function restoreOrder(output: ReconcileOutput | undefined, world: World): ReconcileOutput | undefined {
  if (output === undefined) return undefined;
  const existing = new Map(handToReconcile(world).slices.map((slice) => [slice.metadata?.name ?? '', slice]));
  let rewritten = false;
  const updates = (output.updates ?? []).map((slice) => {
    const before = existing.get(slice.metadata?.name ?? '');
    if (before === undefined || isNew(slice)) return slice;
    const stood = before.endpoints ?? [];
    const allStay = stood.every((endpoint, index) => {
      const now = slice.endpoints?.[index];
      return now !== undefined && inOrder(now) === inOrder(endpoint);
    });
    const restored: EndpointSliceLike = {
      ...slice,
      ports: before.ports,
      endpoints: (slice.endpoints ?? []).map((endpoint, index) => {
        const old = allStay ? stood[index] : undefined;
        return old === undefined ? endpoint : { ...endpoint, addresses: old.addresses };
      }),
    };
    if (JSON.stringify([restored.ports, restored.endpoints]) === JSON.stringify([slice.ports, slice.endpoints]))
      return slice;
    rewritten = true;
    return restored;
  });
  return rewritten ? { ...output, updates } : undefined;
}

function inOrder(endpoint: EndpointLike): string {
  return endpointText({ ...endpoint, addresses: [...(endpoint.addresses ?? [])].sort() }, { hints: false });
}

/** Whether a slice was as it should be and has more endpoints now. */
function tookTheRest(written: EndpointSliceLike, existing: ReadonlyMap<string, EndpointSliceLike>): boolean {
  const before = existing.get(written.metadata?.name ?? '');
  const old = before?.endpoints ?? [];
  const now = written.endpoints ?? [];
  return (
    now.length > old.length &&
    mapText(written.metadata?.labels) === mapText(before?.metadata?.labels) &&
    old.every((endpoint, index) => {
      const kept = now[index];
      return kept !== undefined && endpointText(kept, { hints: false }) === endpointText(endpoint, { hints: false });
    })
  );
}

function groupText(slice: EndpointSliceLike): string {
  return `${slice.addressType} ${portGroupText(slice.ports)}`;
}
