import {
  formatPlan,
  type NodeLike,
  type Plan,
  type PlanServiceInput,
  type PodLike,
  planService,
  type ServicePlan,
} from 'endpointslice';
import { buildNode, buildService } from './build.ts';
import { deepFreeze } from './deep-freeze.ts';
import { createsOf, deletesOf, updatesOf } from './writes.ts';

/** A world of `buildService()`, no slices and one node, of which a test names what it is about. */
export interface WorldFields extends Partial<Omit<PlanServiceInput, 'pods' | 'nodes'>> {
  readonly pods?: readonly PodLike[];
  readonly nodes?: readonly NodeLike[];
}

/** Plans a world, frozen through and through. */
export function planWorld(fields: WorldFields): ServicePlan {
  const { service = buildService(), pods = [], nodes = [buildNode()], slices = [], ...options } = fields;
  return planService(deepFreeze({ service, pods, nodes, slices, ...options }));
}

/** The plan of a world as text. */
export function planText(fields: WorldFields): string {
  return formatPlan(planWorld(fields).plan);
}

/** How many endpoints each slice has that is created, updated or unchanged, and how many slices are deleted. */
export function planSizes(plan: Plan): {
  readonly create: readonly number[];
  readonly update: readonly number[];
  readonly unchanged: readonly number[];
  readonly deleteCount: number;
} {
  return {
    create: createsOf(plan).map(({ slice }) => slice.endpoints.length),
    update: updatesOf(plan).map(({ slice }) => slice.endpoints.length),
    unchanged: plan.unchanged.map(({ endpoints }) => endpoints?.length ?? 0),
    deleteCount: deletesOf(plan).length,
  };
}
