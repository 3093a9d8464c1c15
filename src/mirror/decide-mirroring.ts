import { enter } from '../internal/door.ts';
import { expectObject } from '../internal/expect.ts';
import { ownField } from '../internal/plain-object.ts';
import type { CoreEndpointsLike, ServiceLike } from '../model/core.ts';
import { ANNOTATION_LEADER, LABEL_SKIP_MIRROR } from '../model/labels.ts';
import type { NotMirroredReason } from '../model/notice.ts';

/** The decision whether Endpoints are mirrored, with the reason if they are not. */
export type MirroringDecision =
  | { readonly mirrored: true }
  | { readonly mirrored: false; readonly reason: NotMirroredReason };

/** The Endpoints and the Service of one name; leave out the one that does not exist. */
export interface MirroringObjects {
  readonly endpoints?: CoreEndpointsLike | null | undefined;
  readonly service?: ServiceLike | null | undefined;
}

/**
 * Decides whether Endpoints are to be mirrored to EndpointSlices.
 *
 * The reasons are tried in the order in which `NotMirroredReason` lists them; the first that holds is returned. Leave out an
 * object that does not exist. A Service of type ExternalName is not a reason. If the Endpoints are not mirrored, every slice
 * that the mirroring controller made for this name is deleted, and no other slice is touched (see `planMirror`).
 *
 * @see pkg/controller/endpointslicemirroring shouldMirror, syncEndpoints; docs/rules.md 3.1.1
 * @example
 * decideMirroring({ endpoints: { subsets: [] }, service: { spec: {} } }) // => { mirrored: true }
 * decideMirroring({ endpoints: { subsets: [] }, service: { spec: { selector: {} } } })
 * // => { mirrored: false, reason: 'ServiceHasSelector' }
 * decideMirroring({}) // => { mirrored: false, reason: 'EndpointsMissing' }
 */
export function decideMirroring(input: MirroringObjects): MirroringDecision {
  return enter('decideMirroring', () => decisionOf(expectObject(input, ['input'])));
}

/** Returns the decision for objects that were checked before. */
export function decisionOf({ endpoints, service }: MirroringObjects): MirroringDecision {
  if (endpoints === null || endpoints === undefined) return { mirrored: false, reason: 'EndpointsMissing' };
  const { labels, annotations } = endpoints.metadata ?? {};
  if (ownField(labels ?? {}, LABEL_SKIP_MIRROR) === 'true') return { mirrored: false, reason: 'SkipMirrorLabel' };
  // As in Go, where the key alone decides: an annotation with the value "" is there, one that is null is not.
  if ((ownField(annotations ?? {}, ANNOTATION_LEADER) ?? undefined) !== undefined)
    return { mirrored: false, reason: 'LeaderElection' };
  if (service === null || service === undefined) return { mirrored: false, reason: 'ServiceMissing' };
  const selector = service.spec?.selector;
  if (selector !== null && selector !== undefined) return { mirrored: false, reason: 'ServiceHasSelector' };
  return { mirrored: true };
}
