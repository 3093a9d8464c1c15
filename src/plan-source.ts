import type { HintsOptions } from './hints/hints-options.ts';
import type { HintsStrategy } from './hints/hints-strategy.ts';
import { hintPlan, type HintsResult } from './hints/plan-hints.ts';
import type { AddressType, EndpointSliceLike } from './model/endpoint-slice.ts';
import type { TimeLike } from './model/meta.ts';
import type { Notice, NoticedObject } from './model/notice.ts';
import type { Plan } from './model/plan.ts';
import { noticeOf } from './notice/notice-of.ts';
import { sortNotices } from './notice/sort-notices.ts';
import { finishPlan } from './plan/finish-plan.ts';
import { planGroups, type PlanGroupsInput } from './plan/plan-groups.ts';
import { type AddressTypeStatistics, measurePlan } from './plan/statistics.ts';
import { listHintsNotices } from './hints/hints-notices.ts';
import { namingPlaces } from './slice/slice-place.ts';

/** Endpoints from one source (pods, groups of the caller's, an Endpoints object), all checked. */
export interface EndpointSource<Item> extends PlanGroupsInput<Item> {
  /** The list of slices that the caller gave, in which errors name places. */
  readonly given: readonly EndpointSliceLike[];
  /** The object of notices on the source as a whole. */
  readonly object: NoticedObject;
  /** Notices from reading the source and its slices. */
  readonly notices: readonly Notice[];
  /** Returns the notice that one of two equal endpoints was left out. Absent if that was noticed before. */
  readonly noticeDuplicate?: (item: Item, addressType: AddressType) => Notice;
  /** Sets what slices of this source have besides endpoints, ports and labels. */
  readonly setContent?: (plan: Plan) => Plan;
  /** Absent for a source whose endpoints carry no hints; existing hints are then not read. */
  readonly hints?: HintsOptions & { readonly strategy: HintsStrategy };
  /** The time of the change behind this plan. */
  readonly triggerTime?: TimeLike | null | undefined;
}

/** The result of `planSource`. */
export interface SourcePlan {
  readonly plan: Plan;
  readonly notices: readonly Notice[];
  readonly statistics: readonly AddressTypeStatistics[];
  readonly hints: Omit<HintsResult, 'plan'>;
}

/**
 * Plans the slices of one source of endpoints, in the steps that Services, endpoints of any origin and mirroring share.
 *
 * @see k8s.io/endpointslice Reconciler.Reconcile; docs/rules.md 1.7 to 1.16
 */
export function planSource<Item>(source: EndpointSource<Item>): SourcePlan {
  return namingPlaces(['slices'], source.given, () => planInSteps(source));
}

function planInSteps<Item>(source: EndpointSource<Item>): SourcePlan {
  const { object, template, ownerTerminating, triggerTime } = source;
  const planned = planGroups(source);
  const { plan: hinted, ...hints } = hintIfAsked(source.setContent?.(planned.plan) ?? planned.plan, source.hints);
  const { plan, skippedCreateCount } = finishPlan({
    plan: hinted,
    generateName: template.generateName,
    ownerTerminating,
    triggerTime,
  });
  const notices = [...source.notices, ...listHintsNotices(object, hints.verdicts)];
  if (source.noticeDuplicate !== undefined) {
    for (const { addressType, item } of planned.duplicates) notices.push(source.noticeDuplicate(item, addressType));
  }
  if (skippedCreateCount > 0) {
    const { kind, name } = template.owner;
    notices.push(noticeOf(object, { reason: 'OwnerTerminating', owner: { kind, name }, skippedCreateCount }));
  }
  return {
    plan,
    notices: sortNotices(notices),
    statistics: measurePlan(plan, planned.counts, source.maxEndpointsPerSlice),
    hints,
  };
}

function hintIfAsked(plan: Plan, hints: EndpointSource<unknown>['hints']): HintsResult {
  return hints === undefined ? { plan, verdicts: [], memory: {} } : hintPlan({ ...hints, plan }, ['hints']);
}
