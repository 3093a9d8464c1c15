import { parseEndpointSlice, parseEndpointSliceUpdate } from 'endpointslice/schema';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { validatedSlice, validatedUpdate } from '../support/arbitraries/validated-slice.ts';
import { propertyRuns } from '../support/property-settings.ts';

/** What was taken for what; of a refusal only that it was one. */
function taken(result: ReturnType<typeof parseEndpointSlice>): unknown {
  return result.ok ? { value: result.value, warnings: result.warnings } : 'refused';
}

describe('the rules of 1.36 and 1.37', () => {
  test('accept the same new slices, and make the same of them', () => {
    fc.assert(
      fc.property(validatedSlice(), (slice) => {
        const before = parseEndpointSlice(slice, { kubernetes: '1.36' });
        expect(taken(parseEndpointSlice(slice, { kubernetes: '1.37' }))).toEqual(taken(before));
      }),
      { numRuns: propertyRuns(500) },
    );
  });

  test('accept the same updates, and make the same of them', () => {
    fc.assert(
      fc.property(validatedUpdate(), ({ slice, old }) => {
        const update = { input: slice, before: old };
        const before = parseEndpointSliceUpdate(update, { kubernetes: '1.36' });
        expect(taken(parseEndpointSliceUpdate(update, { kubernetes: '1.37' }))).toEqual(taken(before));
      }),
      { numRuns: propertyRuns(500) },
    );
  });
});
