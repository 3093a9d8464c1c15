import { ownField } from '../internal/plain-object.ts';
import { LABEL_MANAGED_BY, LABEL_SERVICE_NAME } from '../model/labels.ts';
import type { CoreEndpointAddress } from '../model/core.ts';
import type { StringMapLike } from '../model/meta.ts';
import type { AddressesOfPorts, Notice, NoticeDetails, NotMirroredReason } from '../model/notice.ts';
import type { TranslatedSubsets } from './translate-subsets.ts';

/** The Endpoints object that notices are about. */
export interface NoticedEndpoints {
  readonly namespace: string;
  readonly name: string;
}

/** What mirroring an Endpoints object left out. */
export interface MirrorNoticesInput extends NoticedEndpoints {
  readonly maxAddressesPerSubset: number;
  readonly translated: TranslatedSubsets;
  /** Labels of the Endpoints. */
  readonly labels: StringMapLike;
  readonly skippedCreateCount: number;
}

/** The notice that Endpoints are not mirrored at all. */
export function notMirroredNotice(endpoints: NoticedEndpoints, cause: NotMirroredReason): Notice {
  return endpointsNotice(
    endpoints,
    { reason: 'EndpointsNotMirrored', cause },
    `Endpoints are not mirrored: ${cause}; slices that mirrored them go`,
  );
}

/**
 * What mirroring left out, with upstream's event texts where it has one.
 *
 * @see pkg/controller/endpointslicemirroring reconcile, events.go; docs/rules.md 3.3.5
 */
export function mirrorNotices(input: MirrorNoticesInput): Notice[] {
  const { maxAddressesPerSubset, translated, skippedCreateCount } = input;
  const { invalid, overLimit, duplicate } = translated;
  const notices: Notice[] = [];
  const note = (details: NoticeDetails, message: string): void => {
    notices.push(endpointsNotice(input, details, message));
  };
  const invalidCount = countAddresses(invalid);
  if (invalidCount > 0) {
    const message = `Skipped ${invalidCount} invalid IP addresses when mirroring to EndpointSlices`;
    note({ reason: 'InvalidIPAddress', skipped: invalid }, message);
  }
  if (overLimit.length > 0) {
    // As upstream, the number in the text includes the invalid addresses; `skipped` does not.
    const skippedCount = invalidCount + countAddresses(overLimit);
    const message = `A max of ${maxAddressesPerSubset} addresses can be mirrored to EndpointSlices per Endpoints subset. ${skippedCount} addresses were skipped`;
    note({ reason: 'TooManyAddressesToMirror', maxAddressesPerSubset, skipped: overLimit }, message);
  }
  for (const { addressType, address } of duplicate) {
    const message = `${JSON.stringify(address)} is the same endpoint as another address of the same ports`;
    note({ reason: 'DuplicateEndpoint', addressType, address }, message);
  }
  notices.push(...translated.conflicting.map((ignored) => conflictNotice(input, ignored)));
  for (const label of [LABEL_SERVICE_NAME, LABEL_MANAGED_BY]) {
    if ((ownField(input.labels, label) ?? undefined) === undefined) continue;
    note({ reason: 'ReservedLabelIgnored', label }, `label ${label} belongs to the controller and is not copied`);
  }
  if (skippedCreateCount > 0) {
    const message = `Endpoints are being deleted; creates left out: ${skippedCreateCount}`;
    note({ reason: 'EndpointsTerminating', skippedCreateCount }, message);
  }
  return notices;
}

/** The notice that an address counts with other details than these. */
export function conflictNotice(endpoints: NoticedEndpoints, ignored: CoreEndpointAddress): Notice {
  const { ip, ...details } = ignored;
  const said = Object.keys(details).length === 0 ? 'none' : JSON.stringify(details);
  const message = `${JSON.stringify(ip)} is listed with different details; these do not count: ${said}`;
  return endpointsNotice(endpoints, { reason: 'ConflictingAddress', ignored }, message);
}

function countAddresses(skipped: readonly AddressesOfPorts[]): number {
  return skipped.reduce((count, { addresses }) => count + addresses.length, 0);
}

function endpointsNotice({ namespace, name }: NoticedEndpoints, details: NoticeDetails, message: string): Notice {
  return { ...details, object: { kind: 'Endpoints', namespace, name }, message, retry: false };
}
