import { filesBelow, readProjectFile } from '../repo/source-files.ts';
import {
  applyPlan,
  type EndpointSliceLike,
  formatPlan,
  type NodeLike,
  type PodLike,
  planService,
  type ServiceLike,
} from 'endpointslice';
import { readRequestedHints } from 'endpointslice/hints';
import { LABEL_SERVICE_NAME } from 'endpointslice/well-known';
import { describe, expect, test } from 'vitest';

interface Snapshot {
  readonly services: readonly ServiceLike[];
  readonly pods: readonly PodLike[];
  readonly nodes: readonly NodeLike[];
  readonly slices: readonly EndpointSliceLike[];
}

/** A settled state of a real control plane. */
function readSnapshot(path: string): Snapshot {
  const { items } = JSON.parse(readProjectFile(path)) as { items: readonly { kind: string }[] };
  const ofKind = <Kind>(kind: string): Kind[] => items.filter((item) => item.kind === kind) as unknown as Kind[];
  return {
    services: ofKind('Service'),
    pods: ofKind('Pod'),
    nodes: ofKind('Node'),
    slices: ofKind('EndpointSlice'),
  };
}

function planText({ services, pods, nodes, slices }: Snapshot): string {
  return services
    .map((service) => {
      const { plan } = planService({ service, pods, nodes, slices, maxEndpointsPerSlice: 10 });
      return formatPlan({ ...plan, unchanged: [] });
    })
    .join('');
}

const folders = ['hints', 'worlds'];
const paths = folders.flatMap((folder) =>
  filesBelow(`test/fixtures/recordings/${folder}`, '.json').filter((path) => /\/\d\d[^/]*\.json$/.test(path)),
);

/** What one Service's hints come to: those by traffic distribution one by one, those by capacity as counts. */
function hintsOf(service: ServiceLike, slices: readonly EndpointSliceLike[]): string[] {
  const own = slices.filter(({ metadata }) => metadata?.labels?.[LABEL_SERVICE_NAME] === service.metadata?.name);
  const isExact = readRequestedHints(service).strategy !== 'TopologyAware';
  const hinted = own.flatMap(({ endpoints }) =>
    (endpoints ?? []).flatMap(({ addresses, hints }) => {
      const names = [...(hints?.forZones ?? []), ...(hints?.forNodes ?? [])].map(({ name }) => name).join();
      return names === '' ? [] : [isExact ? `${addresses?.[0]} ${names}` : names];
    }),
  );
  if (isExact) return hinted.sort();
  const counts = new Map<string, number>();
  for (const zone of hinted) counts.set(zone, (counts.get(zone) ?? 0) + 1);
  return [...counts.values()].map(String).sort();
}

describe('planService, on the recorded states of a real control plane with hints,', () => {
  test('finds all six of them', () => {
    expect(paths).toHaveLength(6);
  });

  test.each(paths)('writes nothing to %s, hints included', (path) => {
    expect(planText(readSnapshot(path))).toBe('');
  });

  test.each(paths)('finds the hints of %s again after they were lost', (path) => {
    const { services, pods, nodes, slices } = readSnapshot(path);
    const unhinted = slices.map((slice) => ({
      ...slice,
      endpoints: (slice.endpoints ?? []).map((endpoint) => ({ ...endpoint, hints: null })),
    }));
    let hintedCount = 0;
    for (const service of services) {
      const { plan } = planService({ service, pods, nodes, slices: unhinted, maxEndpointsPerSlice: 10 });
      const after = applyPlan({ slices: unhinted, plan, nameSlice: () => 'new' });
      const recorded = hintsOf(service, slices);
      expect(hintsOf(service, after), service.metadata?.name ?? '').toEqual(recorded);
      hintedCount += recorded.length;
    }
    expect(hintedCount).toBeGreaterThan(9);
  });
});
