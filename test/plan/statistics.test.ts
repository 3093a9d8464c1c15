import { describe, expect, test } from 'vitest';
import { buildEndpoint, buildPod, buildService, buildSlice } from '../support/build.ts';
import { planWorld } from '../support/plan-world.ts';

describe('the statistics of a plan', () => {
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
