import { checkOptions } from './hints/check-hints-input.ts';
import type { HintsOptions } from './hints/hints-options.ts';
import { type HintsStrategy, readRequestedHints } from './hints/hints-strategy.ts';
import type { HintsResult } from './hints/plan-hints.ts';
import { enter } from './internal/door.ts';
import { expectArray, expectName, expectObject } from './internal/expect.ts';
import { ownField } from './internal/plain-object.ts';
import type { NodeLike, PodLike, ServiceLike } from './model/core.ts';
import type { EndpointSliceLike } from './model/endpoint-slice.ts';
import { ENDPOINTSLICE_CONTROLLER } from './model/labels.ts';
import { DEFAULT_ENDPOINTS_PER_SLICE } from './model/limits.ts';
import type { TimeLike } from './model/meta.ts';
import type { Notice, NoticedObject } from './model/notice.ts';
import type { Plan } from './model/plan.ts';
import { noticeOf } from './notice/notice-of.ts';
import { planSource } from './plan-source.ts';
import { selectSlices } from './plan/select-slices.ts';
import type { AddressTypeStatistics } from './plan/statistics.ts';
import { groupPods } from './pods/group-pods.ts';
import { type NodeZones, nodeZonesOf } from './pods/node-zones.ts';
import { readService, type ServiceFacts } from './service/service-facts.ts';
import { checkMaximum } from './slice/check-slice.ts';
import { RESERVED_LABELS, sliceLabels } from './slice/slice-labels.ts';
import { controllerReference } from './slice/slice-owner.ts';
import { generateNamePrefix, type SliceTemplate } from './slice/slice-template.ts';
import { zoneCapacityOf } from './zones/zone-capacity.ts';

/** Input of `planService`. */
export interface PlanServiceInput<Slice extends EndpointSliceLike = EndpointSliceLike> {
  readonly service: ServiceLike;
  /** Any pods; those of other namespaces and those that the selector does not choose are skipped. */
  readonly pods: readonly PodLike[];
  /** The cluster's nodes, or what `readNodeZones` returns for them, made once for many Services. */
  readonly nodes: readonly NodeLike[] | NodeZones;
  /** Any slices; only those of this Service and this manager are planned. */
  readonly slices: readonly Slice[];
  /** From 1 to 1000; default 100. */
  readonly maxEndpointsPerSlice?: number | undefined;
  /** The `managed-by` label of slices; default: that of kube-controller-manager. */
  readonly managedBy?: string | undefined;
  /** The time of the change behind this plan (`computeTriggerTime`); every slice that is written carries it. */
  readonly triggerTime?: TimeLike | null | undefined;
  /** How the endpoints are hinted; default: as the Service asks. */
  readonly hints?: ServiceHintsInput | undefined;
}

/** How the endpoints of a Service are hinted; all may be absent. */
export interface ServiceHintsInput extends HintsOptions {
  /** Default: what the Service itself asks for; see `readRequestedHints`. */
  readonly strategy?: HintsStrategy | undefined;
  /** Default: that of `nodes`, or none if `nodes` is a `NodeZones`. With `null`, there are no hints by capacity. */
  readonly capacity?: HintsOptions['capacity'];
}

/** The result of `planService`. */
export interface ServicePlan<Slice extends EndpointSliceLike = EndpointSliceLike> {
  readonly plan: Plan<Slice>;
  /** Sorted, whatever the order of the input. Plan again later if one has `retry`. */
  readonly notices: readonly Notice[];
  /** One entry for each address type that the Service has or had. */
  readonly statistics: readonly AddressTypeStatistics[];
  /** Why endpoints carry hints or not, and the memory to give to the next plan as `hints.memory`. */
  readonly hints: Omit<HintsResult, 'plan'>;
}

/**
 * Plans the EndpointSlices of a Service, as the endpointslice controller would create, update and delete them.
 *
 * A Service without selector or of type ExternalName gives an empty plan. Inputs are not changed; `before` and `unchanged`
 * are the caller's objects, everything else is new and the caller's to keep. The same input gives the same plan, to the
 * byte, whatever the order of pods, nodes and slices.
 *
 * Cost: O(p + e) for p pods and e existing endpoints, plus sorting what is new.
 *
 * Laws: no gap, conservation, capacity, convergence, order-freedom, ownership, thrift, placement (docs/laws.md). Where the
 * answer differs from the reference's, docs/ledger.md says why.
 *
 * @throws TypeError if an object is invalid; the error names the path
 * @throws RangeError if `maxEndpointsPerSlice` is not a whole number from 1 to 1000, or two slices share a name
 * @see k8s.io/endpointslice Reconciler.Reconcile, kubernetes pkg/controller/endpointslice syncService; docs/rules.md 1, 2.1, 2.2
 * @example
 * const service = {
 *   metadata: { namespace: 'shop', name: 'web', uid: 'u1' },
 *   spec: { clusterIP: '10.96.0.1', ipFamilies: ['IPv4'], selector: { app: 'web' }, ports: [{ name: 'http', port: 80, targetPort: 8080 }] },
 * };
 * const pod = {
 *   metadata: { namespace: 'shop', name: 'web-1', uid: 'p1', labels: { app: 'web' } },
 *   spec: { nodeName: 'n1' },
 *   status: { phase: 'Running', podIPs: [{ ip: '10.0.0.1' }], conditions: [{ type: 'Ready', status: 'True' }] },
 * };
 * const { plan } = planService({ service, pods: [pod], nodes: [{ metadata: { name: 'n1' } }], slices: [] });
 * formatPlan(plan)
 * // => 'create IPv4 web-* http/TCP/8080: 1 endpoint (EndpointsAdded)\n  + 10.0.0.1 Pod shop/web-1 on n1: ready serving\n'
 */
export function planService<Slice extends EndpointSliceLike = EndpointSliceLike>(
  input: PlanServiceInput<Slice>,
): ServicePlan<Slice> {
  return enter('planService', () => {
    expectObject(input, ['input']);
    const maxEndpointsPerSlice = input.maxEndpointsPerSlice ?? DEFAULT_ENDPOINTS_PER_SLICE;
    checkMaximum(maxEndpointsPerSlice, ['maxEndpointsPerSlice']);
    const facts = readService(input.service);
    const managedBy = expectName(input.managedBy ?? ENDPOINTSLICE_CONTROLLER, ['managedBy']);
    const zones = input.nodes instanceof Map ? input.nodes : nodeZonesOf(input.nodes as readonly NodeLike[]);
    const pods = expectArray(input.pods, ['pods']);
    const selected = selectSlices(input.slices, { namespace: facts.namespace, serviceName: facts.name, managedBy });
    const object: NoticedObject = { kind: 'Service', namespace: facts.namespace, name: facts.name };
    if (facts.selects === undefined) {
      return {
        plan: { writes: [], unchanged: selected.slices as readonly Slice[] },
        notices: [noticeOf(object, { reason: 'ServiceNotSelecting' })],
        statistics: [],
        hints: { verdicts: [], memory: input.hints?.memory ?? {} },
      };
    }

    const grouped = groupPods(facts, pods, zones);
    const labels = RESERVED_LABELS.filter((label) => ownField(facts.labels, label) !== undefined);
    const planned: ServicePlan = planSource({
      given: input.slices,
      object,
      groups: grouped.groups,
      slices: selected.slices,
      template: templateOf(facts, managedBy),
      maxEndpointsPerSlice,
      placeholders: facts.addressTypes,
      ownerTerminating: facts.terminating,
      hints: settleHints(input),
      triggerTime: input.triggerTime,
      notices: [
        ...selected.notices,
        ...grouped.notices,
        ...labels.map((label) => noticeOf(object, { reason: 'ReservedLabelIgnored', label })),
      ],
      noticeDuplicate: ({ metadata: { namespace, name }, address }, addressType) =>
        noticeOf({ kind: 'Pod', namespace, name }, { reason: 'DuplicateEndpoint', addressType, address }),
    });
    // Every slice in the plan is one of `input.slices`.
    return planned as ServicePlan<Slice>;
  });
}

/** Returns the strategy and what it needs, taken from the Service and its nodes where the caller does not say. */
function settleHints(input: PlanServiceInput<EndpointSliceLike>): HintsOptions & { readonly strategy: HintsStrategy } {
  const { service, nodes, hints = {} } = input;
  const strategy = expectObject(hints, ['hints']).strategy ?? readRequestedHints(service).strategy;
  const settled = { strategy, memory: hints.memory, hysteresis: hints.hysteresis };
  checkOptions({ ...settled, capacity: hints.capacity }, ['hints']);
  if (hints.capacity !== undefined || strategy !== 'TopologyAware' || nodes instanceof Map) {
    return { ...settled, capacity: hints.capacity };
  }
  return { ...settled, capacity: zoneCapacityOf(nodes as readonly NodeLike[], {}) };
}

function templateOf(facts: ServiceFacts, managedBy: string): SliceTemplate {
  const { namespace, name, uid, labels, headless } = facts;
  return {
    namespace,
    generateName: generateNamePrefix(name),
    labels: sliceLabels({ labels, serviceName: name, managedBy, headless }),
    owner: controllerReference({ apiVersion: 'v1', kind: 'Service', name, uid }),
  };
}
