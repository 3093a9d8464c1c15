import { parseEndpointSlice } from 'endpointslice/schema';
import { parseUpdate } from '../support/slice-update.ts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type SliceJson, validatedSlice, validatedUpdate } from '../support/arbitraries/validated-slice.ts';
import { sliceWith, sliceWithMetadata } from '../support/issues-of.ts';
import { propertyRuns } from '../support/property-settings.ts';

const runs = { numRuns: propertyRuns(1000) };

/** What was taken for what; of a refusal only that it was one. */
function taken(result: ReturnType<typeof parseEndpointSlice>): unknown {
  return result.ok ? { value: result.value, warnings: result.warnings } : 'refused';
}

/** A good slice with one field of another one, so that what is wrong with that one alone decides. */
function sliceOfOneField(field: string, drawn: SliceJson): Record<string, unknown> {
  const metadata = drawn['metadata'] as Record<string, unknown>;
  return field in metadata ? sliceWithMetadata({ [field]: metadata[field] }) : sliceWith({ [field]: drawn[field] });
}

const fields = [
  'addressType',
  'endpoints',
  'ports',
  'labels',
  'annotations',
  'ownerReferences',
  'finalizers',
  'managedFields',
];

describe('the rules of 1.36 and 1.37', () => {
  test('accept the same new slices, and make the same of them', () => {
    fc.assert(
      fc.property(validatedSlice(), fc.constantFrom(...fields), (drawn, field) => {
        const slice = sliceOfOneField(field, drawn);
        const before = parseEndpointSlice(slice, { kubernetes: '1.36' });
        expect(taken(parseEndpointSlice(slice, { kubernetes: '1.37' }))).toEqual(taken(before));
      }),
      runs,
    );
  });

  test('accept the same updates, and make the same of them', () => {
    fc.assert(
      fc.property(validatedUpdate(), fc.constantFrom(...fields), ({ slice, old }, field) => {
        const update = { input: sliceOfOneField(field, slice), before: sliceOfOneField(field, old) };
        const before = parseUpdate(update, { kubernetes: '1.36' });
        expect(taken(parseUpdate(update, { kubernetes: '1.37' }))).toEqual(taken(before));
      }),
      runs,
    );
  });
});
