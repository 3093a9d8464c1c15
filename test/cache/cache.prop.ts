import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { emptyCache, type EndpointSliceCache } from '../../src/cache/cache.ts';
import { diffEndpoints } from '../../src/cache/diff-endpoints.ts';
import { listEndpoints, listServicePorts } from '../../src/cache/list-endpoints.ts';
import { removeSlice } from '../../src/cache/remove-slice.ts';
import { acceptBookmark, replaceSlices } from '../../src/cache/replace-slices.ts';
import { setSlice } from '../../src/cache/set-slice.ts';
import type { EndpointSliceLike } from '../../src/model/endpoint-slice.ts';
import {
  cachedSlices,
  clusters,
  namespaces,
  resourceVersions,
  sliceNames,
  uids,
} from '../support/arbitraries/cached-slices.ts';
import { deepFreeze } from '../support/deep-freeze.ts';
import { computeChanges, computeView, type NaiveView, type SetSlice } from '../support/naive-view.ts';
import { propertyRuns } from '../support/property-settings.ts';

const policies = ['identity-aware', 'kube-proxy'] as const;

/** The plain model: which slices are there, and what is known to be gone. */
class PlainCache {
  readonly slices = new Map<string, SetSlice>();
  readonly removals = new Map<string, number>();
  readonly baselines = new Map<string, number>();

  accepts(set: SetSlice): boolean {
    const existing = this.slices.get(keyOf(set));
    if (existing !== undefined) {
      const age = versionOf(set.slice) - versionOf(existing.slice);
      return age > 0 || (age === 0 && sequenceOf(set) >= sequenceOf(existing));
    }
    const known = Math.max(this.removals.get(keyOf(set)) ?? 0, this.baseline(set));
    return known <= 0 || versionOf(set.slice) > known;
  }

  baseline({ slice, cluster }: Pick<SetSlice, 'slice' | 'cluster'>): number {
    const scopes = [`${cluster ?? ''}/`, `${cluster ?? ''}/${slice.metadata?.namespace}`];
    return Math.max(...scopes.map((scope) => this.baselines.get(scope) ?? 0));
  }

  remove(set: SetSlice): void {
    const existing = this.slices.get(keyOf(set));
    const version = versionOf(set.slice);
    const seen = this.removals.get(keyOf(set)) ?? -1;
    if (existing !== undefined) {
      const uid = set.slice.metadata?.uid ?? undefined;
      const existingUid = existing.slice.metadata?.uid ?? undefined;
      if (version > 0 && version <= seen) return;
      if (uid && existingUid && uid !== existingUid && version <= versionOf(existing.slice)) return;
    }
    this.slices.delete(keyOf(set));
    const removed = Math.max(version, seen, existing === undefined ? -1 : versionOf(existing.slice));
    if (removed > 0) this.removals.set(keyOf(set), removed);
  }

  bookmark(scope: string, version: number): void {
    if (version <= Math.max(this.baselines.get(scope) ?? 0, this.baselines.get(`${scope.split('/')[0]}/`) ?? 0)) return;
    this.baselines.set(scope, version);
    for (const [key, removed] of this.removals) {
      if (removed <= version && !this.slices.has(key) && `${key}/`.startsWith(scope)) this.removals.delete(key);
    }
  }
}

function keyOf({ slice, cluster }: SetSlice): string {
  return `${cluster ?? ''}/${slice.metadata?.namespace}/${slice.metadata?.name}`;
}

function versionOf(slice: EndpointSliceLike): number {
  const version = slice.metadata?.resourceVersion ?? '';
  return /^[1-9]\d*$/.test(version) ? Number(version) : -1;
}

function sequenceOf({ sequence }: SetSlice): number {
  return sequence ?? -1;
}

/** The cache under test, and every state it ever had with what it said then. */
interface RealCache {
  cache: EndpointSliceCache;
  readonly history: { readonly cache: EndpointSliceCache; readonly views: readonly NaiveView[] }[];
}

function viewOf(cache: EndpointSliceCache, policy: (typeof policies)[number]): NaiveView {
  return new Map(
    listServicePorts(cache).map((servicePort) => [
      JSON.stringify([servicePort.namespace, servicePort.service, servicePort.portName, servicePort.protocol]),
      {
        servicePort,
        endpoints: new Map(
          listEndpoints(cache, servicePort, { policy }).endpoints.map((endpoint) => [
            endpoint.addressType === 'IPv4'
              ? `${endpoint.address}:${endpoint.port}`
              : `[${endpoint.address}]:${endpoint.port}`,
            endpoint,
          ]),
        ),
      },
    ]),
  );
}

/** Takes the next cache, and holds it, its views and its difference against the model. */
function check(model: PlainCache, real: RealCache, next: EndpointSliceCache): void {
  const views = policies.map((policy) => computeView([...model.slices.values()], policy));
  policies.forEach((policy, index) => {
    expect(viewOf(next, policy)).toEqual(views[index]);
    const before = real.history.at(-1)?.views[index] ?? new Map();
    expect(diffEndpoints(real.cache, next, { policy })).toEqual(computeChanges(before, views[index] as NaiveView));
  });
  real.cache = next;
  real.history.push({ cache: next, views });
}

class SetCommand implements fc.Command<PlainCache, RealCache> {
  readonly set: SetSlice;
  constructor(set: SetSlice) {
    this.set = deepFreeze(set);
  }
  check = () => true;
  run(model: PlainCache, real: RealCache): void {
    if (model.accepts(this.set)) model.slices.set(keyOf(this.set), this.set);
    check(model, real, setSlice(real.cache, this.set.slice, this.set).cache);
  }
  toString = () => `set(${JSON.stringify(this.set)})`;
}

class RemoveCommand implements fc.Command<PlainCache, RealCache> {
  readonly set: SetSlice;
  constructor(set: SetSlice) {
    this.set = deepFreeze(set);
  }
  check = () => true;
  run(model: PlainCache, real: RealCache): void {
    model.remove(this.set);
    check(model, real, removeSlice(real.cache, this.set.slice, this.set).cache);
  }
  toString = () => `remove(${JSON.stringify(this.set)})`;
}

class ReplaceCommand implements fc.Command<PlainCache, RealCache> {
  readonly slices: readonly EndpointSliceLike[];
  readonly options: { cluster: string | undefined; namespace: string | undefined; resourceVersion: string | undefined };
  constructor(slices: readonly EndpointSliceLike[], options: ReplaceCommand['options']) {
    const { namespace } = options;
    this.slices = deepFreeze(
      slices.filter((slice) => namespace === undefined || slice.metadata?.namespace === namespace),
    );
    this.options = deepFreeze(options);
  }
  check = () => true;
  run(model: PlainCache, real: RealCache): void {
    const { cluster, namespace, resourceVersion } = this.options;
    const scope = `${cluster ?? ''}/${namespace ?? ''}`;
    const listVersion = versionOf({ addressType: '', metadata: { resourceVersion } });
    const newest = new Map<string, SetSlice>();
    for (const slice of this.slices) {
      const known = newest.get(keyOf({ slice, cluster }));
      if (known === undefined || versionOf(slice) >= versionOf(known.slice)) {
        newest.set(keyOf({ slice, cluster }), { slice, cluster });
      }
    }
    const listBaseline = Math.max(model.baselines.get(scope) ?? 0, model.baselines.get(`${cluster ?? ''}/`) ?? 0);
    const accepted = [...newest].filter(([key, set]) => {
      const knowsBetter =
        listVersion < 0 || (listVersion >= listBaseline && listVersion > (model.removals.get(key) ?? -1));
      return (knowsBetter && !model.slices.has(key)) || model.accepts(set);
    });
    for (const [key, set] of [...model.slices]) {
      const isInScope = key.startsWith(namespace === undefined ? scope : `${scope}/`);
      const isNewerThanList = listVersion > 0 && versionOf(set.slice) > listVersion;
      if (newest.has(key) || !isInScope || isNewerThanList) continue;
      model.slices.delete(key);
      const removed = Math.max(versionOf(set.slice), model.removals.get(key) ?? -1);
      if (removed > 0) model.removals.set(key, removed);
    }
    for (const [key, set] of accepted) model.slices.set(key, set);
    if (listVersion > 0) model.bookmark(scope, listVersion);
    check(model, real, replaceSlices(real.cache, this.slices, this.options).cache);
  }
  toString = () => `replace(${JSON.stringify(this.slices)}, ${JSON.stringify(this.options)})`;
}

class BookmarkCommand implements fc.Command<PlainCache, RealCache> {
  readonly bookmark: { cluster: string | undefined; namespace: string | undefined; resourceVersion: string };
  constructor(bookmark: BookmarkCommand['bookmark']) {
    this.bookmark = bookmark;
  }
  check = () => true;
  run(model: PlainCache, real: RealCache): void {
    const { cluster, namespace, resourceVersion } = this.bookmark;
    model.bookmark(`${cluster ?? ''}/${namespace ?? ''}`, Number(resourceVersion));
    check(model, real, acceptBookmark(real.cache, this.bookmark));
  }
  toString = () => `bookmark(${JSON.stringify(this.bookmark)})`;
}

const sequences = fc.option(fc.integer({ min: 0, max: 3 }), { nil: undefined, freq: 1 });
const scopes = { cluster: clusters, namespace: fc.option(namespaces, { nil: undefined, freq: 1 }) };
const sets = fc.record({ slice: cachedSlices, cluster: clusters, sequence: sequences });
const removals = fc.record({
  slice: fc
    .record({ namespace: namespaces, name: sliceNames, uid: uids, resourceVersion: resourceVersions })
    .map((metadata) => ({ metadata, addressType: 'IPv4' })),
  cluster: clusters,
});

const commands = fc.commands(
  [
    sets.map((set) => new SetCommand(set)),
    sets.map((set) => new SetCommand(set)),
    sets.map((set) => new SetCommand(set)),
    removals.map((set) => new RemoveCommand(set)),
    fc
      .tuple(fc.array(cachedSlices, { maxLength: 4 }), fc.record({ ...scopes, resourceVersion: resourceVersions }))
      .map(([slices, options]) => new ReplaceCommand(slices, options)),
    fc
      .record({ ...scopes, resourceVersion: fc.integer({ min: 1, max: 60 }).map(String) })
      .map((bookmark) => new BookmarkCommand(bookmark)),
  ],
  { maxCommands: 20, size: 'max' },
);

describe('the cache', () => {
  test('says what the slices say, computed from nothing, after any commands; and so does its difference, and every earlier value: cache equals the naive view', () => {
    fc.assert(
      fc.property(commands, (list) => {
        const real: RealCache = { cache: emptyCache, history: [] };
        fc.modelRun(() => ({ model: new PlainCache(), real }), list);
        for (const { cache, views } of real.history) {
          policies.forEach((policy, index) => expect(viewOf(cache, policy)).toEqual(views[index]));
        }
      }),
      { numRuns: propertyRuns(150) },
    );
  });
});
