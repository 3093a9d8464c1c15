import {
  acceptBookmark,
  applyWatchEvent,
  diffEndpoints,
  emptyCache,
  listServicePorts,
  removeSlice,
  setSlice,
} from 'endpointslice';
import { describe, expect, test } from 'vitest';
import { sliceOf, webHttp } from '../support/slice-of.ts';

const slice = sliceOf({ version: 3, endpoints: ['10.0.0.1'] });
const options = { cluster: 'west', sequence: 4 };

describe('applyWatchEvent', () => {
  test('is setSlice for ADDED and MODIFIED', () => {
    for (const type of ['ADDED', 'MODIFIED']) {
      expect(applyWatchEvent(emptyCache, { type, object: slice }, options)).toEqual({
        ...setSlice(emptyCache, slice, options),
        relist: false,
      });
    }
  });

  test('is removeSlice for DELETED', () => {
    const { cache } = setSlice(emptyCache, slice, options);
    const object = { metadata: slice.metadata };
    const removed = applyWatchEvent(cache, { type: 'DELETED', object }, options);
    expect(removed).toEqual({ ...removeSlice(cache, object, options), relist: false });
    expect(listServicePorts(removed.cache)).toEqual([]);
    // The slice of another cluster stays.
    expect(applyWatchEvent(cache, { type: 'DELETED', object }).cache.slices).toBe(cache.slices);
  });

  test('is acceptBookmark for BOOKMARK, in the scope of the watch', () => {
    const { cache } = removeSlice(emptyCache, slice);
    const bookmark = { type: 'BOOKMARK', object: { metadata: { resourceVersion: '9' } } };
    for (const scope of [{}, { namespace: 'other' }, { namespace: 'shop', cluster: 'west' }]) {
      expect(applyWatchEvent(cache, bookmark, scope)).toEqual({
        ...acceptBookmark(cache, { ...scope, resourceVersion: '9' }),
        relist: false,
      });
    }
  });

  test('asks for a new list after ERROR, whatever the error says', () => {
    for (const object of [{ kind: 'Status', code: 410 }, null, undefined]) {
      const { cache, notices, relist } = applyWatchEvent(emptyCache, { type: 'ERROR', object } as never);
      expect([cache, notices, relist]).toEqual([emptyCache, [], true]);
    }
  });

  test.each<[unknown, unknown, string]>([
    [null, {}, 'event must be an object, got null'],
    [{ type: 'ADDED' }, {}, 'event.object must be an object, got undefined'],
    [{ type: 'ADDED', object: {} }, {}, 'event.object.metadata must be an object, got undefined'],
    [
      { type: 'MODIFIED', object: { metadata: { namespace: 'a' } } },
      {},
      'event.object.metadata.name must be a non-empty string, got undefined',
    ],
    [
      { type: 'DELETED', object: { metadata: {} } },
      {},
      'event.object.metadata.namespace must be a non-empty string, got undefined',
    ],
    [
      { type: 'BOOKMARK', object: { metadata: {} } },
      {},
      'event.object.metadata.resourceVersion must be a decimal number as text, got undefined',
    ],
    [
      { type: 'added', object: slice },
      {},
      'event.type must be ADDED, MODIFIED, DELETED, BOOKMARK or ERROR, got "added"',
    ],
    [{ type: 'ADDED', object: slice }, null, 'options must be an object, got null'],
    [{ type: 'ADDED', object: slice }, { cluster: 5 }, 'options.cluster must be a string, got 5'],
    [{ type: 'ADDED', object: slice }, { sequence: 'x' }, 'options.sequence must be a number, got "x"'],
  ])('refuses %j with %j', (event, given, refusal) => {
    expect(() => applyWatchEvent(emptyCache, event as never, given as never)).toThrow(`applyWatchEvent: ${refusal}`);
  });
});

describe('one Service of a cache', () => {
  const before = setSlice(setSlice(emptyCache, slice).cache, sliceOf({ name: 'db-1', service: 'db' })).cache;
  const after = setSlice(
    setSlice(before, sliceOf({ version: 4, endpoints: [] })).cache,
    sliceOf({ name: 'db-1', service: 'db', version: 5, endpoints: ['10.0.0.9'] }),
  ).cache;
  const web = { namespace: 'shop', name: 'web' };

  test('is what diffEndpoints and listServicePorts give if they are asked for it', () => {
    expect(diffEndpoints(before, after)).toHaveLength(2);
    expect(diffEndpoints(before, after, { service: web })).toEqual(
      diffEndpoints(before, after).filter(({ servicePort }) => servicePort.name === 'web'),
    );
    expect(listServicePorts(after)).toHaveLength(2);
    expect(listServicePorts(after, { service: web })).toEqual([webHttp]);
    // A service port names its Service.
    expect(listServicePorts(after, { service: webHttp })).toEqual([webHttp]);
    const none = { namespace: 'shop', name: 'none' };
    expect([listServicePorts(after, { service: none }), diffEndpoints(before, after, { service: none })]).toEqual([
      [],
      [],
    ]);
    expect(diffEndpoints(emptyCache, after, { service: web })[0]?.added).toBeUndefined();
    expect(diffEndpoints(emptyCache, before, { service: web })[0]?.added).toHaveLength(1);
  });

  test.each<[unknown, string]>([
    ['web', 'options.service must be an object, got "web"'],
    [{ name: 'web' }, 'options.service.namespace must be a non-empty string, got undefined'],
    [{ namespace: 'shop', name: '' }, 'options.service.name must be a non-empty string, got ""'],
  ])('is not named by %j', (service, refusal) => {
    expect(() => diffEndpoints(before, after, { service: service as never })).toThrow(`diffEndpoints: ${refusal}`);
    expect(() => listServicePorts(after, { service: service as never })).toThrow(`listServicePorts: ${refusal}`);
  });
});
