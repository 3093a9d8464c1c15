import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hintsCase, hintsOddities } from '../../support/arbitraries/hints.ts';
import { propertyRuns, propertySeed } from '../../support/property-settings.ts';
import { askReference, hasReference } from './reference.ts';
import { sequence, sequencePart } from './sequence.ts';
import { topologyPart } from './topology.ts';
import { removeHintsPart, type TrafficDistributionCase, trafficDistributionPart } from './traffic-distribution.ts';

/** One part of the reference, and how our answer is compared with its. */
interface Part<Case, Ours, Output> {
  readonly part: string;
  toReferenceInput(one: Case): object;
  ours(one: Case): Ours;
  agrees(one: Case, ours: Ours, reference: Output): boolean;
  ledger(one: Case, ours: Ours, reference: Output): string[];
}

/** How often the reference is asked again when it answered otherwise: it may have been chance. */
const retries = 64;

/** The entries of the ledger that were needed; fails for a difference that no entry accounts for. */
function compareAll<Case, Ours, Output>(part: Part<Case, Ours, Output>, cases: readonly Case[]): string[] {
  const outputs = askReference<Output>(
    part.part,
    cases.map((one) => part.toReferenceInput(one)),
  );
  const needed = new Set<string>();
  cases.forEach((one, index) => {
    const ours = part.ours(one);
    if (part.agrees(one, ours, outputs[index] as Output)) return;
    let entries = part.ledger(one, ours, outputs[index] as Output);
    if (entries.length === 0) {
      const again = askReference<Output>(
        part.part,
        Array.from({ length: retries }, () => part.toReferenceInput(one)),
      );
      if (again.some((output) => part.agrees(one, ours, output))) return;
      entries = [...new Set(again.flatMap((output) => part.ledger(one, ours, output)))];
      expect(entries, `no entry accounts for ${JSON.stringify(part.toReferenceInput(one))}`).not.toEqual([]);
    }
    for (const entry of entries) needed.add(entry);
  });
  return [...needed];
}

const anyCase = fc.subarray([...hintsOddities], { maxLength: 2 }).chain((odd) => hintsCase(odd));
const modes = fc.constantFrom<TrafficDistributionCase['mode']>('PreferClose', 'PreferSameZone', 'PreferSameNode', null);
const settings = { numRuns: propertyRuns(400), seed: propertySeed };

describe.skipIf(!hasReference)('hints, beside the reference,', () => {
  test('by capacity are the same where it handles everything, up to the minimum that it may miss', () => {
    const needed = compareAll(topologyPart, fc.sample(hintsCase([]), settings));
    expect(['hints/minimum-not-reached']).toEqual(expect.arrayContaining(needed));
  });

  test('by capacity differ only as the ledger says', () => {
    const needed = compareAll(topologyPart, fc.sample(anyCase, settings));
    expect([
      'hints/leftover-hints',
      'hints/minimum-not-reached',
      'hints/one-zone-text',
      'hints/ready-absent',
      'hints/rewrite-without-zone',
      'hints/zone-not-examined',
      'hints/zone-without-nodes',
    ]).toEqual(expect.arrayContaining(needed));
  });

  test('by traffic distribution differ only as the ledger says', () => {
    const cases = fc.sample(fc.record({ plan: anyCase.map(({ plan }) => plan), mode: modes }), settings);
    const needed = compareAll(trafficDistributionPart, cases);
    expect(['hints/leftover-hints', 'hints/ready-absent']).toEqual(expect.arrayContaining(needed));
  });

  test('are removed as by the reference', () => {
    const cases = fc.sample(fc.record({ plan: anyCase.map(({ plan }) => plan), mode: fc.constant(null) }), settings);
    expect(compareAll(removeHintsPart, cases)).toEqual([]);
  });

  test('of a Service over several syncs differ only as the ledger says', () => {
    const needed = compareAll(sequencePart, fc.sample(sequence, { ...settings, numRuns: propertyRuns(150) }));
    expect([
      'hints/leftover-hints',
      'hints/minimum-not-reached',
      'hints/one-zone-text',
      'hints/populated-per-family',
      'hints/rewrite-without-zone',
      'hints/zone-without-nodes',
    ]).toEqual(expect.arrayContaining(needed));
  });
});
