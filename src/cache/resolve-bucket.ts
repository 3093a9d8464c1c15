import { compareText } from '../internal/compare-text.ts';
import { type SortedMap, sortedMapGet } from '../internal/sorted-map.ts';
import type { DuplicatePolicy, LosingEndpoint, LosingReason } from '../model/routable-endpoint.ts';
import type { Bucket, CachedSlice, Candidate } from './cache.ts';
import { routableEndpointsEqual } from './same-endpoint.ts';
import { compareSliceAge, sequenceOf } from './slice-age.ts';
import { isContested } from './swap-slices.ts';

/** The decision for one address and port. */
export interface ResolvedBucket {
  readonly winner: Candidate;
  /** In order of slices, then of position. */
  readonly losers: readonly LosingEndpoint[];
}

/** A candidate with everything that decides for or against it. */
interface Contender {
  readonly candidate: Candidate;
  /** Its place among the candidates: by slice, then as listed. */
  readonly position: number;
  readonly slice: CachedSlice;
  readonly identity: string;
}

const NO_LOSERS: readonly LosingEndpoint[] = [];

/**
 * Decides which candidate for one address and port wins. The order is total and depends only on the slices, not on the order
 * of events.
 *
 * Identity-aware: among candidates of one target (cluster, kind, namespace, name) the newest slice wins, by resourceVersion,
 * then sequence, then name, then the later position; conditions do not matter. Among targets, one that is not terminating
 * wins, then a ready one, then a serving one, then the newest. Slices of several clusters compare by sequence, then by
 * cluster, since their resourceVersions are not comparable.
 *
 * kube-proxy: candidates are taken in order of slice name; the last one that is not terminating wins, or else the first.
 *
 * @see kubernetes pkg/proxy EndpointSliceCache.addEndpoints (PR 135593); docs/rules.md 4.3.5, 4.3.6, 9.2, 9.3
 */
export function resolveBucket(bucket: Bucket, policy: DuplicatePolicy, slices: SortedMap<CachedSlice>): ResolvedBucket {
  if (!isContested(bucket)) return { winner: bucket, losers: NO_LOSERS };
  if (policy === 'kube-proxy') return resolveAsKubeProxy(bucket);
  const contenders = bucket.map((candidate, position) => ({
    candidate,
    position,
    slice: sortedMapGet(slices, candidate.slice.key) as CachedSlice,
    identity: targetIdentity(candidate),
  }));
  const champions = new Map<string, Contender>();
  for (const contender of contenders) {
    const champion = champions.get(contender.identity);
    if (champion === undefined || compareAge(contender, champion) > 0) champions.set(contender.identity, contender);
  }
  const winner = findLiveliest([...champions.values()]);
  const losers = contenders
    .filter((contender) => contender !== winner)
    .map((contender): LosingEndpoint => {
      const champion = champions.get(contender.identity) as Contender;
      const reason = champion === contender ? reasonAcross(contender, winner) : reasonWithin(contender, champion);
      return { endpoint: contender.candidate.endpoint, slice: contender.candidate.slice.reference, reason };
    });
  return { winner: winner.candidate, losers };
}

/** Returns the winner without the losers. */
export function winnerOf(bucket: Bucket, policy: DuplicatePolicy, slices: SortedMap<CachedSlice>): Candidate {
  return isContested(bucket) ? resolveBucket(bucket, policy, slices).winner : bucket;
}

function targetIdentity({ endpoint: { cluster, target } }: Candidate): string {
  return JSON.stringify(
    target === undefined ? [cluster ?? ''] : [cluster ?? '', target.kind, target.namespace, target.name],
  );
}

/** Orders contenders of one cluster by age; no two are equal. */
function compareAge(left: Contender, right: Contender): number {
  return compareSliceAge(left.slice, right.slice) || left.position - right.position;
}

function findLiveliest(champions: readonly Contender[]): Contender {
  const best = champions.reduce((highest, contender) => Math.max(highest, standingOf(contender)), 0);
  const newest = new Map<string, Contender>();
  for (const contender of champions) {
    if (standingOf(contender) !== best) continue;
    const cluster = contender.candidate.endpoint.cluster ?? '';
    const known = newest.get(cluster);
    if (known === undefined || compareAge(contender, known) > 0) newest.set(cluster, contender);
  }
  return [...newest]
    .map(([cluster, contender]) => ({ cluster, contender }))
    .reduce((known, next) =>
      (sequenceOf(next.contender.slice) - sequenceOf(known.contender.slice) ||
        compareText(next.cluster, known.cluster)) > 0
        ? next
        : known,
    ).contender;
}

/** Ranks how alive a candidate is: not terminating counts most, then ready, then serving. */
function standingOf({ candidate: { endpoint } }: Contender): number {
  return (endpoint.terminating ? 0 : 4) + (endpoint.ready ? 2 : 0) + (endpoint.serving ? 1 : 0);
}

function reasonWithin(loser: Contender, champion: Contender): LosingReason {
  if (routableEndpointsEqual(loser.candidate.endpoint, champion.candidate.endpoint)) return 'ExactDuplicate';
  return loser.slice === champion.slice ? 'RepeatedInSlice' : 'MovedBetweenSlices';
}

function reasonAcross(loser: Contender, winner: Contender): LosingReason {
  return standingOf(loser) < standingOf(winner) ? 'IPReused' : 'Clash';
}

function resolveAsKubeProxy(candidates: readonly Candidate[]): ResolvedBucket {
  let winnerIndex = 0;
  candidates.forEach((candidate, index) => {
    if (!candidate.endpoint.terminating) winnerIndex = index;
  });
  const winner = candidates[winnerIndex] as Candidate;
  const losers = candidates
    .map(({ endpoint, slice }, index): LosingEndpoint & { readonly index: number } => {
      const reason = winner.endpoint.terminating
        ? 'VisitedLater'
        : endpoint.terminating
          ? 'Terminating'
          : 'VisitedEarlier';
      return { endpoint, slice: slice.reference, reason, index };
    })
    .filter(({ index }) => index !== winnerIndex)
    .map(({ endpoint, slice, reason }) => ({ endpoint, slice, reason }));
  return { winner, losers };
}
