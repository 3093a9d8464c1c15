import {
  applyPlan,
  buildCoreEndpoints,
  type CoreEndpointsLike,
  type EndpointSliceLike,
  type MirrorPlan,
  planMirror,
  type ServiceLike,
} from 'endpointslice';
import type { BenchCase, BenchWork } from './measure.ts';

const addressesPerSubset = 1000;

/** Endpoints of so many subsets of 1,000 addresses each, every tenth not ready, half of them with a target. */
function makeEndpoints(subsetCount: number): CoreEndpointsLike {
  const subsets = Array.from({ length: subsetCount }, (_, subset) => {
    const addresses = Array.from({ length: addressesPerSubset }, (__, index) => {
      const ip = `10.${subset}.${index >> 8}.${index & 255}`;
      if (index % 2 === 0) return { ip };
      return {
        ip,
        nodeName: `node-${index % 50}`,
        targetRef: { kind: 'Pod', namespace: 'shop', name: `p-${ip}`, uid: `uid-${ip}` },
      };
    });
    return {
      addresses: addresses.filter((__, index) => index % 10 !== 0),
      notReadyAddresses: addresses.filter((__, index) => index % 10 === 0),
      ports: [{ name: 'http', port: 8000 + subset, protocol: 'TCP' }],
    };
  });
  return { metadata: { namespace: 'shop', name: 'db', uid: 'u1' }, subsets };
}

/** As if it had come from the API server: every object and text on its own. */
function asRead<Value>(value: Value): Value {
  return JSON.parse(JSON.stringify(value)) as Value;
}

const service: ServiceLike = { metadata: { namespace: 'shop', name: 'db' }, spec: {} };

function writeCount({ plan }: MirrorPlan): number {
  return plan.writes.length;
}

/** `planMirror` and the way back for 1, 10 and 100 subsets of 1,000 addresses, against a floor that reads addresses. */
export function mirrorCases(subsetCounts: readonly number[]): BenchCase[] {
  return subsetCounts.flatMap((subsetCount) => [
    mirrorCase('cold-start', subsetCount, () => mirrorWork(subsetCount, () => [], subsetCount)),
    mirrorCase('nothing-changed', subsetCount, () => mirrorWork(subsetCount, (slices) => slices, 0)),
    mirrorCase('one-address-gone', subsetCount, () => mirrorWork(subsetCount, withoutOneEndpoint, 1)),
    mirrorCase('way-back', subsetCount, () => wayBackWork(subsetCount)),
  ]);
}

function mirrorCase(name: string, subsetCount: number, make: () => BenchWork): BenchCase {
  return { name: `mirror ${name}`, unit: 'IP', size: subsetCount * addressesPerSubset, make };
}

function mirrorWork(
  subsetCount: number,
  change: (slices: readonly EndpointSliceLike[]) => readonly EndpointSliceLike[],
  wantedWriteCount: number,
): BenchWork {
  const endpoints = asRead(makeEndpoints(subsetCount));
  const slices = asRead(change(mirroredSlices(endpoints)));
  return {
    unitCount: subsetCount * addressesPerSubset,
    run: () => planMirror({ endpoints, service, slices }),
    check: (result) => {
      const count = writeCount(result as MirrorPlan);
      if (count !== wantedWriteCount) throw new Error(`${count} writes instead of ${wantedWriteCount}`);
    },
    baseline: { name: 'floor', run: () => readAddresses(endpoints) },
    reference: {
      part: 'mirror',
      input: { endpoints, service, existing: slices, maxEndpointsPerSubset: addressesPerSubset },
    },
  };
}

function wayBackWork(subsetCount: number): BenchWork {
  const endpoints = asRead(makeEndpoints(subsetCount));
  const slices = asRead(mirroredSlices(endpoints));
  return {
    unitCount: subsetCount * addressesPerSubset,
    run: () => buildCoreEndpoints({ service, slices }),
    check: (result) => {
      const { endpoints: built } = result as ReturnType<typeof buildCoreEndpoints>;
      const count = built.subsets?.length;
      if (count !== subsetCount) throw new Error(`${count} subsets instead of ${subsetCount}`);
    },
    baseline: { name: 'floor', run: () => readAddresses(endpoints) },
  };
}

function mirroredSlices(endpoints: CoreEndpointsLike): EndpointSliceLike[] {
  const { plan } = planMirror({ endpoints, service, slices: [] });
  return applyPlan({ slices: [], plan, nameSlice: (_, index) => `db-${index}` });
}

function withoutOneEndpoint([first, ...others]: readonly EndpointSliceLike[]): readonly EndpointSliceLike[] {
  return first === undefined ? [] : [{ ...first, endpoints: (first.endpoints ?? []).slice(1) }, ...others];
}

/** The floor: one pass that reads the fields that mirroring needs and fills a map with identity keys. */
function readAddresses({ subsets }: CoreEndpointsLike): Map<string, boolean> {
  const found = new Map<string, boolean>();
  for (const { addresses, notReadyAddresses, ports } of subsets ?? []) {
    const port = ports?.[0]?.port ?? 0;
    for (const { ip, targetRef } of addresses ?? []) found.set(`${port}/${ip}/${targetRef?.uid ?? ''}`, true);
    for (const { ip, targetRef } of notReadyAddresses ?? []) found.set(`${port}/${ip}/${targetRef?.uid ?? ''}`, false);
  }
  return found;
}
