import { type Recording, readRecording, recordedStates } from '../support/recordings.ts';
import { createsOf, deletesOf, updatesOf } from '../support/writes.ts';
import {
  applyPlan,
  buildCoreEndpoints,
  compareCoreEndpoints,
  type EndpointSliceLike,
  planMirror,
  repackSubsets,
  type ServiceLike,
} from 'endpointslice';
import { LABEL_MANAGED_BY, MIRRORING_CONTROLLER } from 'endpointslice/well-known';
import { describe, expect, test } from 'vitest';

function serviceOf({ services }: Recording, name: string | null | undefined): ServiceLike {
  const service = services.find(({ metadata }) => metadata?.name === name);
  if (service === undefined) throw new Error(`no Service ${name}`);
  return service;
}

/** What matters of a slice, whatever the API server adds. */
function essenceOf({ metadata, addressType, ports, endpoints }: EndpointSliceLike): object {
  const byAddress = [...(endpoints ?? [])].sort((left, right) =>
    String(left.addresses) < String(right.addresses) ? -1 : 1,
  );
  const { name, namespace, labels, annotations, ownerReferences } = metadata ?? {};
  return { name, namespace, labels, annotations, ownerReferences, addressType, ports, endpoints: byAddress };
}

describe('every recorded state', () => {
  test.each(recordedStates)('%s is a fixed point of mirroring: nothing to write (rule 3.4.2)', (state) => {
    const recording = readRecording(state);
    const unchanged = recording.endpoints.flatMap((endpoints) => {
      const service = serviceOf(recording, endpoints.metadata?.name);
      const { plan } = planMirror({ endpoints, service, slices: recording.slices });
      expect([createsOf(plan), updatesOf(plan), deletesOf(plan)]).toEqual([[], [], []]);
      return plan.unchanged;
    });
    const mirrored = recording.slices.filter(
      ({ metadata }) => metadata?.labels?.[LABEL_MANAGED_BY] === MIRRORING_CONTROLLER,
    );
    expect(unchanged).toHaveLength(mirrored.length);
    if (state.startsWith('legacy/')) expect(mirrored).toHaveLength(4);
  });

  test.each(recordedStates)('%s stays one when every address is mirrored, and with slices in any order', (state) => {
    const recording = readRecording(state);
    for (const endpoints of recording.endpoints) {
      const service = serviceOf(recording, endpoints.metadata?.name);
      const slices = [...recording.slices].reverse();
      const { plan } = planMirror({ endpoints, service, slices, mirrorAllAddresses: true });
      expect([createsOf(plan), updatesOf(plan), deletesOf(plan)]).toEqual([[], [], []]);
    }
  });

  test.each(recordedStates)('%s holds the Endpoints that its slices build, but for pods on a missing node', (state) => {
    const recording = readRecording(state);
    for (const endpoints of recording.endpoints) {
      const service = serviceOf(recording, endpoints.metadata?.name);
      const built = buildCoreEndpoints({ service, slices: recording.slices });
      const { differences } = compareCoreEndpoints({ service, endpoints, slices: recording.slices });
      if (endpoints.metadata?.name === 'skip') {
        expect(differences.map(({ kind, address }) => `${kind} ${address}`)).toEqual(['OnlyInEndpoints 203.0.113.30']);
        continue;
      }
      // The Endpoints controller lists pods whose node is gone; the endpointslice controller leaves them out (1.5.1).
      for (const { kind, inEndpoints } of differences) {
        expect([kind, inEndpoints?.nodeName]).toEqual(['OnlyInEndpoints', 'ghost-node']);
      }
      if (differences.length > 0) continue;
      expect(built.endpoints.subsets ?? []).toEqual(repackSubsets(endpoints.subsets));
      expect(built.notices).toEqual([]);
      // Those that a controller wrote are equal to the byte, order and labels included.
      if (service.spec?.selector === undefined) continue;
      expect(built.endpoints.subsets).toEqual(endpoints.subsets);
      expect(built.endpoints.metadata.labels).toEqual(endpoints.metadata?.labels);
    }
  });
});

describe('the recorded change of Endpoints', () => {
  test('is what mirroring plans: the slice of the old ports is recycled under its name (rule 3.5.1)', () => {
    const before = readRecording('legacy/01-created');
    const after = readRecording('legacy/02-moved');
    const slices = after.endpoints.reduce<readonly EndpointSliceLike[]>((now, endpoints) => {
      const { plan } = planMirror({ endpoints, service: serviceOf(after, endpoints.metadata?.name), slices: now });
      return applyPlan({ slices: now, plan, nameSlice: () => 'unexpected' });
    }, before.slices);
    expect(slices.map(essenceOf)).toEqual(after.slices.map(essenceOf));
  });
});
