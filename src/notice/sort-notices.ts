import { compareText } from '../internal/compare-text.ts';
import type { Notice } from '../model/notice.ts';

/** Notices in an order that does not depend on that of the input: by kind, namespace, name, reason, text and details. */
export function sortNotices(notices: readonly Notice[]): Notice[] {
  return [...notices].sort(
    (left, right) =>
      compareText(left.object.kind, right.object.kind) ||
      compareText(left.object.namespace, right.object.namespace) ||
      compareText(left.object.name, right.object.name) ||
      compareText(left.reason, right.reason) ||
      compareText(left.message, right.message) ||
      // A text shows the beginning of a long address only.
      compareText(JSON.stringify(left), JSON.stringify(right)),
  );
}
