import type { ZoneCapacity } from '../zones/zone-capacity.ts';
import type { HintsMemory } from './verdict.ts';

/** What hints depend on besides plan and strategy. Everything is optional. */
export interface HintsOptions {
  /** Needed by `TopologyAware` only; see `measureZoneCapacity`. */
  readonly capacity?: ZoneCapacity | null | undefined;
  /** What the previous plan returned as `memory`; absent for the first. */
  readonly memory?: HintsMemory | null | undefined;
  /**
   * How much more overload is accepted while hints by capacity are on, so that a Service near the limit does not switch
   * them off and on. Added to the threshold of 0.2. Default 0, as in the reference.
   */
  readonly hysteresis?: number | undefined;
}
