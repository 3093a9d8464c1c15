import {
  type CoreEndpointsLike,
  type EndpointSliceLike,
  formatPlan,
  type MirrorEndpointsInput,
  mirrorEndpoints,
  type ServiceLike,
} from 'endpointslice';
import { noticeLines, objectsOfKind, type ScenarioKind } from './kind.ts';

/** An Endpoints object, its Service and slices, and what `mirrorEndpoints` writes. */
export const mirror: ScenarioKind = {
  given: ['options', 'cluster'],
  unordered: 'cluster',
  answered: ['plan', 'notices'],
  answer({ options, cluster }) {
    const mirrored = mirrorEndpoints({
      ...(options as Partial<MirrorEndpointsInput>),
      endpoints: objectsOfKind<CoreEndpointsLike>(cluster, 'Endpoints')[0],
      service: objectsOfKind<ServiceLike>(cluster, 'Service')[0],
      slices: objectsOfKind<EndpointSliceLike>(cluster, 'EndpointSlice'),
    });
    return { plan: formatPlan(mirrored.plan), notices: noticeLines(mirrored.notices) };
  },
};
