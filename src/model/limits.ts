/** Endpoints a slice may hold at most; API validation, `maxEndpoints`. */
export const MAX_ENDPOINTS_PER_SLICE = 1000;
/** Endpoints a slice is filled to when the caller names no maximum; kube-controller-manager `--max-endpoints-per-slice`. */
export const DEFAULT_ENDPOINTS_PER_SLICE = 100;
/** Addresses mirrored per Endpoints subset when the caller names no maximum; `--mirroring-max-endpoints-per-subset`. */
export const DEFAULT_MIRRORED_ADDRESSES_PER_SUBSET = 1000;
/** Addresses an Endpoints object written by the Endpoints controller holds at most; `maxCapacity` there. */
export const MAX_CORE_ENDPOINTS_ADDRESSES = 1000;
/** How much more load than its share an endpoint may get by hints, as a part of it; topologycache `overloadThreshold`. */
export const OVERLOAD_THRESHOLD = 0.2;
/** Zones an endpoint's hints may name at most; API validation, `maxZoneHints`. */
export const MAX_ZONE_HINTS = 8;
/** Nodes an endpoint's hints may name at most; API validation, `maxNodeHints`. */
export const MAX_NODE_HINTS = 8;
