/** Lists the limits of the API and the defaults of the controllers. */

/** The most endpoints of a slice; API validation, `maxEndpoints`. */
export const MAX_ENDPOINTS_PER_SLICE = 1000;
/** The most addresses of an endpoint; API validation, `maxAddresses`. */
export const MAX_ADDRESSES_PER_ENDPOINT = 100;
/** The most ports of a slice; API validation, `maxPorts` (the API's own text still says 100). */
export const MAX_PORTS_PER_SLICE = 20000;
/** The most zones in the hints of an endpoint; API validation, `maxZoneHints`. */
export const MAX_ZONE_HINTS = 8;
/** The most nodes in the hints of an endpoint; API validation, `maxNodeHints`. */
export const MAX_NODE_HINTS = 8;
/** The most keys in the deprecated topology of an endpoint; API validation, `maxTopologyLabels`. */
export const MAX_TOPOLOGY_KEYS = 16;
/** The default of the endpoints to which a slice is filled; kube-controller-manager `--max-endpoints-per-slice`. */
export const DEFAULT_ENDPOINTS_PER_SLICE = 100;
/** The default of the addresses mirrored per Endpoints subset; `--mirroring-max-endpoints-per-subset`. */
export const DEFAULT_MIRRORED_ADDRESSES_PER_SUBSET = 1000;
/** The bytes of a generateName prefix that the API server keeps; it appends five characters (`MaxGeneratedNameLength`). */
export const MAX_GENERATED_NAME_BASE_BYTES = 58;
/** The most bytes of all annotations of an object together; apimachinery `TotalAnnotationSizeLimitB`. */
export const MAX_ANNOTATIONS_BYTES = 262144;
/** The most bytes of a field manager's name; apimachinery `FieldManagerMaxLength`. */
export const MAX_FIELD_MANAGER_BYTES = 128;
/** The most bytes of the subresource of a managedFields entry; apimachinery `MaxSubresourceNameLength`. */
export const MAX_SUBRESOURCE_BYTES = 256;
/** The most bytes of a request body; apiserver `MaxRequestBodyBytes`. */
export const MAX_REQUEST_BYTES = 3145728;
/** The most addresses of an Endpoints object that the Endpoints controller writes; `maxCapacity` there. */
export const MAX_CORE_ENDPOINTS_ADDRESSES = 1000;
/** The part by which hints may raise the load of an endpoint above its share; topologycache `overloadThreshold`. */
export const OVERLOAD_THRESHOLD = 0.2;

/** The release of Kubernetes whose rules validation applies where releases differ. */
export type KubernetesRelease = '1.36' | '1.37';
