import { compareText } from '../internal/compare-text.ts';
import { type SortedMap, sortedMapEdit } from '../internal/sorted-map.ts';
import type { ServicePortName } from '../model/routable-endpoint.ts';
import {
  type Bucket,
  type CachedPort,
  type CachedService,
  type CachedServicePort,
  type CachedSlice,
  type Candidate,
  type SliceHandle,
  serviceKey,
} from './cache.ts';

/** A slice that is added, removed, or replaced by a later state of itself. */
export interface SliceSwap {
  readonly before: CachedSlice | undefined;
  readonly after: CachedSlice | undefined;
}

interface BucketEdit {
  readonly key: string;
  /** Slices whose candidates are all removed; a list of one is shared between edits. */
  slices: SliceHandle[];
  /** Candidates that are added. */
  added: Candidate | Candidate[] | undefined;
}

interface PortEdit {
  readonly key: string;
  readonly servicePort: ServicePortName;
  sliceCountChange: number;
  readonly buckets: Map<string, BucketEdit>;
}

interface ServiceEdit {
  readonly key: string;
  readonly service: { readonly namespace: string; readonly name: string };
  sliceCountChange: number;
  readonly ports: Map<string, PortEdit>;
}

/**
 * Returns the index of Services with some slices swapped. Each slice is in one swap at most; swaps are in order of their
 * keys. O(c log n) for c candidates.
 */
export function swapSlices(services: SortedMap<CachedService>, swaps: readonly SliceSwap[]): SortedMap<CachedService> {
  const edits = new Map<string, ServiceEdit>();
  for (const { before, after } of swaps) {
    if (before !== undefined) collect(edits, before, false);
    if (after !== undefined) collect(edits, after, true);
  }
  return sortedMapEdit(services, inOrder(edits), editService);
}

function collect(edits: Map<string, ServiceEdit>, slice: CachedSlice, comes: boolean): void {
  const { service, handle } = slice;
  if (service === undefined) return;
  const key = serviceKey(service.namespace, service.name);
  let edit = edits.get(key);
  if (edit === undefined) {
    edit = { key, service, sliceCountChange: 0, ports: new Map() };
    edits.set(key, edit);
  }
  edit.sliceCountChange += comes ? 1 : -1;
  const slices = [handle];
  for (const port of slice.ports) {
    const portEdit = portEditOf(edit, port);
    portEdit.sliceCountChange += comes ? 1 : -1;
    for (const candidate of port.candidates) {
      const bucket = portEdit.buckets.get(candidate.text);
      if (bucket === undefined) {
        const added = comes ? candidate : undefined;
        portEdit.buckets.set(candidate.text, { key: candidate.text, slices, added });
        continue;
      }
      addSlice(bucket, handle);
      if (comes) addCandidate(bucket, candidate);
    }
  }
}

/** Notes a slice; if it has an earlier state, that was collected just before. */
function addSlice(bucket: BucketEdit, handle: SliceHandle): void {
  const { slices } = bucket;
  if (slices[slices.length - 1] === handle) return;
  if (slices.length === 1) bucket.slices = [...slices, handle];
  else slices.push(handle);
}

function addCandidate(bucket: BucketEdit, candidate: Candidate): void {
  if (bucket.added === undefined) bucket.added = candidate;
  else if (Array.isArray(bucket.added)) bucket.added.push(candidate);
  else bucket.added = [bucket.added, candidate];
}

function portEditOf(edit: ServiceEdit, { key, portName, protocol }: CachedPort): PortEdit {
  let portEdit = edit.ports.get(key);
  if (portEdit === undefined) {
    const { namespace, name } = edit.service;
    const servicePort = { namespace, name, port: portName, protocol };
    portEdit = { key, servicePort, sliceCountChange: 0, buckets: new Map() };
    edit.ports.set(key, portEdit);
  }
  return portEdit;
}

function inOrder<Edit extends { readonly key: string }>(edits: ReadonlyMap<string, Edit>): Edit[] {
  return [...edits.values()].sort((left, right) => compareText(left.key, right.key));
}

function editService(before: CachedService | undefined, edit: ServiceEdit): CachedService | undefined {
  const sliceCount = (before?.sliceCount ?? 0) + edit.sliceCountChange;
  if (sliceCount === 0) return undefined;
  const ports = sortedMapEdit(before?.ports, inOrder(edit.ports), editPort);
  return before?.sliceCount === sliceCount && before.ports === ports ? before : { sliceCount, ports };
}

function editPort(before: CachedServicePort | undefined, edit: PortEdit): CachedServicePort | undefined {
  const sliceCount = (before?.sliceCount ?? 0) + edit.sliceCountChange;
  if (sliceCount === 0) return undefined;
  const buckets = sortedMapEdit(before?.buckets, inOrder(edit.buckets), editBucket);
  if (before?.sliceCount === sliceCount && before.buckets === buckets) return before;
  return { servicePort: before?.servicePort ?? edit.servicePort, sliceCount, buckets };
}

/**
 * Returns the bucket with the candidates of some slices replaced; the same bucket if its only candidate stays. Several
 * candidates always make a new bucket, so that a comparison of two caches sees that versions of slices moved.
 */
function editBucket(before: Bucket | undefined, { slices, added }: BucketEdit): Bucket | undefined {
  // The added candidates are in order of the slices already.
  if (before === undefined) return added;
  const gone = new Set(slices);
  const kept = candidatesOf(before).filter((candidate) => !gone.has(candidate.slice));
  const candidates = [...kept, ...candidatesOf(added)];
  if (candidates.length < 2) return candidates[0];
  return candidates.sort((left, right) => compareText(left.slice.key, right.slice.key));
}

/** Returns the candidates of a bucket as a list. */
function candidatesOf(bucket: Bucket | undefined): readonly Candidate[] {
  if (bucket === undefined) return [];
  return isContested(bucket) ? bucket : [bucket];
}

/** Returns whether a bucket has several candidates. */
export function isContested(bucket: Bucket): bucket is readonly Candidate[] {
  return Array.isArray(bucket);
}
