import {
  isDnsSubdomain,
  isLabelValue,
  proposeGenerateName,
  proposeLabelValue,
  proposeName,
} from 'endpointslice/server';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { propertyRuns } from '../support/property-settings.ts';
import { validatedText } from '../support/arbitraries/validated-slice.ts';

const texts = fc.array(validatedText(), { minLength: 1, maxLength: 3 });

test('proposals are valid, within their limits and different for different texts: names apart', () => {
  const seen = new Map<string, string>();
  fc.assert(
    fc.property(texts, fc.integer({ min: 26, max: 253 }), (list, maxBytes) => {
      const name = proposeName(list, maxBytes);
      expect(isDnsSubdomain(name)).toBe(true);
      expect(name.length).toBeLessThanOrEqual(maxBytes);
      const label = proposeLabelValue(list);
      expect(isLabelValue(label)).toBe(true);
      const prefix = proposeGenerateName(list);
      expect(prefix.length).toBeLessThanOrEqual(58);
      expect(isDnsSubdomain(`${prefix}abcde`)).toBe(true);
      const key = JSON.stringify(list);
      for (const proposal of [`prefix ${prefix}`, `label ${label}`, `name ${proposeName(list)}`]) {
        expect(seen.get(proposal) ?? key).toBe(key);
        seen.set(proposal, key);
      }
    }),
    { numRuns: propertyRuns(1000) },
  );
});
