/** Names of labels and annotations, and values of the label `managed-by`. */

/** Label: the Service that a slice belongs to (`discoveryv1.LabelServiceName`). */
export const LABEL_SERVICE_NAME = 'kubernetes.io/service-name';
/** Label: who writes a slice (`discoveryv1.LabelManagedBy`). */
export const LABEL_MANAGED_BY = 'endpointslice.kubernetes.io/managed-by';
/** Label: present, with an empty value, on slices of headless Services (`v1.IsHeadlessService`). */
export const LABEL_HEADLESS = 'service.kubernetes.io/headless';
/** Label on Endpoints: exactly `true` keeps them from being mirrored (`discoveryv1.LabelSkipMirror`). */
export const LABEL_SKIP_MIRROR = 'endpointslice.kubernetes.io/skip-mirror';
/** Label on Endpoints: who writes them (`LabelManagedBy` of the Endpoints controller). */
export const LABEL_ENDPOINTS_MANAGED_BY = 'endpoints.kubernetes.io/managed-by';
/** Node label: the zone (`v1.LabelTopologyZone`). */
export const LABEL_ZONE = 'topology.kubernetes.io/zone';
/** Node label: the node's own name (`v1.LabelHostname`). */
export const LABEL_HOSTNAME = 'kubernetes.io/hostname';
/** Node label of control-plane nodes. */
export const LABEL_CONTROL_PLANE = 'node-role.kubernetes.io/control-plane';
/** Node label of control-plane nodes, older form. */
export const LABEL_MASTER = 'node-role.kubernetes.io/master';

/** Annotation: when the change behind a write happened (`v1.EndpointsLastChangeTriggerTime`). */
export const ANNOTATION_TRIGGER_TIME = 'endpoints.kubernetes.io/last-change-trigger-time';
/** Annotation that `kubectl apply` keeps (`v1.LastAppliedConfigAnnotation`). */
export const ANNOTATION_LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';
/** Annotation: `Auto` asks for hints by zone capacity (`v1.AnnotationTopologyMode`). */
export const ANNOTATION_TOPOLOGY_MODE = 'service.kubernetes.io/topology-mode';
/** Annotation: older key of the topology mode; when present it wins (`v1.DeprecatedAnnotationTopologyAwareHints`). */
export const ANNOTATION_TOPOLOGY_AWARE_HINTS = 'service.kubernetes.io/topology-aware-hints';
/** Annotation on Endpoints used as a leader lock (`resourcelock.LeaderElectionRecordAnnotationKey`). */
export const ANNOTATION_LEADER = 'control-plane.alpha.kubernetes.io/leader';
/** Annotation on Endpoints that could not hold all addresses (`v1.EndpointsOverCapacity`). */
export const ANNOTATION_OVER_CAPACITY = 'endpoints.kubernetes.io/over-capacity';

/** `managed-by` value of kube-controller-manager's endpointslice controller. */
export const ENDPOINTSLICE_CONTROLLER = 'endpointslice-controller.k8s.io';
/** `managed-by` value of kube-controller-manager's mirroring controller. */
export const MIRRORING_CONTROLLER = 'endpointslicemirroring-controller.k8s.io';
/** `managed-by` value of kube-controller-manager's Endpoints controller. */
export const ENDPOINTS_CONTROLLER = 'endpoint-controller';
