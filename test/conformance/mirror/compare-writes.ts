import type { EndpointSliceLike } from 'endpointslice';
import type { Difference } from '../part.ts';

/** What one sync writes and says. */
export interface MirrorWrites {
  readonly creates: readonly EndpointSliceLike[];
  readonly updates: readonly EndpointSliceLike[];
  /** Names. */
  readonly deletes: readonly string[];
  readonly events: readonly { readonly type: string; readonly reason: string; readonly message: string }[];
  readonly error: string | null;
}

/** What we write; for Endpoints being deleted also what we would write if they were not. */
export interface OurWrites extends MirrorWrites {
  readonly undeleted?: MirrorWrites;
}

/** The output of the reference; lists that it leaves nil are empty. */
export function readWrites(output: unknown): MirrorWrites {
  const writes = (output ?? {}) as { readonly [Field in keyof MirrorWrites]?: MirrorWrites[Field] | null };
  return {
    creates: writes.creates ?? [],
    updates: writes.updates ?? [],
    deletes: writes.deletes ?? [],
    events: writes.events ?? [],
    error: writes.error ?? null,
  };
}

/**
 * Where two syncs differ. Left out is what the reference leaves to chance: the order of writes, of endpoints and of ports,
 * and which of the slices no longer wanted gives its name to which new one. For Endpoints being deleted that decides also
 * which new slices are not written at all: then the contents need only be some of those that would be written otherwise.
 */
export function compareWrites(reference: MirrorWrites, ours: OurWrites): Difference[] {
  const facts = (writes: MirrorWrites): Facts => ({
    error: writes.error === null ? [] : [writes.error],
    events: writes.events.map(({ type, reason, message }) => `${type} ${reason} ${message}`).sort(),
    'number of creates, updates, deletes': [writes.creates, writes.updates, writes.deletes].map(({ length }) =>
      String(length),
    ),
    'existing slices written': [
      ...writes.updates.map(({ metadata }) => metadata?.name ?? ''),
      ...writes.deletes,
    ].sort(),
    'prefixes of created slices': writes.creates.map(({ metadata }) => metadata?.generateName ?? '').sort(),
    'contents written': contentsOf(writes),
  });
  const wanted = facts(reference);
  const got = facts(ours);
  const all = ours.undeleted === undefined ? [] : contentsOf(ours.undeleted);
  if (isPartOf(contentsOf(reference), all) && isPartOf(contentsOf(ours), all)) {
    const typesOf = ({ creates, updates }: MirrorWrites): string[] =>
      [...creates, ...updates].map(({ addressType }) => addressType).sort();
    return compareFacts(
      { ...wanted, 'contents written': typesOf(reference) },
      { ...got, 'contents written': typesOf(ours) },
    );
  }
  return compareFacts(wanted, got);
}

/** Whether what a sync wrote before it failed is part of what another writes. */
export function isBeginningOf(failed: MirrorWrites, whole: MirrorWrites): boolean {
  const touched = ({ updates, deletes }: MirrorWrites): string[] => [
    ...updates.map(({ metadata }) => metadata?.name ?? ''),
    ...deletes,
  ];
  return isPartOf(contentsOf(failed), contentsOf(whole)) && isPartOf(touched(failed), touched(whole));
}

/** Whether new slices of both families are written and one is recycled: the reference may then fail, and say no more. */
export function mayLoseCreate({ creates, updates }: MirrorWrites): boolean {
  const recycled = updates.filter(({ metadata }) => (metadata?.generateName ?? '') !== '');
  return recycled.length > 0 && new Set([...creates, ...recycled].map(({ addressType }) => addressType)).size > 1;
}

type Facts = { readonly [path: string]: readonly string[] };

function compareFacts(wanted: Facts, got: Facts): Difference[] {
  return Object.keys(wanted)
    .filter((path) => JSON.stringify(wanted[path]) !== JSON.stringify(got[path]))
    .map((path) => ({ path, reference: wanted[path], ours: got[path] }));
}

export function contentsOf({ creates, updates }: MirrorWrites): string[] {
  return [...creates, ...updates].map(contentText).sort();
}

/** Whether every text of one list is in the other, as often. */
function isPartOf(part: readonly string[], whole: readonly string[]): boolean {
  const left = [...whole];
  return part.every((text) => {
    const index = left.indexOf(text);
    if (index >= 0) left.splice(index, 1);
    return index >= 0;
  });
}

/** What a slice says, whatever its name and what the API server or another writer keeps on it. */
function contentText({ metadata, addressType, ports, endpoints }: EndpointSliceLike): string {
  const { labels, annotations, ownerReferences, namespace } = metadata ?? {};
  return sortedText({
    addressType,
    namespace,
    labels: labels ?? {},
    annotations: annotations ?? {},
    ownerReferences: ownerReferences ?? [],
    ports: (ports ?? []).map(sortedText).sort(),
    endpoints: (endpoints ?? []).map(sortedText).sort(),
  });
}

/** JSON with keys in order, without what is null, and without empty texts in a target, which Go leaves out. */
function sortedText(value: unknown): string {
  return JSON.stringify(value, (key, field: unknown) => {
    if (typeof field !== 'object' || field === null || Array.isArray(field)) return field;
    const isAbsent = (entry: unknown): boolean =>
      entry === null || entry === undefined || (key === 'targetRef' && entry === '');
    const entries = Object.entries(field).filter(([, entry]) => !isAbsent(entry));
    return Object.fromEntries(entries.sort(([left], [right]) => (left < right ? -1 : 1)));
  });
}
