/**
 * For whoever explains, tunes or replaces topology hints: capacity of zones, strategies, verdicts, and what a change would do.
 * `planService` and `planSlices` set hints without it.
 *
 * @module endpointslice/hints
 */

// Capacity of zones
export { measureZoneCapacity } from './zones/zone-capacity.ts';
export type { CapacityProblem, ZoneCapacity, ZoneCapacityOptions, ZoneShare } from './zones/zone-capacity.ts';

// Hints for a plan
export { readRequestedHints } from './hints/hints-strategy.ts';
export type {
  HintsFunction,
  HintsStrategy,
  HintsWorld,
  RequestedHints,
  RequestedHintsOptions,
} from './hints/hints-strategy.ts';
export { planHints } from './hints/plan-hints.ts';
export type { HintsInput, HintsResult } from './hints/plan-hints.ts';
export type { HintsOptions } from './hints/hints-options.ts';
export type { ZoneAllocation } from './zones/allocate-zones.ts';
export type {
  HintsEvent,
  HintsMemory,
  HintsReason,
  HintsStrategyName,
  HintsVerdict,
  HintsVerdictDetails,
  RememberedHints,
  ZoneVerdict,
} from './hints/verdict.ts';

// What came of hints, and what would
export { listHintsNotices } from './hints/hints-notices.ts';
export { findOverloadedServices } from './hints/overloaded-services.ts';
export type { OverloadedService, OverloadOptions, ServiceHints } from './hints/overloaded-services.ts';
export { isRelevantNodeChange } from './zones/node-change.ts';
export type { NodeChange } from './zones/node-change.ts';
export { simulateHints } from './hints/what-if-hints.ts';
export type { HintsChange, WhatIfAnswer, WhatIfInput } from './hints/what-if-hints.ts';
