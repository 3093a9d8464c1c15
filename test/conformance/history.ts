import fc from 'fast-check';
import type { EndpointSliceLike } from 'endpointslice';

/** How the cases of a part follow one another: what one sync writes is what the next one finds. */
export interface History<Case, Ours> {
  /** The slices that a case starts from. */
  slicesOf(input: Case): readonly EndpointSliceLike[];
  writesOfOurs(ours: Ours): SliceWrites;
  /** `output` is what `readOutput` made of the answer; `undefined` where the reference was not to be asked. */
  writesOfReference(output: unknown): SliceWrites;
  /**
   * The case after this one: its world, changed in what `change` names, between the slices that are left. What is new comes
   * from `other`, a case that the generator made.
   */
  next(step: HistoryStep<Case>): Case;
}

/** What one sync writes. */
export interface SliceWrites {
  readonly creates: readonly EndpointSliceLike[];
  readonly updates: readonly EndpointSliceLike[];
  /** Names. */
  readonly deletes: readonly string[];
}

/** What happens to a world between two syncs. */
export interface HistoryChange<Case> {
  readonly what: 'nothing' | 'workload' | 'ports' | 'source' | 'surroundings' | 'hand edit';
  readonly other: Case;
  /** Which parts of a list change: bit by bit, of its first 30 members. */
  readonly mask: number;
  /** Whether the slices go on as the reference wrote them. */
  readonly asReference: boolean;
}

export interface HistoryStep<Case> extends HistoryChange<Case> {
  readonly current: Case;
  readonly slices: readonly EndpointSliceLike[];
}

/** A case, and what happens to it. */
export interface HistoryPlan<Case> {
  readonly first: Case;
  readonly changes: readonly HistoryChange<Case>[];
}

/** Histories of so many syncs. */
export function historyPlans<Case>(cases: fc.Arbitrary<Case>, syncs: number): fc.Arbitrary<HistoryPlan<Case>> {
  const change = fc.record<HistoryChange<Case>>({
    what: fc.constantFrom('nothing', 'workload', 'workload', 'ports', 'source', 'surroundings', 'hand edit'),
    other: cases,
    mask: fc.nat(2 ** 30 - 1),
    asReference: fc.boolean(),
  });
  return fc.record({ first: cases, changes: fc.array(change, { minLength: syncs - 1, maxLength: syncs - 1 }) });
}

/** Whether the mask names the member at that place. */
export function isMasked(mask: number, index: number): boolean {
  return ((mask >> (index % 30)) & 1) === 1;
}

/** Some of the slices are gone, and some of the others, of names that were not there, have come. */
export function editByHand(
  slices: readonly EndpointSliceLike[],
  others: readonly EndpointSliceLike[],
  mask: number,
): readonly EndpointSliceLike[] {
  const names = new Set(slices.map(({ metadata }) => metadata?.name));
  const strangers = others.filter(
    ({ metadata }, index) => isMasked(mask, index) && !names.has(metadata?.name ?? undefined),
  );
  return [...slices.filter((_, index) => mask % (index + 5) !== 0), ...strangers];
}

/** The slices that an API server has after these writes, in no order that says anything. */
export function slicesAfterWrites(
  slices: readonly EndpointSliceLike[],
  { creates, updates, deletes }: SliceWrites,
  sync: number,
): readonly EndpointSliceLike[] {
  const gone = new Set(deletes);
  const updated = new Map(updates.map((slice) => [slice.metadata?.name ?? '', slice]));
  const kept = slices.flatMap((before) => {
    const name = before.metadata?.name ?? '';
    const slice = updated.get(name);
    if (slice === undefined) return gone.has(name) ? [] : [before];
    const { uid, generation, creationTimestamp } = before.metadata ?? {};
    // What a client leaves out, the server keeps; the version is its own.
    const metadata = { uid, generation, creationTimestamp, ...slice.metadata, resourceVersion: `${1000 + sync}` };
    return [{ ...slice, metadata }];
  });
  const created = creates.map((slice, index) => {
    // No generator makes such names.
    const name = `${slice.metadata?.generateName ?? ''}sync-${sync}-${index}`;
    const metadata = { ...slice.metadata, name, uid: `uid-${sync}-${index}`, resourceVersion: `${1000 + sync}` };
    return { ...slice, metadata };
  });
  return [...kept, ...created];
}
