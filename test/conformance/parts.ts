import { podChangePart } from './controller/pod-change.ts';
import { sliceTrackerPart } from './controller/tracker.ts';
import { triggerTimePart } from './controller/trigger-time.ts';
import { endpointHashPart, findPortPart, portMapKeyPart, shouldPodBeInEndpointsPart } from './facts/facts.ts';
import { hintsParts } from './hints/parts.ts';
import { mirrorPart } from './mirror/mirror.ts';
import { repackSubsetsPart } from './mirror/repack-subsets.ts';
import type { AnyPart } from './part.ts';
import { categorizePart } from './proxy/categorize.ts';
import { trackerPart } from './proxy/tracker.ts';
import { reconcilePart } from './reconcile/reconcile.ts';
import { validationParts } from './validation/parts.ts';

/** All parts, in the order of the closing table. */
export const parts: readonly AnyPart[] = [
  reconcilePart,
  findPortPart,
  portMapKeyPart,
  endpointHashPart,
  shouldPodBeInEndpointsPart,
  podChangePart,
  triggerTimePart,
  sliceTrackerPart,
  ...hintsParts,
  mirrorPart,
  repackSubsetsPart,
  trackerPart,
  categorizePart,
  ...validationParts,
];
