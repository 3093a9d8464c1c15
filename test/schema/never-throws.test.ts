import {
  parseEndpointSlice,
  parseEndpoints,
  type ParseResult,
  parseNode,
  parsePod,
  parseService,
  type SliceParseOptions,
  validateEndpointSlice,
} from 'endpointslice/schema';
import { parseUpdate, validateUpdate } from '../support/slice-update.ts';
import { describe, expect, test } from 'vitest';
import { sliceWith, sliceWithEndpoint, sliceWithMetadata } from '../support/issues-of.ts';

function fail(): never {
  throw new Error('trap');
}

function linesOf(result: ParseResult<unknown>): readonly string[] {
  return result.ok ? [] : result.issues.map(({ type, path, detail }) => `${type} ${path}: ${detail}`);
}

/** Issues of a slice and of an update, found with a copy and without. */
function issuesWith(options: unknown): readonly string[] {
  const [slice, settings] = [sliceWith(), options as SliceParseOptions];
  const update = { input: sliceWithMetadata({ resourceVersion: '1' }), before: slice };
  const result = parseEndpointSlice(slice, settings);
  expect(validateEndpointSlice(slice, settings)).toEqual(result.ok ? [] : result.issues);
  if (typeof settings === 'object') {
    const updateResult = parseUpdate(update, settings);
    expect(validateUpdate(update, settings)).toEqual(updateResult.ok ? [] : updateResult.issues);
    expect(linesOf(updateResult)).toEqual(linesOf(result));
  }
  return linesOf(result);
}

/** An object that says `first` for a field when it is read once, and throws from then on. */
function readableTimes(count: number, fields: { readonly [field: string]: unknown }): object {
  let left = count;
  return new Proxy(fields, {
    get: (target, key) => {
      left -= 1;
      return left < 0 ? fail() : (Reflect.get(target, key) as unknown);
    },
  });
}

describe('options', () => {
  test('that are absent or null are the default', () => {
    for (const options of [
      undefined,
      null,
      {},
      { strict: null, mode: undefined, kubernetes: null, nameSuffix: null },
    ]) {
      expect(issuesWith(options)).toEqual([]);
    }
  });

  test('that are invalid are issues, and the default is used', () => {
    expect(issuesWith(5)).toEqual(['TypeInvalid options: must be an object, got 5']);
    expect(issuesWith('strict')).toEqual(['TypeInvalid options: must be an object, got "strict"']);
    expect(issuesWith({ strict: 'yes', mode: 'objekt', kubernetes: '1.35', nameSuffix: 5 })).toEqual([
      'TypeInvalid options.strict: must be true or false, got "yes"',
      'TypeInvalid options.mode: must be "request" or "object", got "objekt"',
      'TypeInvalid options.kubernetes: must be "1.36" or "1.37", got "1.35"',
      'TypeInvalid options.nameSuffix: must be a string, got 5',
    ]);
    expect(
      issuesWith({
        get mode(): never {
          return fail();
        },
      }),
    ).toEqual(['TypeInvalid options.mode: must be "request" or "object", got a value that cannot be read']);
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    // The last says that `before` cannot be read either.
    expect(linesOf(parseEndpointSlice(sliceWith(), proxy)).filter((line) => line.includes('options.'))).toHaveLength(4);
    expect(validateEndpointSlice(sliceWith(), proxy).some(({ path }) => path === 'before')).toBe(true);
  });

  test('come before what is wrong with the slice, which is looked at with those that are good', () => {
    const result = parseEndpointSlice({ ...sliceWith({ ports: 5 }), spec: {} }, { strict: true, mode: 'x' } as never);
    expect(linesOf(result).map((line) => line.slice(0, line.indexOf(':')))).toEqual([
      'TypeInvalid options.mode',
      'TypeInvalid ports',
      'UnknownField spec',
    ]);
  });

  test('are taken one by one', () => {
    const named = sliceWithMetadata({ name: undefined, generateName: 'a-' });
    const withObject = parseEndpointSlice(named, { mode: 'object' });
    expect(linesOf(withObject)).toEqual(['Required metadata.name: name or generateName is required']);
    expect(linesOf(parseEndpointSlice(named, { nameSuffix: 'A' }))[0]).toMatch(/^Invalid metadata.name: a lowercase/);
    const owner = sliceWithMetadata({ ownerReferences: [{}] });
    expect(linesOf(parseEndpointSlice(owner, { kubernetes: '1.37' }))[0]).toMatch(/ownerReferences\[0\]/);
    expect(linesOf(parseEndpointSlice(owner, { kubernetes: '1.36' }))[0]).not.toMatch(/ownerReferences\[0\]/);
  });
});

describe('an update', () => {
  test('of any value to any value has an answer', () => {
    for (const value of [5, 'x', 5n, Symbol('s'), [], new Map()]) {
      const name = typeof value;
      const update = { input: value, before: value };
      const lines = linesOf(parseUpdate(update));
      expect(lines[0], name).toMatch(/^(Required|TypeInvalid) : /);
      expect(
        lines.some((line) => /^(Required|TypeInvalid) before(\.|: )/.test(line)),
        name,
      ).toBe(true);
      expect(validateUpdate(update).length, name).toBe(lines.length);
    }
  });

  test('of nothing is a create', () => {
    for (const before of [undefined, null]) {
      expect(parseEndpointSlice(sliceWith(), { before })).toEqual(parseEndpointSlice(sliceWith()));
    }
  });

  test('of what cannot be read names it', () => {
    const options = {
      get before(): never {
        return fail();
      },
    };
    expect(linesOf(parseEndpointSlice(sliceWithMetadata({ resourceVersion: '1' }), options))[0]).toBe(
      'TypeInvalid before: must be an object, got a value that cannot be read',
    );
  });
});

describe('a value that changes while it is read', () => {
  test.each([1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 16, 24])('has an answer, when it throws from reading %i on', (count) => {
    const endpoint = { addresses: ['10.0.0.1'], nodeName: 'n', hints: { forZones: [{ name: 'a' }] } };
    for (const value of [
      readableTimes(count, sliceWith()),
      sliceWith({ endpoints: [readableTimes(count, endpoint)] }),
      sliceWith({ endpoints: readableTimes(count, [endpoint] as never) }),
      sliceWithMetadata({ labels: readableTimes(count, { a: 'b' }) }),
      sliceWith({ metadata: readableTimes(count, { name: 'a', namespace: 'b' }) }),
    ]) {
      expect(Array.isArray(validateEndpointSlice(value))).toBe(true);
      expect(typeof parseEndpointSlice(value).ok).toBe('boolean');
      const update = { input: value, before: value };
      expect(Array.isArray(validateUpdate(update))).toBe(true);
      expect(typeof parseUpdate(update).ok).toBe('boolean');
    }
  });

  test('is copied to be judged, when it throws at the second reading', () => {
    let reads = 0;
    const endpoint = {
      addresses: ['10.0.0.1'],
      get nodeName(): string {
        reads += 1;
        return reads % 2 === 0 ? fail() : 'n';
      },
    };
    expect(validateEndpointSlice(sliceWithEndpoint({ ...endpoint }))).toEqual([]);
    reads = 0;
    expect(validateEndpointSlice(sliceWith({ endpoints: [endpoint] }))).toEqual([]);
    // Once without a copy, once by the rules, once for the copy.
    expect(reads).toBe(3);
  });

  test('that prints another time each time it is asked is as good as its first answer', () => {
    let count = 0;
    const time = {
      toISOString: () => {
        count += 1;
        return count % 3 === 0 ? fail() : '2026-01-02T03:04:05Z';
      },
    };
    for (let round = 0; round < 6; round += 1) {
      const slice = sliceWithMetadata({ creationTimestamp: time, deletionTimestamp: time });
      expect(typeof parseUpdate({ input: slice, before: slice }).ok).toBe('boolean');
      expect(typeof parseEndpointSlice(slice, { mode: 'object' }).ok).toBe('boolean');
      expect(typeof parsePod({ metadata: { creationTimestamp: time } }).ok).toBe('boolean');
    }
  });

  test('and prints itself as a time where an object is wanted is an issue', () => {
    const time = new Proxy(
      { toISOString: () => '2026-01-02T03:04:05Z' },
      {
        ownKeys: fail,
        get: (target, key) => (key === 'toISOString' ? target.toISOString : fail()),
      },
    );
    for (const parse of [parseService, parsePod, parseNode, parseEndpoints]) {
      const lines = linesOf(parse({ metadata: { name: 'a', labels: time } }));
      expect(lines).toHaveLength(1);
      expect(lines[0]).toMatch(/^TypeInvalid/);
      expect(linesOf(parse(time))).toHaveLength(1);
    }
    expect(linesOf(parseEndpointSlice(sliceWithMetadata({ labels: time })))).toHaveLength(1);
  });
});
