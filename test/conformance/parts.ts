import { topologyPart } from './hints/topology.ts';
import { removeHintsPart, trafficDistributionPart } from './hints/traffic-distribution.ts';
import { mirrorPart } from './mirror/mirror.ts';
import { repackSubsetsPart } from './mirror/repack-subsets.ts';
import type { AnyPart } from './part.ts';
import { categorizePart } from './proxy/categorize.ts';
import { trackerPart } from './proxy/tracker.ts';
import { reconcilePart } from './reconcile/reconcile.ts';

/** All parts, in the order of the closing table. */
export const parts: readonly AnyPart[] = [
  reconcilePart,
  mirrorPart,
  repackSubsetsPart,
  trackerPart,
  categorizePart,
  topologyPart,
  trafficDistributionPart,
  removeHintsPart,
];
