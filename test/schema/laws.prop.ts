import { convertFromV1beta1, convertToV1beta1 } from 'endpointslice/server';
import type { EndpointSlice } from 'endpointslice';
import { parseEndpointSlice, validateEndpointSlice } from 'endpointslice/schema';
import { parseUpdate } from '../support/slice-update.ts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeSlice } from '../../src/decode/decode-slice.ts';
import { startReading } from '../../src/decode/read-fields.ts';
import { sliceShapes } from '../../src/schema/shapes.ts';
import { hostileJson } from '../support/arbitraries/hostile.ts';
import {
  asV1beta1,
  type SliceJson,
  validatedSlice,
  validatedUpdate,
  withNulls,
} from '../support/arbitraries/validated-slice.ts';
import { propertyRuns } from '../support/property-settings.ts';

/** A value that throws when anything in it is changed. */
function deepFreeze<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const field of Object.values(value)) deepFreeze(field);
  }
  return value;
}

/** Every object in a value. */
function objectsIn(value: unknown, found: Set<object> = new Set()): Set<object> {
  if (typeof value !== 'object' || value === null || found.has(value)) return found;
  found.add(value);
  for (const field of Object.values(value)) objectsIn(field, found);
  return found;
}

/** A slice with every field of its type, or JSON of any kind. */
const anySlice: fc.Arbitrary<unknown> = fc.oneof(
  validatedSlice(),
  fc
    .tuple(validatedSlice(), fc.array(fc.nat(100_000), { maxLength: 3 }))
    .map(([slice, places]) => withNulls(slice, places)),
  fc.nat().map(hostileJson),
);

const runs = { numRuns: propertyRuns(300) };

describe('validation', () => {
  test('changes nothing that it is given and returns none of it: inputs untouched', () => {
    fc.assert(
      fc.property(validatedUpdate(), ({ slice, old }) => {
        deepFreeze(slice);
        deepFreeze(old);
        const inputs = objectsIn([slice, old]);
        for (const result of [parseEndpointSlice(slice), parseUpdate({ input: slice, before: old })]) {
          for (const part of objectsIn(result)) expect(inputs.has(part)).toBe(false);
        }
        validateEndpointSlice(slice);
      }),
      runs,
    );
  });

  test('accepts again what it returned, as it is: fixed point', () => {
    fc.assert(
      fc.property(validatedSlice(), (slice) => {
        const first = parseEndpointSlice(slice);
        if (!first.ok) return;
        const second = parseEndpointSlice(first.value, { strict: true });
        expect(second.ok && second.value).toEqual(first.value);
        const update = parseUpdate({
          input: { ...first.value, metadata: { ...first.value.metadata, name: 'n', resourceVersion: '1' } },
          before: { ...first.value, metadata: { ...first.value.metadata, name: 'n', resourceVersion: '1' } },
        });
        expect(update.ok).toBe(true);
      }),
      runs,
    );
  });

  test('finds the same with a copy and without: one verdict', () => {
    fc.assert(
      fc.property(anySlice, fc.boolean(), (slice, strict) => {
        const parsed = parseEndpointSlice(slice, { strict });
        const issues = validateEndpointSlice(slice, { strict });
        expect(parsed.ok ? [] : parsed.issues).toEqual(issues);
      }),
      runs,
    );
  });

  test('breaks by hand exactly where the schema finds something: reading agrees with shape', () => {
    fc.assert(
      fc.property(anySlice, fc.boolean(), (value, strict) => {
        const reading = startReading({ strict, copies: true });
        const { version } = decodeSlice(value, reading);
        const shapes = sliceShapes(version, strict);
        const endpoints = (value as SliceJson | null)?.['endpoints'];
        const fits =
          shapes.slice.safeParse(value).success &&
          (!Array.isArray(endpoints) || shapes.endpoints.safeParse(endpoints).success);
        expect(reading.broken).toBe(!fits);
      }),
      { numRuns: propertyRuns(1000) },
    );
  });

  test('does not look at the order of keys: key order-freedom', () => {
    fc.assert(
      fc.property(validatedSlice(), (slice) => {
        expect(validateEndpointSlice(withReversedKeys(slice))).toEqual(validateEndpointSlice(slice));
      }),
      runs,
    );
  });
});

describe('conversion', () => {
  const slices = validatedSlice().map((slice) => slice as unknown as EndpointSlice);

  test('loses nothing of v1 twice: there and back', () => {
    fc.assert(
      fc.property(slices, (slice) => {
        const once = convertFromV1beta1(convertToV1beta1(slice));
        // What comes back is lost once and not again.
        expect(convertFromV1beta1(convertToV1beta1(once))).toEqual(once);
        const isPlain = (slice.endpoints ?? []).every(
          ({ deprecatedTopology }) => deprecatedTopology === undefined || deprecatedTopology === null,
        );
        if (isPlain) expect(convertToV1beta1(once)).toEqual(convertToV1beta1(slice));
      }),
      runs,
    );
  });

  test('loses nothing of v1beta1 twice: there and back', () => {
    fc.assert(
      fc.property(validatedSlice(), (slice) => {
        const beta = asV1beta1(slice) as never;
        const once = convertToV1beta1(convertFromV1beta1(beta));
        expect(convertToV1beta1(convertFromV1beta1(once))).toEqual(once);
      }),
      runs,
    );
  });
});

function withReversedKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withReversedKeys);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, field]) => [key, withReversedKeys(field)]),
  );
}
