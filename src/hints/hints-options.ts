/** Defines the options that hints depend on besides plan and strategy. */

import type { ZoneCapacity } from '../zones/zone-capacity.ts';
import type { HintsMemory } from './verdict.ts';

/** Options of hints besides plan and strategy; all may be absent. */
export interface HintsOptions {
  /** Needed by `TopologyAware` only; see `measureZoneCapacity`. */
  readonly capacity?: ZoneCapacity | null | undefined;
  /** The `memory` that the previous plan returned; absent for the first plan. */
  readonly memory?: HintsMemory | null | undefined;
  /**
   * The additional overload that is accepted while hints by capacity are on, so that a Service near the limit does not
   * switch them off and on. Added to the threshold of 0.2. Default 0, as in the reference.
   */
  readonly hysteresis?: number | undefined;
}
