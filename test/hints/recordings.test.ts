import {
  type EndpointSliceLike,
  formatPlan,
  type NodeLike,
  type PodLike,
  planService,
  type ServiceLike,
} from 'endpointslice';
import { describe, expect, test } from 'vitest';
import { filesBelow, readProjectFile } from '../repo/source-files.ts';

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

describe('planService, on the recorded states of a real control plane with hints,', () => {
  test('finds all six of them', () => {
    expect(paths).toHaveLength(6);
  });

  test.each(paths)('writes nothing to %s, hints included', (path) => {
    expect(planText(readSnapshot(path))).toBe('');
  });
});
