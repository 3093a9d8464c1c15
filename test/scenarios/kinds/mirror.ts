import {
  type CoreEndpointsLike,
  type EndpointSliceLike,
  formatPlan,
  type PlanMirrorInput,
  planMirror,
  type ServiceLike,
} from 'endpointslice';
import { noticeLines, objectsOfKind, type ScenarioKind } from './kind.ts';

/** An Endpoints object, its Service and slices, and what `planMirror` writes. */
export const mirror: ScenarioKind = {
  given: ['options', 'cluster'],
  unordered: 'cluster',
  answered: ['plan', 'notices'],
  answer({ options, cluster }) {
    const mirrored = planMirror({
      ...(options as Partial<PlanMirrorInput>),
      endpoints: objectsOfKind<CoreEndpointsLike>(cluster, 'Endpoints')[0],
      service: objectsOfKind<ServiceLike>(cluster, 'Service')[0],
      slices: objectsOfKind<EndpointSliceLike>(cluster, 'EndpointSlice'),
    });
    return { plan: formatPlan(mirrored.plan), notices: noticeLines(mirrored.notices) };
  },
};
