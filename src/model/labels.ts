/** Names labels and annotations, and the values of the label `managed-by`. */

/** The label that names the Service of a slice (`discoveryv1.LabelServiceName`). */
export const LABEL_SERVICE_NAME = 'kubernetes.io/service-name';
/** The label that names the writer of a slice (`discoveryv1.LabelManagedBy`). */
export const LABEL_MANAGED_BY = 'endpointslice.kubernetes.io/managed-by';
/** The label, with an empty value, on slices of headless Services (`v1.IsHeadlessService`). */
export const LABEL_HEADLESS = 'service.kubernetes.io/headless';
/** The label that keeps Endpoints from being mirrored if it is exactly `true` (`discoveryv1.LabelSkipMirror`). */
export const LABEL_SKIP_MIRROR = 'endpointslice.kubernetes.io/skip-mirror';
/** The label that names the writer of Endpoints (`LabelManagedBy` of the Endpoints controller). */
export const LABEL_ENDPOINTS_MANAGED_BY = 'endpoints.kubernetes.io/managed-by';
/** The label with a node's zone (`v1.LabelTopologyZone`). */
export const LABEL_ZONE = 'topology.kubernetes.io/zone';
/** The label with a node's own name (`v1.LabelHostname`). */
export const LABEL_HOSTNAME = 'kubernetes.io/hostname';
/** The label of control-plane nodes. */
export const LABEL_CONTROL_PLANE = 'node-role.kubernetes.io/control-plane';
/** The older label of control-plane nodes. */
export const LABEL_MASTER = 'node-role.kubernetes.io/master';

/** The annotation with the time of the change behind a write (`v1.EndpointsLastChangeTriggerTime`). */
export const ANNOTATION_TRIGGER_TIME = 'endpoints.kubernetes.io/last-change-trigger-time';
/** The annotation that `kubectl apply` keeps (`v1.LastAppliedConfigAnnotation`). */
export const ANNOTATION_LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';
/** The annotation whose value `Auto` asks for hints by zone capacity (`v1.AnnotationTopologyMode`). */
export const ANNOTATION_TOPOLOGY_MODE = 'service.kubernetes.io/topology-mode';
/** The older annotation of the topology mode, which wins if present (`v1.DeprecatedAnnotationTopologyAwareHints`). */
export const ANNOTATION_TOPOLOGY_AWARE_HINTS = 'service.kubernetes.io/topology-aware-hints';
/** The annotation on Endpoints that are a leader lock (`resourcelock.LeaderElectionRecordAnnotationKey`). */
export const ANNOTATION_LEADER = 'control-plane.alpha.kubernetes.io/leader';
/** The annotation on Endpoints that could not hold all addresses (`v1.EndpointsOverCapacity`). */
export const ANNOTATION_OVER_CAPACITY = 'endpoints.kubernetes.io/over-capacity';

/** The `managed-by` value of kube-controller-manager's endpointslice controller. */
export const ENDPOINTSLICE_CONTROLLER = 'endpointslice-controller.k8s.io';
/** The `managed-by` value of kube-controller-manager's mirroring controller. */
export const MIRRORING_CONTROLLER = 'endpointslicemirroring-controller.k8s.io';
/** The `managed-by` value of kube-controller-manager's Endpoints controller. */
export const ENDPOINTS_CONTROLLER = 'endpoint-controller';
