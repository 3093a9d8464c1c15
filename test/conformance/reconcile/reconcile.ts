import fc from 'fast-check';
import { portChangeWorlds } from '../../support/arbitraries/port-change.ts';
import { type World, worlds } from '../../support/arbitraries/world.ts';
import { createsOf, deletesOf, listsOf, type PlanLists, planOf, updatesOf } from '../../support/writes.ts';
import { definePart, type Mutation } from '../part.ts';
import { compareReconcile, type OurAnswer } from './compare.ts';
import { reconcileHistory } from './history.ts';
import { reconcileLedger } from './ledger.ts';
import { readReconcileOutput } from './outcome.ts';
import { reconcileRules, rulesOfReconcile } from './rules.ts';
import { handToReconcile, isSynced } from './select.ts';
import { type EndpointSlice, type Plan, type PlannedUpdate, planService, type ServicePlan } from 'endpointslice';

function planAsReconciled(world: World): OurAnswer {
  const { metadata } = world.service;
  const terminating = (metadata?.deletionTimestamp ?? undefined) !== undefined;
  return {
    planned: planService(world),
    living: terminating
      ? planService({ ...world, service: { ...world.service, metadata: { ...metadata, deletionTimestamp: null } } })
      : undefined,
  };
}

/** The Service reconciler against `planService`. */
export const reconcilePart = definePart<World, OurAnswer>({
  name: 'reconcile',
  arbitrary: fc.oneof({ weight: 7, arbitrary: worlds() }, { weight: 1, arbitrary: portChangeWorlds() }),
  toReferenceInput: (world) => {
    if (!isSynced(world.service)) return undefined;
    const { pods, slices } = handToReconcile(world);
    return {
      service: world.service,
      pods,
      nodes: world.nodes,
      // Informers hand out objects without kind and apiVersion, and the comparison with a placeholder sees them.
      existing: slices.map(({ apiVersion: _, kind: __, ...slice }) => slice),
      maxEndpointsPerSlice: world.maxEndpointsPerSlice,
      ...(world.triggerTime === undefined ? {} : { triggerTime: world.triggerTime }),
    };
  },
  readOutput: (output) => (output === undefined ? undefined : readReconcileOutput(output)),
  ours: planAsReconciled,
  compare: compareReconcile,
  rules: reconcileRules,
  rulesOf: rulesOfReconcile,
  ledger: reconcileLedger,
  history: reconcileHistory,
  mutations: plannedMutations(),
});

type PlanMutation = Mutation<World, OurAnswer>;

type ListedCreate = NonNullable<PlanLists['create']>[number];
type ListedUpdate = NonNullable<PlanLists['update']>[number];

function replaceAt<Item>(items: readonly Item[], index: number, item: Item): Item[] {
  return items.with(index, item);
}

/** Whether slices go on with other ports. */
function keepsSlices({ writes }: Plan): boolean {
  return writes.some(
    ({ verb, reasons }) =>
      reasons.some((reason) => reason === 'EndpointsMoved') ||
      (verb === 'update' && reasons.includes('PortsChanged') && !reasons.includes('Recycled')),
  );
}

function withLists(plan: Plan, lists: PlanLists): Plan {
  return planOf({ ...listsOf(plan), ...lists });
}

/** Mistakes that a planner could make. */
function plannedMutations(): readonly PlanMutation[] {
  const onPlan = (
    name: string,
    plant: (plan: ServicePlan['plan'], world: World) => ServicePlan['plan'] | undefined,
  ): PlanMutation => ({
    name,
    plant: (ours, world) => {
      const plan = plant(ours.planned.plan, world);
      return plan === undefined ? undefined : { ...ours, planned: { ...ours.planned, plan } };
    },
  });
  const onFirstUpdate = (
    name: string,
    change: (update: PlannedUpdate, world: World) => EndpointSlice | undefined,
  ): PlanMutation =>
    onPlan(name, (plan, world) => {
      for (const [index, update] of updatesOf(plan).entries()) {
        const slice = change(update, world);
        if (slice !== undefined)
          return withLists(plan, { update: replaceAt<ListedUpdate>(updatesOf(plan), index, { ...update, slice }) });
      }
      return undefined;
    });
  const onFirstWritten = (name: string, change: (slice: EndpointSlice) => EndpointSlice | undefined): PlanMutation =>
    onPlan(name, (plan) => {
      for (const [index, create] of createsOf(plan).entries()) {
        const slice = change(create.slice);
        if (slice !== undefined)
          return withLists(plan, { create: replaceAt<ListedCreate>(createsOf(plan), index, { ...create, slice }) });
      }
      for (const [index, update] of updatesOf(plan).entries()) {
        const slice = change(update.slice);
        if (slice !== undefined)
          return withLists(plan, { update: replaceAt<ListedUpdate>(updatesOf(plan), index, { ...update, slice }) });
      }
      return undefined;
    });
  const onFirstEndpoint = (
    name: string,
    change: (endpoint: EndpointSlice['endpoints'][number]) => EndpointSlice['endpoints'][number] | undefined,
  ): PlanMutation =>
    onFirstWritten(name, (slice) => {
      const first = slice.endpoints[0];
      const changed = first === undefined ? undefined : change(first);
      return changed === undefined ? undefined : { ...slice, endpoints: slice.endpoints.with(0, changed) };
    });
  return [
    onPlan('forgets a create', (plan) =>
      createsOf(plan).length === 0 ? undefined : withLists(plan, { create: createsOf(plan).slice(1) }),
    ),
    onPlan('creates twice', (plan) => {
      const [first] = createsOf(plan);
      return first === undefined ? undefined : withLists(plan, { create: [first, ...createsOf(plan)] });
    }),
    onPlan('forgets an update', (plan) =>
      updatesOf(plan).length === 0 ? undefined : withLists(plan, { update: updatesOf(plan).slice(1) }),
    ),
    onPlan('forgets a delete', (plan) =>
      deletesOf(plan).length === 0 ? undefined : withLists(plan, { delete: deletesOf(plan).slice(1) }),
    ),
    onPlan('deletes what stays', (plan) => {
      const [before, ...unchanged] = plan.unchanged;
      return before === undefined
        ? undefined
        : withLists(plan, { unchanged, delete: [...deletesOf(plan), { before, reasons: ['PortsNotWanted'] }] });
    }),
    onPlan('creates instead of recycling', (plan, { service }) => {
      const recycled = updatesOf(plan).find(({ reasons }) => reasons.includes('Recycled'));
      // Where the partition is kept, as many writes as the reference makes are right; we may make one less. For a Service that
      // is being deleted, a create that takes endpoints over is right.
      const isDying = (service.metadata?.deletionTimestamp ?? undefined) !== undefined;
      if (recycled === undefined || isDying || keepsSlices(plan)) return undefined;
      const { name: _, ...metadata } = recycled.slice.metadata;
      return withLists(plan, {
        create: [...createsOf(plan), { slice: { ...recycled.slice, metadata }, reasons: ['EndpointsAdded'] }],
        update: updatesOf(plan).filter((update) => update !== recycled),
        delete: [...deletesOf(plan), { before: recycled.before, reasons: ['NoEndpointsLeft'] }],
      });
    }),
    onPlan('fills beyond the maximum', (plan, { maxEndpointsPerSlice }) => {
      const [first, second, ...rest] = createsOf(plan);
      if (first === undefined || second === undefined || first.slice.addressType !== second.slice.addressType)
        return undefined;
      if (JSON.stringify(first.slice.ports) !== JSON.stringify(second.slice.ports)) return undefined;
      const endpoints = [...first.slice.endpoints, ...second.slice.endpoints];
      return endpoints.length <= maxEndpointsPerSlice
        ? undefined
        : withLists(plan, { create: [{ ...first, slice: { ...first.slice, endpoints } }, ...rest] });
    }),
    onFirstUpdate('drops the last endpoint', ({ slice }) =>
      slice.endpoints.length === 0 ? undefined : { ...slice, endpoints: slice.endpoints.slice(0, -1) },
    ),
    onFirstUpdate('swaps kept endpoints', ({ slice, before, reasons }) => {
      const [first, second, ...rest] = slice.endpoints;
      const keeps =
        before.endpoints?.[0]?.addresses?.[0] === first?.addresses?.[0] &&
        before.endpoints?.[1]?.addresses?.[0] === second?.addresses?.[0];
      if (first === undefined || second === undefined || !keeps || reasons.includes('Recycled')) return undefined;
      return JSON.stringify(first) === JSON.stringify(second)
        ? undefined
        : { ...slice, endpoints: [second, first, ...rest] };
    }),
    onFirstUpdate('loses the uid', ({ slice }) => {
      const { uid, ...metadata } = slice.metadata;
      return uid === undefined ? undefined : { ...slice, metadata };
    }),
    onFirstUpdate('keeps hints', ({ slice, before }) => {
      const hints = before.endpoints?.[0]?.hints;
      const first = slice.endpoints[0];
      if (hints === undefined || hints === null || first === undefined) return undefined;
      return { ...slice, endpoints: slice.endpoints.with(0, { ...first, hints: { forZones: [{ name: 'zone-a' }] } }) };
    }),
    onFirstWritten('keeps an old label', (slice) => ({
      ...slice,
      metadata: { ...slice.metadata, labels: { ...slice.metadata.labels, 'left-over': 'y' } },
    })),
    onFirstWritten('forgets the headless label', (slice) => {
      const { 'service.kubernetes.io/headless': headless, ...labels } = slice.metadata.labels ?? {};
      return headless === undefined ? undefined : { ...slice, metadata: { ...slice.metadata, labels } };
    }),
    onFirstWritten('forgets the trigger time', (slice) => {
      const { 'endpoints.kubernetes.io/last-change-trigger-time': time, ...annotations } =
        slice.metadata.annotations ?? {};
      return time === undefined ? undefined : { ...slice, metadata: { ...slice.metadata, annotations } };
    }),
    onFirstWritten('is not owned', (slice) => ({ ...slice, metadata: { ...slice.metadata, ownerReferences: [] } })),
    onFirstWritten('orders ports otherwise', (slice) =>
      slice.ports.length < 2 ? undefined : { ...slice, ports: [...slice.ports].reverse() },
    ),
    onFirstWritten('is off by one port', (slice) => {
      const port = slice.ports[0];
      return port?.port === undefined
        ? undefined
        : { ...slice, ports: slice.ports.with(0, { ...port, port: port.port + 1 }) };
    }),
    onFirstEndpoint('turns ready round', (endpoint) => ({
      ...endpoint,
      conditions: { ...endpoint.conditions, ready: endpoint.conditions?.ready !== true },
    })),
    onFirstEndpoint('leaves serving out', ({ conditions, ...endpoint }) => {
      const { serving, ...others } = conditions ?? {};
      return serving === undefined ? undefined : { ...endpoint, conditions: others };
    }),
    onFirstEndpoint('forgets the zone', ({ zone, ...endpoint }) => (zone === undefined ? undefined : endpoint)),
    onFirstEndpoint('forgets the hostname', ({ hostname, ...endpoint }) =>
      hostname === undefined ? undefined : endpoint,
    ),
    onFirstEndpoint('names another uid', (endpoint) => ({
      ...endpoint,
      targetRef: { ...endpoint.targetRef, uid: 'x' },
    })),
    onFirstEndpoint('moves the address', (endpoint) => ({ ...endpoint, addresses: ['10.255.255.255'] })),
    {
      name: 'hides a missing node',
      plant: (ours) => {
        const notices = ours.planned.notices.filter(({ reason }) => reason !== 'NodeNotFound');
        return notices.length === ours.planned.notices.length
          ? undefined
          : { ...ours, planned: { ...ours.planned, notices } };
      },
    },
  ];
}
