import {
  type EndpointSliceLike,
  formatPlan,
  type HintsOptions,
  hintsNotices,
  type NodeLike,
  planHints,
  requestedHints,
  type ServiceLike,
  type ZoneCapacityOptions,
  zoneCapacity,
} from 'endpointslice';
import { linesOf, noticeLines, objectsOfKind, type ScenarioKind } from './kind.ts';

/** A Service, its slices and the nodes: what the Service asks for, and what `planHints` writes. */
export const hints: ScenarioKind = {
  given: ['options', 'cluster'],
  unordered: 'cluster',
  answered: ['plan', 'verdicts', 'notices'],
  answer({ options, cluster }) {
    const [service = {}] = objectsOfKind<ServiceLike>(cluster, 'Service');
    const { memory, hysteresis, ...capacityOptions } = (options ?? {}) as HintsOptions & ZoneCapacityOptions;
    const { strategy } = requestedHints(service);
    const { plan, verdicts } = planHints({
      plan: { writes: [], unchanged: objectsOfKind<EndpointSliceLike>(cluster, 'EndpointSlice') },
      strategy,
      capacity: zoneCapacity(objectsOfKind<NodeLike>(cluster, 'Node'), capacityOptions),
      memory,
      hysteresis,
    });
    const { namespace, name } = service.metadata ?? {};
    const object = { kind: 'Service', namespace: namespace ?? '', name: name ?? '' } as const;
    return {
      plan: formatPlan(plan),
      verdicts: linesOf(
        verdicts.map(({ addressType, reason, explanation }) => `${addressType} ${strategy} ${reason}: ${explanation}`),
      ),
      notices: noticeLines(hintsNotices(object, verdicts)),
    };
  },
};
