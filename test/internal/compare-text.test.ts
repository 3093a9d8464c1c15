import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareCodePoints } from '../../src/internal/compare-text.ts';
import { propertyRuns } from '../support/property-settings.ts';

describe('compareCodePoints', () => {
  test('orders as the bytes of UTF-8 do', () => {
    const unit = fc.constantFrom('a', 'b', '\u07ff', '\ud7ff', '\ue000', '\uffff', '\u{10000}', '\u{10ffff}');
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 3 }), fc.string({ unit, maxLength: 3 }), (left, right) => {
        expect(Math.sign(compareCodePoints(left, right))).toBe(Buffer.compare(Buffer.from(left), Buffer.from(right)));
      }),
      { numRuns: propertyRuns(1000) },
    );
  });
});
