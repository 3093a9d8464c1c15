import { type EndpointSliceLike, planMirror, planService, planSlices } from 'endpointslice';
import { planHints } from 'endpointslice/hints';
import { describe, expect, test } from 'vitest';
import {
  buildEndpoint,
  buildNode,
  buildPod,
  buildService,
  buildSlice,
  ownerWeb,
  sliceLabelsOfWeb,
} from '../support/build.ts';

/** A slice with a field that holds itself, in a list behind another; planning must copy it, since its labels have changed. */
function slicesWith(part: object): EndpointSliceLike[] {
  const loop: { self?: object } = {};
  loop.self = loop;
  const wrong = buildSlice({ name: 'web-b', labels: { ...sliceLabelsOfWeb, old: 'x' }, endpoints: [buildEndpoint()] });
  const endpoints = (wrong.endpoints ?? []).map((endpoint) => ({ ...endpoint, ...('endpoint' in part && { loop }) }));
  const metadata = { ...wrong.metadata, ...('metadata' in part && { loop }) };
  return [buildSlice({ name: 'a', namespace: 'other' }), { ...wrong, metadata, endpoints }];
}

const service = buildService();
const groups = [{ addressType: 'IPv4', ports: [{ name: 'http', protocol: 'TCP', port: 80 }], endpoints: [] }];

describe('a slice that holds itself', () => {
  test.each<[string, object, (slices: EndpointSliceLike[]) => unknown]>([
    [
      'planService: slices[1].metadata must be nested at most 100 deep',
      { metadata: true },
      (slices) => planService({ service, pods: [buildPod()], nodes: [buildNode()], slices }),
    ],
    [
      'planHints: plan.unchanged[1].endpoints must be nested at most 100 deep',
      { endpoint: true },
      (unchanged) => planHints({ plan: { writes: [], unchanged }, strategy: () => ({ forZones: [{ name: 'a' }] }) }),
    ],
  ])('is named at its place in what the caller gave: %s', (message, part, call) => {
    expect(() => call(slicesWith(part))).toThrow(message);
  });

  test('is deleted without being copied', () => {
    const slices = slicesWith({ metadata: true });
    const input = { service: { namespace: 'shop', name: 'web' }, managedBy: 'me', owner: ownerWeb, groups, slices };
    expect(() => planSlices(input)).not.toThrow();
    expect(() => planMirror({ namespace: 'shop', name: 'web', slices })).not.toThrow();
  });
});
