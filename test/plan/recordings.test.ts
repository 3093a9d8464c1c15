import {
  applyPlan,
  type EndpointLike,
  type EndpointPortLike,
  type EndpointSliceLike,
  formatPlan,
  planService,
  portMapKey,
  type ServiceLike,
  type ServicePlan,
} from 'endpointslice';
import { describe, expect, test } from 'vitest';
import { type Recording, readRecording, recordedStates } from '../support/recordings.ts';

/** Endpoints a slice had at most in each folder (recordings/README.md); 100 in the others. */
const maxima: { readonly [folder: string]: number } = { bookinfo: 10, rollout: 10, hints: 10, worlds: 10 };

/** The Services of a state that the planner plans. */
function plannedServices({ services }: Recording): readonly ServiceLike[] {
  return services.filter(({ spec }) => spec?.selector !== undefined && spec.selector !== null);
}

function planState(
  state: string,
  recording: Recording,
  service: ServiceLike,
  slices: readonly EndpointSliceLike[],
): ServicePlan {
  const maxEndpointsPerSlice = maxima[state.split('/')[0] ?? ''] ?? 100;
  const { pods, nodes } = recording;
  return planService({ service, pods, nodes, slices, maxEndpointsPerSlice });
}

function slicesOf({ slices }: Recording, service: ServiceLike): readonly EndpointSliceLike[] {
  return slices.filter(
    ({ metadata }) =>
      metadata?.namespace === service.metadata?.namespace &&
      metadata?.labels?.['kubernetes.io/service-name'] === service.metadata?.name,
  );
}

/** Everything that slices say, sorted, without names, times, hints and how endpoints are spread over slices. */
function contentOf(slices: readonly EndpointSliceLike[]): string[] {
  return slices
    .flatMap(({ metadata, addressType, ports, endpoints }) => {
      const about = [addressType, sortedEntries(metadata?.labels), metadata?.ownerReferences];
      // Which ports an empty slice has depends on what stood there before.
      if ((endpoints ?? []).length === 0) return [JSON.stringify([...about, 'empty'])];
      return (endpoints ?? []).map((one) => JSON.stringify([...about, sortedPorts(ports), withoutHints(one)]));
    })
    .sort();
}

function sortedPorts(ports: readonly EndpointPortLike[] | null | undefined): readonly string[] {
  return (ports ?? []).map((port) => portMapKey([port])).sort();
}

function sortedEntries(map: { readonly [key: string]: unknown } | null | undefined): unknown {
  return Object.entries(map ?? {}).sort(([left], [right]) => (left < right ? -1 : 1));
}

/** The fields of an endpoint in one order. */
function withoutHints({ addresses, conditions, hostname, targetRef, nodeName, zone }: EndpointLike): unknown {
  return [
    [...(addresses ?? [])].sort(),
    sortedEntries({ ...conditions }),
    hostname,
    sortedEntries({ ...targetRef }),
    nodeName,
    zone,
  ];
}

describe('planService, on what a real control plane wrote,', () => {
  test.each(recordedStates)('writes nothing: %s', (state) => {
    const recording = readRecording(state);
    for (const service of plannedServices(recording)) {
      const { plan } = planState(state, recording, service, recording.slices);
      expect(formatPlan({ ...plan, unchanged: [] }), service.metadata?.name ?? '').toBe('');
      expect(plan.unchanged).toHaveLength(slicesOf(recording, service).length);
    }
  });

  test.each(recordedStates)('comes to the same from scratch: %s', (state) => {
    const recording = readRecording(state);
    for (const service of plannedServices(recording)) {
      const { plan } = planState(state, recording, service, []);
      const planned = applyPlan({ slices: [], plan, nameSlice: (_, index) => `new-${index}` });
      const recorded = slicesOf(recording, service);
      // A slice left empty by a scale-down stays; from scratch there is no reason for it where others have endpoints.
      const standing = recorded.filter(
        (slice) =>
          (slice.endpoints?.length ?? 0) > 0 ||
          planned.some(({ endpoints, addressType }) => endpoints?.length === 0 && addressType === slice.addressType),
      );
      expect(contentOf(planned)).toEqual(contentOf(standing));
    }
  });

  test('covers all recorded Services with a selector', () => {
    const counts = recordedStates.map((state) => plannedServices(readRecording(state)).length);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBeGreaterThan(70);
  });
});
