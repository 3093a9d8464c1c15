import { type EndpointSliceLike, formatPlan, type NodeLike, type ServiceLike } from 'endpointslice';
import {
  type HintsOptions,
  listHintsNotices,
  planHints,
  readRequestedHints,
  type ZoneCapacityOptions,
  measureZoneCapacity,
} from 'endpointslice/hints';
import { linesOf, noticeLines, objectsOfKind, type ScenarioKind } from './kind.ts';

/** A Service, its slices and the nodes: what the Service asks for, and what `planHints` writes. */
export const hints: ScenarioKind = {
  given: ['options', 'cluster'],
  unordered: 'cluster',
  answered: ['plan', 'verdicts', 'notices'],
  answer({ options, cluster }) {
    const [service = {}] = objectsOfKind<ServiceLike>(cluster, 'Service');
    const { memory, hysteresis, ...capacityOptions } = (options ?? {}) as HintsOptions & ZoneCapacityOptions;
    const { strategy } = readRequestedHints(service);
    const { plan, verdicts } = planHints({
      plan: { writes: [], unchanged: objectsOfKind<EndpointSliceLike>(cluster, 'EndpointSlice') },
      strategy,
      capacity: measureZoneCapacity(objectsOfKind<NodeLike>(cluster, 'Node'), capacityOptions),
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
      notices: noticeLines(listHintsNotices(object, verdicts)),
    };
  },
};
