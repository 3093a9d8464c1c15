import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { propertyRuns, propertySeed } from '../../support/property-settings.ts';
import { askReference, hasReference } from './reference.ts';
import { type SequenceOutput, sequence, sequencePart } from './sequence.ts';

/** How often the reference is asked again when it answered otherwise: it may have been chance. */
const retries = 64;

describe.skipIf(!hasReference)('a Service with hints over several syncs, beside the reference,', () => {
  test('differs only as the ledger says', () => {
    const cases = fc.sample(sequence, { numRuns: propertyRuns(100), seed: propertySeed });
    const inputs = cases.map((steps) => sequencePart.toReferenceInput(steps));
    const outputs = askReference<SequenceOutput>(sequencePart.part, inputs);
    for (const [index, steps] of cases.entries()) {
      const ours = sequencePart.ours(steps);
      const output = outputs[index] as SequenceOutput;
      if (sequencePart.agrees(steps, ours, output) || sequencePart.ledger(steps, ours, output).length > 0) continue;
      const again = askReference<SequenceOutput>(
        sequencePart.part,
        Array.from({ length: retries }, () => inputs[index] as object),
      );
      const isChance = again.some(
        (other) => sequencePart.agrees(steps, ours, other) || sequencePart.ledger(steps, ours, other).length > 0,
      );
      expect(isChance, `no entry accounts for ${JSON.stringify(inputs[index])}`).toBe(true);
    }
  });
});
