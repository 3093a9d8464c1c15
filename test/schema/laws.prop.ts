import { convertFromV1beta1, convertToV1beta1, type EndpointSlice } from 'endpointslice';
import { parseEndpointSlice, parseEndpointSliceUpdate, validateEndpointSlice } from 'endpointslice/schema';
import equal from 'fast-deep-equal';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeSlice } from '../../src/schema/decode.ts';
import { startReading } from '../../src/schema/read-fields.ts';
import { sliceShapes } from '../../src/schema/shapes.ts';
import { hostileValue } from '../support/arbitraries/hostile.ts';
import { asV1beta1, type SliceJson, validatedSlice, validatedUpdate } from '../support/arbitraries/validated-slice.ts';
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

const runs = { numRuns: propertyRuns(300) };

describe('validation', () => {
  test('inputs untouched: nothing is changed, and nothing of the result is the input', () => {
    fc.assert(
      fc.property(validatedUpdate(), ({ slice, old }) => {
        deepFreeze(slice);
        deepFreeze(old);
        const inputs = objectsIn([slice, old]);
        for (const result of [parseEndpointSlice(slice), parseEndpointSliceUpdate({ input: slice, before: old })]) {
          for (const part of objectsIn(result)) expect(inputs.has(part)).toBe(false);
        }
        validateEndpointSlice(slice);
      }),
      runs,
    );
  });

  test('fixed point: what it returns is accepted again, as it is', () => {
    fc.assert(
      fc.property(validatedSlice(), (slice) => {
        const first = parseEndpointSlice(slice);
        if (!first.ok) return;
        const second = parseEndpointSlice(first.value, { strict: true });
        expect(second.ok && second.value).toEqual(first.value);
        const update = parseEndpointSliceUpdate({
          input: { ...first.value, metadata: { ...first.value.metadata, name: 'n', resourceVersion: '1' } },
          before: { ...first.value, metadata: { ...first.value.metadata, name: 'n', resourceVersion: '1' } },
        });
        expect(update.ok).toBe(true);
      }),
      runs,
    );
  });

  test('one verdict: issues are the same with a copy and without, and there are none exactly if the slice is accepted', () => {
    fc.assert(
      fc.property(fc.oneof(validatedSlice(), hostileJson()), fc.boolean(), (slice, strict) => {
        const parsed = parseEndpointSlice(slice, { strict });
        const issues = validateEndpointSlice(slice, { strict });
        expect(parsed.ok ? [] : parsed.issues).toEqual(issues);
      }),
      runs,
    );
  });

  test('reading agrees with shape: reading by hand breaks exactly where the schema finds something', () => {
    fc.assert(
      fc.property(fc.oneof(validatedSlice(), hostileJson()), fc.boolean(), (value, strict) => {
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

  test('order-freedom: the order of keys changes nothing', () => {
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

  test('there and back: a slice without hostname, zone or nothing in its topology comes back as it was', () => {
    fc.assert(
      fc.property(slices, (slice) => {
        const once = convertFromV1beta1(convertToV1beta1(slice));
        // What comes back is lost once and not again.
        expect(convertFromV1beta1(convertToV1beta1(once))).toEqual(once);
        const isPlain = (slice.endpoints ?? []).every(
          ({ deprecatedTopology }) => deprecatedTopology === undefined || deprecatedTopology === null,
        );
        if (isPlain) expect(equal(convertToV1beta1(once), convertToV1beta1(slice))).toBe(true);
      }),
      runs,
    );
  });

  test('there and back: v1beta1 gains at most the hostname that nodeName says', () => {
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

/** Hostile values as JSON can hold them. */
function hostileJson(): fc.Arbitrary<unknown> {
  return hostileValue()
    .map((value) => {
      try {
        return JSON.parse(JSON.stringify(value) ?? 'null') as unknown;
      } catch {
        return null;
      }
    })
    .filter((value) => value !== null);
}

function withReversedKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withReversedKeys);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, field]) => [key, withReversedKeys(field)]),
  );
}
