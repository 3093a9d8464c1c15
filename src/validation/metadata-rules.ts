import {
  invalid,
  invalidJson,
  MAX_ISSUES_OF_LIST,
  notSupported,
  required,
  tooLong,
  type ValidationIssue,
} from '../decode/issue.ts';
import { compareText } from '../internal/compare-text.ts';
import { isPrintable, printGoJson, quoteGo, toGoText } from '../internal/go-text.ts';
import { isLabelValue, isQualifiedName } from '../internal/name-grammar.ts';
import { utf8Length } from '../internal/utf8.ts';
import {
  MAX_ANNOTATIONS_BYTES,
  MAX_FIELD_MANAGER_BYTES,
  MAX_SUBRESOURCE_BYTES,
  type KubernetesRelease,
} from '../model/limits.ts';
import type { FullObjectMeta, ManagedFieldsEntry, OwnerReference, StringMap } from '../model/meta.ts';
import { dropRepeated } from './drop-repeated.ts';
import {
  explainDnsLabel,
  explainDnsSubdomain,
  explainLabelValue,
  explainNamePrefix,
  explainQualifiedName,
  toGoLowerCase,
} from './name-rules.ts';

/**
 * Checks the metadata of a namespaced object whose name is a subdomain.
 *
 * @see apimachinery ValidateObjectMeta; kubernetes pkg/apis/core/validation ValidateObjectMeta; docs/rules.md 5.6
 */
export function validateMetadata(
  metadata: FullObjectMeta,
  release: KubernetesRelease,
  issues: ValidationIssue[],
): void {
  const { name = '', generateName = '', namespace = '', generation = 0 } = metadata;
  if (generateName !== '') {
    for (const message of explainNamePrefix(generateName)) {
      issues.push(invalid('metadata.generateName', generateName, message));
    }
  }
  if (name === '') issues.push(required('metadata.name', 'name or generateName is required'));
  for (const message of name === '' ? [] : explainDnsSubdomain(name)) {
    issues.push(invalid('metadata.name', name, message));
  }
  if (namespace === '') issues.push(required('metadata.namespace', ''));
  for (const message of namespace === '' ? [] : explainDnsLabel(namespace)) {
    issues.push(invalid('metadata.namespace', namespace, message));
  }
  if (generation < 0) {
    issues.push(invalid('metadata.generation', generation, 'must be greater than or equal to 0'));
  }
  if (metadata.labels !== undefined) checkLabels(metadata.labels, 'metadata.labels', release, issues);
  if (metadata.annotations !== undefined) checkAnnotations(metadata.annotations, issues);
  if (metadata.ownerReferences !== undefined) checkOwnerReferences(metadata.ownerReferences, release, issues);
  if (metadata.finalizers !== undefined) checkFinalizers(metadata.finalizers, release, issues);
  if (metadata.managedFields !== undefined) checkManagedFields(metadata.managedFields, release, issues);
  if (metadata.finalizers !== undefined) checkFinalizersAreKnown(metadata.finalizers, issues);
}

/**
 * Checks labels, or a topology map, to which the same rules apply.
 *
 * @see apimachinery pkg/apis/meta/v1/validation ValidateLabels; docs/rules.md 5.6.4
 */
export function checkLabels(
  labels: StringMap,
  path: string,
  release: KubernetesRelease,
  issues: ValidationIssue[],
): void {
  const keys = Object.keys(labels);
  if (keys.every((key) => isQualifiedName(key) && isLabelValue(labels[key] as string))) return;
  const lastIssue = issues.length + MAX_ISSUES_OF_LIST;
  const said = new Set<string>();
  for (const key of keys.sort(compareText)) {
    if (issues.length >= lastIssue) return;
    const issuesBefore = issues.length;
    const value = labels[key] as string;
    for (const message of explainQualifiedName(key)) issues.push(invalid(path, key, message));
    for (const message of explainLabelValue(value)) issues.push(invalid(path, value, message));
    dropRepeated(issues, issuesBefore, said, release);
  }
}

function checkAnnotations(annotations: StringMap, issues: ValidationIssue[]): void {
  const path = 'metadata.annotations';
  const keys = Object.keys(annotations);
  if (!keys.every(isQualifiedName)) {
    const lastIssue = issues.length + MAX_ISSUES_OF_LIST;
    for (const key of keys.sort(compareText)) {
      if (issues.length >= lastIssue) break;
      for (const message of explainQualifiedName(toGoLowerCase(key))) issues.push(invalid(path, key, message));
    }
  }
  let bytes = 0;
  for (const key of keys) bytes += utf8Length(key) + utf8Length(annotations[key] as string);
  if (bytes > MAX_ANNOTATIONS_BYTES) issues.push(tooLong(path, MAX_ANNOTATIONS_BYTES));
}

function checkOwnerReferences(
  references: readonly OwnerReference[],
  release: KubernetesRelease,
  issues: ValidationIssue[],
): void {
  const path = 'metadata.ownerReferences';
  let firstController = '';
  let printed: string | undefined;
  // Does what `dropRepeated` does, without comparing messages that each hold all references.
  const said = new Set<string>();
  const lastIssue = issues.length + MAX_ISSUES_OF_LIST;
  for (const [index, reference] of references.entries()) {
    if (issues.length >= lastIssue) return;
    const { apiVersion, kind, name, controller } = reference;
    if (release === '1.36') validateOwnerReference(reference, path, issues);
    else checkOwnerReferenceOf137(reference, `${path}[${index}]`, issues);
    if ((apiVersion === 'v1' || apiVersion === '/v1') && kind === 'Event') {
      const itemPath = release === '1.36' ? path : `${path}[${index}]`;
      issues.push(invalidJson(itemPath, { ...reference }, '/v1, Kind=Event is disallowed from being an owner'));
    }
    if (controller !== true) continue;
    const current = `${kind}/${name}`;
    if (firstController === '') {
      firstController = current;
      continue;
    }
    if (release !== '1.36' && said.has(current)) continue;
    said.add(current);
    // All references are named each time; printed once, since a long list would take quadratic time.
    printed ??= printGoJson(references);
    issues.push(
      invalidJson(
        path,
        references,
        `Only one reference can have Controller set to true. Found "true" in references for ${firstController} and ${current}`,
        printed,
      ),
    );
  }
}

function validateOwnerReference(reference: OwnerReference, path: string, issues: ValidationIssue[]): void {
  const { apiVersion, kind, name, uid } = reference;
  if (versionOf(apiVersion) === '') issues.push(invalid(`${path}.apiVersion`, apiVersion, 'version must not be empty'));
  if (kind === '') issues.push(invalid(`${path}.kind`, kind, 'must not be empty'));
  if (name === '') issues.push(invalid(`${path}.name`, name, 'must not be empty'));
  if (uid === '') issues.push(invalid(`${path}.uid`, uid, 'must not be empty'));
}

/** Checks an owner reference as since 1.37: empty fields are missing rather than invalid, and each reference is named. */
function checkOwnerReferenceOf137(reference: OwnerReference, path: string, issues: ValidationIssue[]): void {
  const { apiVersion, kind, name, uid } = reference;
  if (apiVersion === '') issues.push(required(`${path}.apiVersion`, 'must not be empty'));
  else if (versionOf(apiVersion) === '') {
    issues.push(invalid(`${path}.apiVersion`, apiVersion, 'must be <group>/<version> or <version>'));
  }
  if (kind === '') issues.push(required(`${path}.kind`, 'must not be empty'));
  if (name === '') issues.push(required(`${path}.name`, 'must not be empty'));
  if (uid === '') issues.push(required(`${path}.uid`, 'must not be empty'));
}

/** Returns the version in `version` or `group/version`; `''` for other forms (apimachinery ParseGroupVersion). */
function versionOf(apiVersion: string): string {
  const parts = apiVersion.split('/');
  if (parts.length === 1) return apiVersion;
  return parts.length === 2 ? (parts[1] as string) : '';
}

const FINALIZER_ORPHAN = 'orphan';
const FINALIZER_FOREGROUND = 'foregroundDeletion';
const STANDARD_FINALIZERS: ReadonlySet<string> = new Set(['kubernetes', FINALIZER_ORPHAN, FINALIZER_FOREGROUND]);

function checkFinalizers(finalizers: readonly string[], release: KubernetesRelease, issues: ValidationIssue[]): void {
  const path = 'metadata.finalizers';
  const lastIssue = issues.length + MAX_ISSUES_OF_LIST;
  const said = new Set<string>();
  for (const finalizer of finalizers) {
    if (issues.length >= lastIssue) break;
    const issuesBefore = issues.length;
    for (const message of explainQualifiedName(finalizer)) issues.push(invalid(path, finalizer, message));
    dropRepeated(issues, issuesBefore, said, release);
  }
  if (finalizers.includes(FINALIZER_ORPHAN) && finalizers.includes(FINALIZER_FOREGROUND)) {
    const detail = `finalizer ${FINALIZER_ORPHAN} and ${FINALIZER_FOREGROUND} cannot be both set`;
    issues.push(invalidJson(path, finalizers, detail));
  }
}

/**
 * Checks that each finalizer is a standard one or has a domain.
 *
 * @see kubernetes pkg/apis/core/validation validateKubeFinalizerName; docs/rules.md 5.6.7
 */
function checkFinalizersAreKnown(finalizers: readonly string[], issues: ValidationIssue[]): void {
  const lastIssue = issues.length + MAX_ISSUES_OF_LIST;
  for (const [index, finalizer] of finalizers.entries()) {
    if (finalizer.includes('/') || STANDARD_FINALIZERS.has(finalizer)) continue;
    if (issues.length >= lastIssue) return;
    const detail = 'name is neither a standard finalizer name nor is it fully qualified';
    issues.push(invalid(`metadata.finalizers[${index}]`, finalizer, detail));
  }
}

/**
 * Checks the entries of `managedFields`.
 *
 * @see apimachinery pkg/apis/meta/v1/validation ValidateManagedFields; docs/rules.md 5.6.8
 */
function checkManagedFields(
  entries: readonly ManagedFieldsEntry[],
  release: KubernetesRelease,
  issues: ValidationIssue[],
): void {
  const lastIssue = issues.length + MAX_ISSUES_OF_LIST;
  for (const [index, entry] of entries.entries()) {
    if (issues.length >= lastIssue) return;
    const path = `metadata.managedFields[${index}]`;
    const { operation = '', fieldsType = '', manager = '', subresource = '' } = entry;
    if (operation !== 'Apply' && operation !== 'Update') {
      issues.push(wrongOperation(operation, `${path}.operation`, release));
    }
    if (fieldsType !== '' && fieldsType !== 'FieldsV1') {
      issues.push(invalid(`${path}.fieldsType`, fieldsType, 'must be `FieldsV1`'));
    }
    checkFieldManager(manager, `${path}.manager`, issues);
    if (utf8Length(subresource) > MAX_SUBRESOURCE_BYTES) {
      issues.push(tooLong(`${path}.subresource`, MAX_SUBRESOURCE_BYTES));
    }
  }
}

/** Returns the issue with an operation. Since 1.37 a missing operation and an unknown one are different issues. */
function wrongOperation(operation: string, path: string, release: KubernetesRelease): ValidationIssue {
  if (release === '1.36') return invalidJson(path, operation, 'must be `Apply` or `Update`');
  return operation === '' ? required(path, 'must not be empty') : notSupported(path, operation, ['Apply', 'Update']);
}

function checkFieldManager(manager: string, path: string, issues: ValidationIssue[]): void {
  if (utf8Length(manager) > MAX_FIELD_MANAGER_BYTES) issues.push(tooLong(path, MAX_FIELD_MANAGER_BYTES));
  let position = 0;
  const lastIssue = issues.length + MAX_ISSUES_OF_LIST;
  let printed: string | undefined;
  for (const character of toGoText(manager)) {
    if (!isPrintable(character)) {
      // Printed once, since a long name would take quadratic time.
      printed ??= quoteGo(manager);
      const code = (character.codePointAt(0) as number).toString(16).toUpperCase().padStart(4, '0');
      const detail = `invalid character U+${code} (at position ${position})`;
      issues.push(invalidJson(path, manager, detail, printed));
      if (issues.length >= lastIssue) return;
    }
    position += utf8Length(character);
  }
}
