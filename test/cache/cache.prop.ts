import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  acceptBookmark,
  composeChanges,
  diffEndpoints,
  emptyCache,
  type EndpointChanges,
  type EndpointSliceCache,
  type EndpointSliceLike,
  listEndpoints,
  listServicePorts,
  removeSlice,
  replaceSlices,
  setSlice,
} from 'endpointslice';
import {
  cachedSlices,
  clusters,
  endpoints,
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
  /** All changes so far as one, for each policy. */
  changes: readonly EndpointChanges[];
  readonly history: { readonly cache: EndpointSliceCache; readonly views: readonly NaiveView[] }[];
}

function viewOf(cache: EndpointSliceCache, policy: (typeof policies)[number]): NaiveView {
  return listServicePorts(cache).map((servicePort) => ({
    servicePort,
    endpoints: listEndpoints(cache, servicePort, { policy }).endpoints,
  }));
}

/** Takes the next cache, and holds it, its views and its difference against the model. */
function check(model: PlainCache, real: RealCache, next: EndpointSliceCache): void {
  const views = policies.map((policy) => computeView([...model.slices.values()], policy));
  policies.forEach((policy, index) => {
    expect(viewOf(next, policy)).toEqual(views[index]);
    const before = real.history.at(-1)?.views[index] ?? [];
    const difference = diffEndpoints(real.cache, next, { policy });
    expect(difference).toEqual(computeChanges(before, views[index] as NaiveView));
    const changes = composeChanges(real.changes[index] ?? [], difference);
    expect(changes).toEqual(computeChanges([], views[index] as NaiveView));
    real.changes = real.changes.map((known, position) => (position === index ? changes : known));
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

/** Writes a slice that is there again, with nothing changed but its version: what metadata-only writes do. */
class RewriteCommand implements fc.Command<PlainCache, RealCache> {
  readonly rewrite: { index: number; resourceVersion: string | undefined; sequence: number | undefined };
  constructor(rewrite: RewriteCommand['rewrite']) {
    this.rewrite = rewrite;
  }
  check = (model: Readonly<PlainCache>) => model.slices.size > 0;
  run(model: PlainCache, real: RealCache): void {
    const { index, resourceVersion, sequence } = this.rewrite;
    const { slice, cluster } = [...model.slices.values()][index % model.slices.size] as SetSlice;
    const metadata = { ...slice.metadata, resourceVersion };
    new SetCommand({ slice: { ...slice, metadata }, cluster, sequence }).run(model, real);
  }
  toString = () => `rewrite(${JSON.stringify(this.rewrite)})`;
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
    for (const [key, set] of model.slices) {
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
    check(model, real, acceptBookmark(real.cache, this.bookmark).cache);
  }
  toString = () => `bookmark(${JSON.stringify(this.bookmark)})`;
}

const sequences = fc.option(fc.integer({ min: 0, max: 3 }), { nil: undefined, freq: 2 });
const scopes = { cluster: clusters, namespace: fc.option(namespaces, { nil: undefined, freq: 2 }) };
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
    fc
      .record({ index: fc.nat(20), resourceVersion: resourceVersions, sequence: sequences })
      .map((rewrite) => new RewriteCommand(rewrite)),
    removals.map((set) => new RemoveCommand(set)),
    fc
      .tuple(fc.array(cachedSlices, { maxLength: 4 }), fc.record({ ...scopes, resourceVersion: resourceVersions }))
      .map(([slices, options]) => new ReplaceCommand(slices, options)),
    fc
      .record({ ...scopes, resourceVersion: fc.integer({ min: 1, max: 60 }).map(String) })
      .map((bookmark) => new BookmarkCommand(bookmark)),
  ],
  { maxCommands: 25, size: 'max' },
);

/** Slices that all list one or two addresses for one service port: every endpoint is contested. */
const contests = fc.uniqueArray(
  fc.record({
    slice: fc
      .record({
        name: sliceNames,
        resourceVersion: resourceVersions,
        endpoints: fc.array(endpoints(fc.constantFrom('10.0.0.1', '10.0.0.1', '10.0.0.2')), {
          minLength: 1,
          maxLength: 3,
        }),
      })
      .map(({ name, resourceVersion, endpoints: list }) => ({
        metadata: { namespace: 'ns', name, resourceVersion, labels: { 'kubernetes.io/service-name': 'web' } },
        addressType: 'IPv4',
        endpoints: list.filter(({ addresses }) => (addresses?.length ?? 0) > 0),
        ports: [{ name: 'http', protocol: 'TCP', port: 80 }],
      })),
    cluster: fc.constantFrom(undefined, 'west', 'east'),
    sequence: sequences,
  }),
  { selector: keyOf, maxLength: 6 },
);

function setAll(list: readonly SetSlice[]): EndpointSliceCache {
  return list.reduce<EndpointSliceCache>((cache, set) => setSlice(cache, set.slice, set).cache, emptyCache);
}

describe('the cache', () => {
  test('says what the slices say, computed from nothing, after any commands; and so does its difference, and every earlier value: cache equals the naive view', () => {
    fc.assert(
      fc.property(commands, (list) => {
        const real: RealCache = { cache: emptyCache, changes: policies.map(() => []), history: [] };
        fc.modelRun(() => ({ model: new PlainCache(), real }), list);
        for (const { cache, views } of real.history) {
          expect(policies.map((policy) => viewOf(cache, policy))).toEqual(views);
        }
      }),
      { numRuns: propertyRuns(150) },
    );
  });

  test('does not depend on the order in which slices were set (cache/ties-across-slices): cache is order-free', () => {
    fc.assert(
      fc.property(contests, fc.array(fc.nat(1000), { minLength: 6, maxLength: 6 }), (list, places) => {
        const shuffled = list
          .map((set, index) => ({ set, place: places[index] ?? 0 }))
          .sort((left, right) => left.place - right.place)
          .map(({ set }) => set);
        for (const policy of policies) {
          const wanted = computeView(list, policy);
          expect(viewOf(setAll(list), policy)).toEqual(wanted);
          expect(viewOf(setAll(shuffled), policy)).toEqual(wanted);
          const losers = (cache: EndpointSliceCache) =>
            listServicePorts(cache).map((servicePort) => listEndpoints(cache, servicePort, { policy }).losers);
          expect(losers(setAll(shuffled))).toEqual(losers(setAll(list)));
        }
      }),
      { numRuns: propertyRuns(300) },
    );
  });

  test('loses no endpoint: each candidate is listed or has lost for a reason: cache accounts for every endpoint', () => {
    fc.assert(
      fc.property(contests, (list) => {
        for (const policy of policies) {
          const cache = setAll(list);
          const listed = listServicePorts(cache).map((servicePort) => listEndpoints(cache, servicePort, { policy }));
          const found = listed.flatMap(({ endpoints, losers }) => [
            ...endpoints,
            ...losers.map(({ endpoint }) => endpoint),
          ]);
          const given = list.flatMap(({ slice }) => slice.endpoints ?? []);
          expect(found).toHaveLength(given.length);
          for (const { endpoints } of listed) {
            const keys = endpoints.map(({ address, port }) => `${address} ${port}`);
            expect(new Set(keys).size).toBe(keys.length);
          }
        }
      }),
      { numRuns: propertyRuns(200) },
    );
  });

  test('agrees with kube-proxy wherever that is certain and targets differ: identity-aware agrees with kube-proxy', () => {
    let certain = 0;
    fc.assert(
      fc.property(contests, (list) => {
        const single = list
          .filter(({ slice }) => slice.endpoints.length > 0)
          .map((set, index) => ({
            ...set,
            slice: {
              ...set.slice,
              endpoints: set.slice.endpoints?.slice(0, 1).map((endpoint) => ({
                ...endpoint,
                addresses: ['10.0.0.1'],
                targetRef: { kind: 'Pod', namespace: 'ns', name: `p${index}` },
              })),
            },
          }));
        const live = single.filter(({ slice }) => slice.endpoints?.[0]?.conditions?.terminating !== true);
        if (live.length !== 1 && single.length !== 1) return;
        certain += 1;
        const cache = setAll(single);
        for (const servicePort of listServicePorts(cache)) {
          expect(listEndpoints(cache, servicePort).endpoints).toEqual(
            listEndpoints(cache, servicePort, { policy: 'kube-proxy' }).endpoints,
          );
        }
      }),
      { numRuns: propertyRuns(300) },
    );
    expect(certain).toBeGreaterThan(10);
  });

  test('changes nothing when the same is said again, and gives back the same value: repeated events change nothing', () => {
    fc.assert(
      fc.property(fc.uniqueArray(sets, { selector: keyOf, maxLength: 6 }), (list) => {
        const cache = setAll(list);
        for (const { slice, cluster, sequence } of list) {
          expect(diffEndpoints(cache, setSlice(cache, slice, { cluster, sequence }).cache)).toEqual([]);
        }
        const last = list.at(-1);
        if (last !== undefined) expect(setSlice(cache, last.slice, last).cache).toBe(cache);
      }),
      { numRuns: propertyRuns(200) },
    );
  });
});
