/** The fields that the API has, by kind of object: what strict reading lets pass. */

const SLICE = ['apiVersion', 'kind', 'metadata', 'addressType', 'endpoints', 'ports'];
const ENDPOINT = ['addresses', 'conditions', 'hostname', 'targetRef', 'nodeName', 'hints'];
const METADATA = [
  'name',
  'generateName',
  'namespace',
  'selfLink',
  'uid',
  'resourceVersion',
  'generation',
  'creationTimestamp',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
  'labels',
  'annotations',
  'ownerReferences',
  'finalizers',
  'managedFields',
];

export const SLICE_FIELDS: ReadonlySet<string> = new Set(SLICE);
export const ENDPOINT_FIELDS: ReadonlySet<string> = new Set([...ENDPOINT, 'deprecatedTopology', 'zone']);
export const ENDPOINT_V1BETA1_FIELDS: ReadonlySet<string> = new Set([...ENDPOINT, 'topology']);
export const CONDITIONS_FIELDS: ReadonlySet<string> = new Set(['ready', 'serving', 'terminating']);
export const HINTS_FIELDS: ReadonlySet<string> = new Set(['forZones', 'forNodes']);
export const NAMED_FIELDS: ReadonlySet<string> = new Set(['name']);
export const PORT_FIELDS: ReadonlySet<string> = new Set(['name', 'protocol', 'port', 'appProtocol']);
export const METADATA_FIELDS: ReadonlySet<string> = new Set(METADATA);
export const OWNER_REFERENCE_FIELDS: ReadonlySet<string> = new Set([
  'apiVersion',
  'kind',
  'name',
  'uid',
  'controller',
  'blockOwnerDeletion',
]);
export const OBJECT_REFERENCE_FIELDS: ReadonlySet<string> = new Set([
  'kind',
  'namespace',
  'name',
  'uid',
  'apiVersion',
  'resourceVersion',
  'fieldPath',
]);
export const MANAGED_FIELDS_FIELDS: ReadonlySet<string> = new Set([
  'manager',
  'operation',
  'apiVersion',
  'time',
  'fieldsType',
  'fieldsV1',
  'subresource',
]);
