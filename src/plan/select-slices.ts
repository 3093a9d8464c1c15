import { expectArray, expectObject, expectObjects } from '../internal/expect.ts';
import { ownField } from '../internal/plain-object.ts';
import type { EndpointSliceLike } from '../model/endpoint-slice.ts';
import { LABEL_MANAGED_BY, LABEL_SERVICE_NAME } from '../model/labels.ts';
import type { Notice } from '../model/notice.ts';
import { noticeOf } from '../notice/notice-of.ts';
import { checkSlice } from '../slice/check-slice.ts';
import { sliceName, sortSlices } from '../slice/slice-order.ts';

/** The namespace, Service and manager whose slices are selected. */
export interface SliceSelection {
  readonly namespace: string;
  readonly serviceName: string;
  readonly managedBy: string;
}

/** The slices that a planner may write, and notices on the others of the Service. */
export interface SelectedSlices {
  /** Checked, in order of their names. */
  readonly slices: readonly EndpointSliceLike[];
  readonly notices: readonly Notice[];
}

/**
 * Selects the slices of a Service that one manager writes: by namespace and by the two labels. No other slice may be
 * touched.
 *
 * Slices that are being deleted are left out. Slices of the Service with another manager give a notice, slices of other
 * Services do not. Cost: O(s log s).
 *
 * @see kubernetes pkg/controller/endpointslice syncService; docs/rules.md 2.2
 */
export function selectSlices(slices: readonly EndpointSliceLike[], selection: SliceSelection): SelectedSlices {
  const selected: EndpointSliceLike[] = [];
  const notices: Notice[] = [];
  expectObjects(expectArray(slices, ['slices']), ['slices']).forEach((slice, index) => {
    const metadata = expectObject(slice.metadata, ['slices', index, 'metadata']);
    if (metadata.namespace !== selection.namespace) return;
    const labels = metadata.labels ?? {};
    if (ownField(labels, LABEL_SERVICE_NAME) !== selection.serviceName) return;
    checkSlice(slice, index);
    const managedBy = ownField(labels, LABEL_MANAGED_BY) ?? '';
    const object = { kind: 'EndpointSlice', namespace: selection.namespace, name: sliceName(slice) } as const;
    if (managedBy !== selection.managedBy) {
      notices.push(noticeOf(object, { reason: 'SliceOfOtherManager', managedBy }));
    } else if (metadata.deletionTimestamp !== null && metadata.deletionTimestamp !== undefined) {
      notices.push(noticeOf(object, { reason: 'SliceTerminating' }));
    } else {
      selected.push(slice);
    }
  });
  return { slices: sortSlices(selected), notices };
}
