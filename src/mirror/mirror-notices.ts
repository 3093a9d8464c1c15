import { ownField } from '../internal/plain-object.ts';
import { LABEL_MANAGED_BY, LABEL_SERVICE_NAME } from '../model/labels.ts';
import type { StringMapLike } from '../model/meta.ts';
import type { NoticeDetails } from '../model/notice.ts';
import { countAddresses } from '../notice/notice-of.ts';
import type { TranslatedSubsets } from './translate-subsets.ts';

/**
 * Lists what mirroring leaves out of an Endpoints object with these labels, as details of notices.
 *
 * @see pkg/controller/endpointslicemirroring reconcile, events.go; docs/rules.md 3.3.5
 */
export function whatMirroringLeavesOut(
  translated: TranslatedSubsets,
  labels: StringMapLike,
  maxAddressesPerSubset: number,
): NoticeDetails[] {
  const { invalid, overLimit, duplicate, conflicting } = translated;
  const found: NoticeDetails[] = [];
  if (invalid.length > 0) found.push({ reason: 'InvalidIPAddress', skipped: invalid });
  if (overLimit.length > 0) {
    const skippedCount = countAddresses(invalid) + countAddresses(overLimit);
    found.push({ reason: 'TooManyAddressesToMirror', maxAddressesPerSubset, skippedCount, skipped: overLimit });
  }
  for (const { addressType, address } of duplicate) found.push({ reason: 'DuplicateEndpoint', addressType, address });
  for (const ignored of conflicting) found.push({ reason: 'ConflictingAddress', ignored });
  for (const label of [LABEL_SERVICE_NAME, LABEL_MANAGED_BY]) {
    if ((ownField(labels, label) ?? undefined) !== undefined) found.push({ reason: 'ReservedLabelIgnored', label });
  }
  return found;
}
