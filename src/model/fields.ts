/**
 * Lists the fields of every noun, each noun's once, in the order of the API's own encoding. Code that reads, copies,
 * compares or checks a noun uses its table, or does not compile if a field is missing (`isWhole`).
 */

import type { FieldsOf } from '../internal/field-table.ts';
import type {
  ContainerLike,
  ContainerPortLike,
  CoreEndpointAddressLike,
  CoreEndpointSubsetLike,
  CoreEndpointsLike,
  LoadBalancerIngressLike,
  NodeLike,
  PodConditionLike,
  PodIPLike,
  PodLike,
  ServiceLike,
  ServicePortLike,
} from './core.ts';
import type {
  EndpointConditionsLike,
  EndpointHintsLike,
  EndpointLike,
  EndpointPortLike,
  EndpointSliceLike,
} from './endpoint-slice.ts';
import type { EndpointSliceV1beta1Like, EndpointV1beta1Like } from './endpoint-slice-v1beta1.ts';
import type {
  FullObjectMeta,
  ManagedFieldsEntry,
  ObjectMeta,
  ObjectReferenceLike,
  OwnerReferenceLike,
} from './meta.ts';

/** `v1.ObjectReference`. */
export const OBJECT_REFERENCE_FIELDS: FieldsOf<ObjectReferenceLike> = {
  kind: 'plain text',
  namespace: 'plain text',
  name: 'plain text',
  uid: 'plain text',
  apiVersion: 'plain text',
  resourceVersion: 'plain text',
  fieldPath: 'plain text',
};

/** `metav1.OwnerReference`. */
export const OWNER_REFERENCE_FIELDS: FieldsOf<OwnerReferenceLike> = {
  apiVersion: 'required text',
  kind: 'required text',
  name: 'required text',
  uid: 'required text',
  controller: 'flag',
  blockOwnerDeletion: 'flag',
};

/** `metav1.ManagedFieldsEntry`. */
export const MANAGED_FIELDS_FIELDS: FieldsOf<ManagedFieldsEntry> = {
  manager: 'plain text',
  operation: 'plain text',
  apiVersion: 'plain text',
  time: 'plain time',
  fieldsType: 'plain text',
  fieldsV1: 'json',
  subresource: 'plain text',
};

/** `metav1.ObjectMeta`, the fields that have a type of their own in what this library returns. */
export const OBJECT_META_FIELDS: FieldsOf<ObjectMeta> = {
  name: 'plain text',
  generateName: 'plain text',
  namespace: 'plain text',
  uid: 'plain text',
  resourceVersion: 'plain text',
  generation: 'plain int64',
  labels: 'text map',
  annotations: 'text map',
  ownerReferences: [OWNER_REFERENCE_FIELDS],
};

/** `metav1.ObjectMeta`, all of it. */
export const FULL_OBJECT_META_FIELDS: FieldsOf<FullObjectMeta> = {
  ...OBJECT_META_FIELDS,
  selfLink: 'plain text',
  creationTimestamp: 'plain time',
  deletionTimestamp: 'time',
  deletionGracePeriodSeconds: 'int64',
  finalizers: ['text'],
  managedFields: [MANAGED_FIELDS_FIELDS],
};

/** `discovery/v1.EndpointConditions`. */
export const ENDPOINT_CONDITIONS_FIELDS: FieldsOf<EndpointConditionsLike> = {
  ready: 'flag',
  serving: 'flag',
  terminating: 'flag',
};

const HINT_FIELDS = { name: 'required text' } as const;

/** `discovery/v1.EndpointHints`. */
export const ENDPOINT_HINTS_FIELDS: FieldsOf<EndpointHintsLike> = {
  forZones: [HINT_FIELDS],
  forNodes: [HINT_FIELDS],
};

/** `discovery/v1.Endpoint`. */
export const ENDPOINT_FIELDS: FieldsOf<EndpointLike> = {
  addresses: ['text'],
  conditions: ENDPOINT_CONDITIONS_FIELDS,
  hostname: 'text',
  targetRef: OBJECT_REFERENCE_FIELDS,
  deprecatedTopology: 'text map',
  nodeName: 'text',
  zone: 'text',
  hints: ENDPOINT_HINTS_FIELDS,
};

/** `discovery/v1beta1.Endpoint`. */
export const ENDPOINT_V1BETA1_FIELDS: FieldsOf<EndpointV1beta1Like> = {
  addresses: ENDPOINT_FIELDS.addresses,
  conditions: ENDPOINT_FIELDS.conditions,
  hostname: ENDPOINT_FIELDS.hostname,
  targetRef: ENDPOINT_FIELDS.targetRef,
  topology: 'text map',
  nodeName: ENDPOINT_FIELDS.nodeName,
  hints: ENDPOINT_FIELDS.hints,
};

/** `discovery/v1.EndpointPort`, and `v1.EndpointPort` of core/v1 Endpoints. */
export const ENDPOINT_PORT_FIELDS: FieldsOf<EndpointPortLike> = {
  name: 'text',
  protocol: 'text',
  port: 'int32',
  appProtocol: 'text',
};

/** `discovery/v1.EndpointSlice`. */
export const ENDPOINT_SLICE_FIELDS: FieldsOf<EndpointSliceLike> = {
  apiVersion: 'text',
  kind: 'text',
  metadata: FULL_OBJECT_META_FIELDS,
  addressType: 'required text',
  endpoints: [ENDPOINT_FIELDS],
  ports: [ENDPOINT_PORT_FIELDS],
};

/** `discovery/v1beta1.EndpointSlice`. */
export const ENDPOINT_SLICE_V1BETA1_FIELDS: FieldsOf<EndpointSliceV1beta1Like> = {
  ...ENDPOINT_SLICE_FIELDS,
  endpoints: [ENDPOINT_V1BETA1_FIELDS],
};

/** `v1.ServicePort`. */
export const SERVICE_PORT_FIELDS: FieldsOf<ServicePortLike> = {
  name: 'text',
  protocol: 'text',
  appProtocol: 'text',
  port: 'required int32',
  targetPort: 'int or text',
  nodePort: 'int32',
};

/** `v1.LoadBalancerIngress`. */
export const LOAD_BALANCER_INGRESS_FIELDS: FieldsOf<LoadBalancerIngressLike> = {
  ip: 'text',
  hostname: 'text',
  ipMode: 'text',
};

/** `v1.Service`, the parts that are read. */
export const SERVICE_FIELDS: FieldsOf<ServiceLike> = {
  metadata: FULL_OBJECT_META_FIELDS,
  spec: {
    type: 'text',
    selector: 'text map',
    clusterIP: 'text',
    ipFamilies: ['text'],
    ports: [SERVICE_PORT_FIELDS],
    publishNotReadyAddresses: 'flag',
    trafficDistribution: 'text',
    internalTrafficPolicy: 'text',
    externalTrafficPolicy: 'text',
    externalIPs: ['text'],
  },
  status: { loadBalancer: { ingress: [LOAD_BALANCER_INGRESS_FIELDS] } },
};

/** `v1.ContainerPort`, the parts that are read. */
export const CONTAINER_PORT_FIELDS: FieldsOf<ContainerPortLike> = {
  name: 'text',
  containerPort: 'required int32',
  protocol: 'text',
};

/** `v1.Container`, the parts that are read. */
export const CONTAINER_FIELDS: FieldsOf<ContainerLike> = {
  name: 'text',
  ports: [CONTAINER_PORT_FIELDS],
  restartPolicy: 'text',
};

/** `v1.PodIP`. */
export const POD_IP_FIELDS: FieldsOf<PodIPLike> = { ip: 'text' };

/** `v1.PodCondition` and `v1.NodeCondition`, the parts that are read. */
export const CONDITION_FIELDS: FieldsOf<PodConditionLike> = {
  type: 'required text',
  status: 'required text',
  lastTransitionTime: 'time',
};

/** `v1.Pod`, the parts that are read. */
export const POD_FIELDS: FieldsOf<PodLike> = {
  metadata: FULL_OBJECT_META_FIELDS,
  spec: {
    nodeName: 'text',
    hostname: 'text',
    subdomain: 'text',
    containers: [CONTAINER_FIELDS],
    initContainers: [CONTAINER_FIELDS],
  },
  status: { phase: 'text', podIP: 'text', podIPs: [POD_IP_FIELDS], conditions: [CONDITION_FIELDS] },
};

/** `v1.Node`, the parts that are read. */
export const NODE_FIELDS: FieldsOf<NodeLike> = {
  metadata: FULL_OBJECT_META_FIELDS,
  status: { allocatable: 'quantity map', conditions: [CONDITION_FIELDS] },
};

/** `v1.EndpointAddress`. */
export const CORE_ENDPOINT_ADDRESS_FIELDS: FieldsOf<CoreEndpointAddressLike> = {
  ip: 'required text',
  hostname: 'plain text',
  nodeName: 'text',
  targetRef: OBJECT_REFERENCE_FIELDS,
};

/** `v1.EndpointSubset`. */
export const CORE_ENDPOINT_SUBSET_FIELDS: FieldsOf<CoreEndpointSubsetLike> = {
  addresses: [CORE_ENDPOINT_ADDRESS_FIELDS],
  notReadyAddresses: [CORE_ENDPOINT_ADDRESS_FIELDS],
  ports: [ENDPOINT_PORT_FIELDS],
};

/** `v1.Endpoints`. */
export const CORE_ENDPOINTS_FIELDS: FieldsOf<CoreEndpointsLike> = {
  metadata: FULL_OBJECT_META_FIELDS,
  subsets: [CORE_ENDPOINT_SUBSET_FIELDS],
};
