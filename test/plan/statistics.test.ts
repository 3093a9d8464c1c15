import type { EndpointCounts } from '../../src/plan/plan-groups.ts';
import { measurePlan } from '../../src/plan/statistics.ts';
import { plannedCreate, plannedDelete, plannedUpdate } from '../../src/slice/planned-write.ts';
import {
  buildEndpoint,
  buildEndpoints,
  buildPod,
  buildService,
  buildSlice,
  type SliceFields,
} from '../support/build.ts';
import { deepFreeze } from '../support/deep-freeze.ts';
import { planWorld } from '../support/plan-world.ts';
import type { EndpointSlice, EndpointSliceLike } from 'endpointslice';
import { describe, expect, test } from 'vitest';

const counts: EndpointCounts = { addedCount: 7, removedCount: 8 };
const http = { name: 'http', protocol: 'TCP', port: 80 };
const dns = { name: 'dns', protocol: 'UDP', port: 53 };

function sliceOf(endpointCount: number, fields: SliceFields = {}): EndpointSliceLike {
  return buildSlice({ ports: [http], endpoints: buildEndpoints(endpointCount), ...fields });
}

describe('measurePlan', () => {
  test('counts what is written and what stays by type and ports, but not what is deleted (rule 1.16)', () => {
    const both = sliceOf(3, { ports: [http, dns] });
    const plan = deepFreeze({
      writes: [
        plannedCreate(sliceOf(5) as EndpointSlice, ['EndpointsAdded']),
        plannedUpdate(both, sliceOf(4, { ports: [dns, http] }) as EndpointSlice, ['EndpointsAdded']),
        plannedDelete(sliceOf(9), 'NotOwned'),
      ],
      unchanged: [sliceOf(2), sliceOf(6, { addressType: 'IPv6' })],
    });
    const ofIPv6 = { addedCount: 1, removedCount: 0 };
    expect(measurePlan(plan, new Map([['IPv6', ofIPv6] as const, ['IPv4', counts] as const]), 4)).toEqual([
      {
        addressType: 'IPv6',
        ...ofIPv6,
        portMaps: [{ ports: [http], endpointCount: 6, sliceCount: 1, idealSliceCount: 2, fill: 1.5 }],
      },
      {
        addressType: 'IPv4',
        ...counts,
        portMaps: [
          { ports: [dns, http], endpointCount: 4, sliceCount: 1, idealSliceCount: 1, fill: 1 },
          { ports: [http], endpointCount: 7, sliceCount: 2, idealSliceCount: 2, fill: 0.875 },
        ],
      },
    ]);
  });

  test('counts slices without endpoints or ports, and gives no port maps where no slice is', () => {
    const bare: EndpointSliceLike = { addressType: 'IPv4', metadata: { name: 'web-a' } };
    const empty = { ports: [], endpointCount: 0, sliceCount: 2, idealSliceCount: 0, fill: 0 };
    const plan = { writes: [], unchanged: [bare, sliceOf(0, { ports: [] })] };
    expect(measurePlan(plan, new Map([['IPv4', counts]]), 100)[0]?.portMaps).toEqual([empty]);
    expect(measurePlan({ writes: [], unchanged: [] }, new Map([['FQDN', counts]]), 100)).toEqual([
      { addressType: 'FQDN', ...counts, portMaps: [] },
    ]);
  });
});

describe('the statistics of a planned Service', () => {
  test('keep each address type by itself (rule 1.16.1)', () => {
    const service = buildService({ ipFamilies: ['IPv4', 'IPv6'] });
    const pods = [buildPod({ ip: ['10.0.0.1', 'fd00::1'] }), buildPod({ name: 'web-2', ip: ['10.0.0.2'] })];
    const gone = buildSlice({
      name: 'web-six',
      addressType: 'IPv6',
      endpoints: [buildEndpoint({ pod: 'gone', addresses: ['fd00::9'] })],
    });
    const { statistics } = planWorld({ service, pods, slices: [gone] });
    expect(
      statistics.map(({ addressType, addedCount, removedCount, portMaps }) => [
        addressType,
        addedCount,
        removedCount,
        portMaps.map(({ endpointCount }) => endpointCount),
      ]),
    ).toEqual([
      ['IPv4', 2, 0, [2]],
      ['IPv6', 1, 1, [1]],
    ]);
  });

  test('name the fewest slices that could hold the endpoints, none for none (rule 1.16.2)', () => {
    const pods = [1, 2, 3].map((index) => buildPod({ name: `web-${index}`, ip: [`10.0.0.${index}`] }));
    const slices = pods.map((_, index) =>
      buildSlice({
        name: `web-${index + 1}`,
        endpoints: [buildEndpoint({ pod: `web-${index + 1}`, addresses: [`10.0.0.${index + 1}`] })],
      }),
    );
    const counts = (input: Parameters<typeof planWorld>[0]) =>
      planWorld({ ...input, maxEndpointsPerSlice: 2 }).statistics.flatMap(({ portMaps }) =>
        portMaps.map(({ endpointCount, sliceCount, idealSliceCount }) => [endpointCount, sliceCount, idealSliceCount]),
      );
    expect(counts({ pods, slices })).toEqual([[3, 3, 2]]);
    expect(counts({ pods: [] })).toEqual([[0, 1, 0]]);
  });
});
