import {
  type EndpointSliceLike,
  formatPlan,
  type NodeLike,
  type PlanServiceInput,
  type PodLike,
  planService,
  type ServiceLike,
} from 'endpointslice';
import { noticeLines, objectsOfKind, type ScenarioKind } from './kind.ts';

/** A Service, its pods, nodes and slices, and what `planService` writes. */
export const plan: ScenarioKind = {
  given: ['options', 'cluster'],
  unordered: 'cluster',
  answered: ['plan', 'notices'],
  answer({ options, cluster }) {
    const [service = {}] = objectsOfKind<ServiceLike>(cluster, 'Service');
    const planned = planService({
      ...(options as Partial<PlanServiceInput>),
      service,
      pods: objectsOfKind<PodLike>(cluster, 'Pod'),
      nodes: objectsOfKind<NodeLike>(cluster, 'Node'),
      slices: objectsOfKind<EndpointSliceLike>(cluster, 'EndpointSlice'),
    });
    return { plan: formatPlan(planned.plan), notices: noticeLines(planned.notices) };
  },
};
