/** Limits of the API and defaults of the controllers, as numbers. */

/** Endpoints a slice may hold at most; API validation, `maxEndpoints`. */
export const MAX_ENDPOINTS_PER_SLICE = 1000;
/** Addresses an endpoint may have at most; API validation, `maxAddresses`. */
export const MAX_ADDRESSES_PER_ENDPOINT = 100;
/** Ports a slice may have at most; API validation, `maxPorts` (the API's own text still says 100). */
export const MAX_PORTS_PER_SLICE = 20000;
/** Zones that the hints of an endpoint may name at most; API validation, `maxZoneHints`. */
export const MAX_ZONE_HINTS = 8;
/** Nodes that the hints of an endpoint may name at most; API validation, `maxNodeHints`. */
export const MAX_NODE_HINTS = 8;
/** Keys that the deprecated topology of an endpoint may have at most; API validation, `maxTopologyLabels`. */
export const MAX_TOPOLOGY_KEYS = 16;
/** Endpoints a slice is filled to when the caller names no maximum; kube-controller-manager `--max-endpoints-per-slice`. */
export const DEFAULT_ENDPOINTS_PER_SLICE = 100;
/** Addresses mirrored per Endpoints subset when the caller names no maximum; `--mirroring-max-endpoints-per-subset`. */
export const DEFAULT_MIRRORED_ADDRESSES_PER_SUBSET = 1000;
/** Bytes of a generateName prefix that the API server keeps; it appends five characters (`MaxGeneratedNameLength`). */
export const MAX_GENERATED_NAME_BASE_BYTES = 58;
/** Bytes of all annotations of an object together, at most; apimachinery `TotalAnnotationSizeLimitB`. */
export const MAX_ANNOTATIONS_BYTES = 262144;
/** Bytes of a field manager's name, at most; apimachinery `FieldManagerMaxLength`. */
export const MAX_FIELD_MANAGER_BYTES = 128;
/** Bytes of the subresource of a managedFields entry, at most; apimachinery `MaxSubresourceNameLength`. */
export const MAX_SUBRESOURCE_BYTES = 256;
/** Bytes of a request body, at most; apiserver `MaxRequestBodyBytes`. */
export const MAX_REQUEST_BYTES = 3145728;
/** Addresses an Endpoints object written by the Endpoints controller holds at most; `maxCapacity` there. */
export const MAX_CORE_ENDPOINTS_ADDRESSES = 1000;
/** How much more load than its share an endpoint may get by hints, as a part of it; topologycache `overloadThreshold`. */
export const OVERLOAD_THRESHOLD = 0.2;
