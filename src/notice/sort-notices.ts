import equal from 'fast-deep-equal';
import { compareText } from '../internal/compare-text.ts';
import type { Notice } from '../model/notice.ts';

/** Sorts notices by kind, namespace, name, reason, text and details, so that the order of the input does not matter. */
export function sortNotices(notices: readonly Notice[]): Notice[] {
  return [...notices].sort(
    (left, right) =>
      compareText(left.object.kind, right.object.kind) ||
      compareText(left.object.namespace, right.object.namespace) ||
      compareText(left.object.name, right.object.name) ||
      compareText(left.reason, right.reason) ||
      compareText(left.message, right.message) ||
      compareNoticeDetails(left, right),
  );
}

/** Orders notices of one text by their details: a text shows only the beginning of a long address. Few differ. */
function compareNoticeDetails(left: Notice, right: Notice): number {
  return equal(left, right) ? 0 : compareText(JSON.stringify(left), JSON.stringify(right));
}
