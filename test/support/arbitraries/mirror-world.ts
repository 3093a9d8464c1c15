import fc from 'fast-check';
import { planMirror, type PlanMirrorInput } from 'endpointslice';
import { deepFreeze } from '../deep-freeze.ts';
import { service, slicesAfter } from '../mirror-world.ts';
import { type EndpointsShape, endpointsArbitrary, strayingSlices } from './core-endpoints.ts';

/** Endpoints, and slices that mirrored earlier Endpoints of the name, with others among them; frozen. */
export function mirrorWorlds(shape: EndpointsShape): fc.Arbitrary<PlanMirrorInput> {
  return fc
    .record({
      endpoints: endpointsArbitrary(shape),
      earlier: endpointsArbitrary(shape),
      straying: strayingSlices,
      maxAddressesPerSubset: fc.constantFrom(1, 2, 3, 5, 1000),
      mirrorAllAddresses: fc.boolean(),
      explicitConditions: fc.boolean(),
    })
    .map(({ earlier, straying, ...rest }) => {
      const first = planMirror({ ...rest, endpoints: deepFreeze(earlier), service, slices: [] });
      return deepFreeze({ ...rest, service, slices: [...slicesAfter([], first.plan), ...straying] });
    });
}
