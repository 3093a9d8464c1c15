import equal from 'fast-deep-equal';
import type { CachedPort, CachedSlice, Candidate } from './cache.ts';
import { routableEndpointsEqual } from './same-endpoint.ts';

/**
 * Returns a newly read slice with the candidates of its earlier state wherever nothing differs. What did not change is then
 * the same object and costs nothing in later steps.
 */
export function reuseCandidates(before: CachedSlice, after: CachedSlice): CachedSlice {
  const portsBefore = new Map(before.ports.map((port) => [port.key, port]));
  const ports = after.ports.map((port) => {
    const earlier = portsBefore.get(port.key);
    return earlier === undefined ? port : reusePort(earlier, port);
  });
  return { ...after, ports };
}

/**
 * Returns whether two states of a slice have the same content at the same version; `after` must come from `reuseCandidates`.
 */
export function isSameSlice(before: CachedSlice, after: CachedSlice): boolean {
  return (
    before.resourceVersion === after.resourceVersion &&
    before.sequence === after.sequence &&
    before.uid === after.uid &&
    before.service?.name === after.service?.name &&
    equal(before.notices, after.notices) &&
    before.ports.length === after.ports.length &&
    before.ports.every((port, index) => isSameCachedPort(port, after.ports[index] as CachedPort))
  );
}

function isSameCachedPort(before: CachedPort, after: CachedPort): boolean {
  return (
    before.key === after.key &&
    before.candidates.length === after.candidates.length &&
    before.candidates.every((candidate, index) => candidate === after.candidates[index])
  );
}

function reusePort(before: CachedPort, after: CachedPort): CachedPort {
  let earlier: Map<string, Candidate> | undefined;
  const candidates = after.candidates.map((candidate, index) => {
    const there = before.candidates[index];
    if (there !== undefined && routableEndpointsEqual(there.endpoint, candidate.endpoint)) return there;
    earlier ??= new Map(before.candidates.map((known) => [known.text, known]));
    const known = earlier.get(candidate.text);
    return known !== undefined && routableEndpointsEqual(known.endpoint, candidate.endpoint) ? known : candidate;
  });
  return { ...after, candidates };
}
