/** Checks what an update must keep, in addition to the rules for a new slice. */

import { forbidden, invalid, invalidJson, type ValidationIssue } from '../decode/issue.ts';
import { compareCodePoints } from '../internal/compare-text.ts';
import { quoteGo } from '../internal/go-text.ts';
import { formatTimestamp, isZeroTime, readTimestamp, type Timestamp } from '../internal/timestamp.ts';
import type { KubernetesRelease } from '../model/limits.ts';
import type { FullObjectMeta } from '../model/meta.ts';
import { explainPathSegment } from './name-rules.ts';

const IMMUTABLE = 'field is immutable';

/**
 * Checks names as parts of URLs. On a create the server applies these rules only if everything else is valid, which leaves
 * one fault for them: a prefix such as `x/-`, since no other rule checks the character before the dash.
 *
 * @see apimachinery path.ValidatePathSegmentName, maskTrailingDash; docs/rules.md 5.6.9
 */
export function checkPathSegments({ name = '', generateName = '' }: FullObjectMeta, issues: ValidationIssue[]): void {
  for (const message of explainPathSegment(generateName, true)) {
    issues.push(invalid('metadata.generateName', generateName, message));
  }
  for (const message of explainPathSegment(name, false)) issues.push(invalid('metadata.name', name, message));
}

/**
 * Compares the metadata of an update with that of the object in the cluster, after checking names as parts of URLs.
 *
 * @see apimachinery ValidateObjectMetaAccessorUpdate; docs/rules.md 5.6.9
 */
export function checkMetadataUpdate(metadata: FullObjectMeta, before: FullObjectMeta, issues: ValidationIssue[]): void {
  checkPathSegments(metadata, issues);
  if (before.deletionTimestamp !== undefined) {
    checkNoNewFinalizers(metadata.finalizers ?? [], before.finalizers ?? [], issues);
  }
  const { resourceVersion = '', name = '', namespace = '', uid = '' } = metadata;
  if (resourceVersion === '') {
    issues.push(invalid('metadata.resourceVersion', resourceVersion, 'must be specified for an update'));
  }
  // A generation is never behind: the server counts it itself when it prepares an update.
  if (name !== (before.name ?? '')) issues.push(invalid('metadata.name', name, IMMUTABLE));
  if (namespace !== (before.namespace ?? '')) issues.push(invalid('metadata.namespace', namespace, IMMUTABLE));
  if (uid !== (before.uid ?? '')) issues.push(invalidJson('metadata.uid', uid, IMMUTABLE));
  checkTimeIsKept('creationTimestamp', metadata, before, issues);
  checkTimeIsKept('deletionTimestamp', metadata, before, issues);
  const { deletionGracePeriodSeconds: seconds = null } = metadata;
  if (seconds !== (before.deletionGracePeriodSeconds ?? null)) {
    issues.push(invalidJson('metadata.deletionGracePeriodSeconds', seconds, IMMUTABLE));
  }
}

/**
 * Checks that `addressType` does not change. Since 1.37 the rule is declarative and names no value.
 *
 * @see kubernetes pkg/apis/discovery/validation ValidateEndpointSliceUpdate; docs/rules.md 5.2, 5.8
 */
export function checkAddressTypeUpdate(
  addressType: string,
  before: string,
  release: KubernetesRelease,
  issues: ValidationIssue[],
): void {
  if (addressType === before) return;
  issues.push(invalidJson('addressType', release === '1.36' ? addressType : null, IMMUTABLE));
}

function checkNoNewFinalizers(
  finalizers: readonly string[],
  before: readonly string[],
  issues: ValidationIssue[],
): void {
  const known = new Set(before);
  const added = [...new Set(finalizers)].filter((finalizer) => !known.has(finalizer)).sort(compareCodePoints);
  if (added.length === 0) return;
  const list = `[]string{${added.map(quoteGo).join(', ')}}`;
  const detail = `no new finalizers can be added if the object is being deleted, found new finalizers ${list}`;
  issues.push(forbidden('metadata.finalizers', detail));
}

function checkTimeIsKept(
  field: 'creationTimestamp' | 'deletionTimestamp',
  metadata: FullObjectMeta,
  before: FullObjectMeta,
  issues: ValidationIssue[],
): void {
  const time = readTimestamp(metadata[field]);
  const timeBefore = readTimestamp(before[field]);
  if (time?.seconds === timeBefore?.seconds && time?.nanoseconds === timeBefore?.nanoseconds) return;
  issues.push(invalidJson(`metadata.${field}`, shownTime(time), IMMUTABLE));
}

/** Returns a time as Kubernetes prints it: UTC, whole seconds; `null` for an absent time and for Go's zero time. */
function shownTime(time: Timestamp | undefined): string | null {
  return time === undefined || isZeroTime(time) ? null : formatTimestamp({ seconds: time.seconds, nanoseconds: 0 });
}
