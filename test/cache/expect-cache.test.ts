import * as library from 'endpointslice';
import { describe, expect, test } from 'vitest';
import { deepFreeze } from '../support/deep-freeze.ts';
import { sliceOf, webHttp } from '../support/slice-of.ts';

const { emptyCache } = library;
const question = { service: { namespace: 'shop', name: 'web' } };
const slice = sliceOf({ version: 3, endpoints: ['10.0.0.1'] });

/** Every public function that takes a cache, with the name of the argument. */
const takers: readonly {
  readonly name: keyof typeof library;
  readonly argument: string;
  readonly call: (cache: library.EndpointSliceCache) => unknown;
}[] = [
  { name: 'setSlice', argument: 'cache', call: (cache) => library.setSlice(cache, slice) },
  { name: 'removeSlice', argument: 'cache', call: (cache) => library.removeSlice(cache, slice) },
  { name: 'replaceSlices', argument: 'cache', call: (cache) => library.replaceSlices(cache, [slice]) },
  {
    name: 'acceptBookmark',
    argument: 'cache',
    call: (cache) => library.acceptBookmark(cache, { resourceVersion: '9' }),
  },
  { name: 'listServicePorts', argument: 'cache', call: (cache) => library.listServicePorts(cache) },
  { name: 'listEndpoints', argument: 'cache', call: (cache) => library.listEndpoints(cache, webHttp) },
  {
    name: 'explainEndpoint',
    argument: 'cache',
    call: (cache) => library.explainEndpoint(cache, { servicePort: webHttp, address: '10.0.0.1', port: 80 }),
  },
  { name: 'listNotices', argument: 'cache', call: (cache) => library.listNotices(cache) },
  { name: 'diffEndpoints', argument: 'before', call: (cache) => library.diffEndpoints(cache, emptyCache) },
  { name: 'diffEndpoints', argument: 'after', call: (cache) => library.diffEndpoints(emptyCache, cache) },
  {
    name: 'chooseEndpoints',
    argument: 'cache',
    call: (cache) => library.chooseEndpoints(cache, question),
  },
  {
    name: 'countLocalReadyEndpoints',
    argument: 'cache',
    call: (cache) => library.countLocalReadyEndpoints(cache, { nodeName: 'n1', addressType: 'IPv4' }),
  },
  {
    name: 'applyWatchEvent',
    argument: 'cache',
    call: (cache) => library.applyWatchEvent(cache, { type: 'ADDED', object: slice }),
  },
];

const update = library.setSlice(emptyCache, slice);
const { cache: full } = library.removeSlice(update.cache, sliceOf({ name: 'x', version: 5 }));

describe('what takes a cache', () => {
  test('is in this table', () => {
    const functions = Object.entries(library).filter(([, value]) => typeof value === 'function');
    const takesCache = functions.filter(([, value]) => {
      try {
        (value as (...given: readonly unknown[]) => unknown)({ cache: emptyCache }, {}, {});
      } catch (error) {
        return String(error).includes('an EndpointSliceCache');
      }
      return false;
    });
    expect(takesCache.map(([name]) => name).sort()).toEqual(
      [...new Set(takers.map(({ name }) => String(name)))].sort(),
    );
  });
});

describe.each(takers)('$name', ({ name, argument, call }) => {
  test(`takes caches as ${argument}: empty, full, frozen, copied`, () => {
    for (const cache of [emptyCache, full, deepFreeze(structuredClone(full)), { ...full }]) {
      expect(() => call(cache)).not.toThrow();
    }
  });

  test(`refuses an update as ${argument}, and says which field was meant`, () => {
    const refusal = `${name}: ${argument} must be an EndpointSliceCache (it has one: pass its field .cache), got an object`;
    for (const wrong of [update, library.setSlice(emptyCache, sliceOf({ service: null })), { cache: emptyCache }]) {
      expect(() => call(wrong as never)).toThrow(new TypeError(refusal));
    }
  });

  test(`refuses what is no cache as ${argument}`, () => {
    const wrong: readonly (readonly [unknown, string])[] = [
      [undefined, 'undefined'],
      [null, 'null'],
      ['cache', '"cache"'],
      [[], 'an array'],
      [() => emptyCache, 'a function'],
      [{}, 'an object'],
      [new Map(), 'an object'],
      [slice, 'an object'],
      [{ cache: {} }, 'an object'],
      [{ cache: update }, 'an object'],
      ...['slices', 'services', 'removals', 'baselines'].flatMap((field): [unknown, string][] => {
        const { [field as 'slices']: _, ...without } = full;
        return [
          without,
          ...[
            null,
            5,
            [],
            {},
            { key: 'x' },
            { entryCount: 1 },
            { key: 1, entryCount: 1 },
            { key: 'x', entryCount: 'x' },
          ].map((value) => ({ ...full, [field]: value })),
        ].map((value) => [value, 'an object']);
      }),
    ];
    for (const [value, got] of wrong) {
      expect(() => call(value as never)).toThrow(
        new TypeError(`${name}: ${argument} must be an EndpointSliceCache, got ${got}`),
      );
    }
  });
});
