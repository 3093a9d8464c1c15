import { expectFields } from '../internal/expect-fields.ts';
import { type Every, isWhole, pickFields } from '../internal/field-table.ts';
import { isListOrAbsent, isPresent, isTextOrAbsent } from '../internal/field-types.ts';
import { type Path, wrongType } from '../internal/invariant.ts';
import { isPlainObject } from '../internal/plain-object.ts';
import type { PodIPLike, PodLike } from '../model/core.ts';
import { POD_FIELDS } from '../model/fields.ts';
import type { ObjectMetaLike } from '../model/meta.ts';

/** Pod metadata with a name and a namespace. */
export interface PodMetadata extends ObjectMetaLike {
  readonly name: string;
  readonly namespace: string;
}

/** The path of a pod, or its index in `pods`: a path is made only for a pod that is wrong. */
type Place = Path | number;

function podPath(place: Place): Path {
  return typeof place === 'number' ? ['pods', place] : place;
}

/** Returns the metadata of a pod; throws if it lacks a name or a namespace, and names the field. */
export function podMetadata(pod: PodLike, place: Place): PodMetadata {
  const metadata: unknown = typeof pod === 'object' && pod !== null ? pod.metadata : undefined;
  if (hasNames(metadata)) return metadata;
  const path = podPath(place);
  if (!isPlainObject(pod)) throw wrongType(path, 'an object', pod);
  if (!isPlainObject(metadata)) throw wrongType([...path, 'metadata'], 'an object', metadata);
  const field = typeof metadata['name'] === 'string' ? 'namespace' : 'name';
  throw wrongType([...path, 'metadata', field], 'a string', metadata[field]);
}

function hasNames(metadata: unknown): metadata is PodMetadata {
  return (
    typeof metadata === 'object' &&
    metadata !== null &&
    'name' in metadata &&
    typeof metadata.name === 'string' &&
    'namespace' in metadata &&
    typeof metadata.namespace === 'string'
  );
}

type Spec = NonNullable<PodLike['spec']>;
/** The fields of a pod's spec that planning reads, without the containers (`checkContainers`), and those of its status. */
const SPEC_FIELDS = pickFields(POD_FIELDS.spec, 'nodeName', 'hostname', 'subdomain');
const STATUS_FIELDS = { podIPs: POD_FIELDS.status.podIPs, conditions: [{}] } as const;

/** Throws unless the status, conditions and names of a pod have the types that planning reads. */
export function checkPod(pod: PodLike, place: Place): void {
  const { spec, status } = pod;
  const uid: unknown = pod.metadata?.uid;
  if (!isTextOrAbsent(uid)) throw wrongType([...podPath(place), 'metadata', 'uid'], 'a string', uid);
  // There are many pods, and nearly all are valid: paths are made only for the others.
  if (isPresent(spec) && !isSpec(spec)) expectFields(spec, SPEC_FIELDS, [...podPath(place), 'spec']);
  if (isPresent(status) && !isStatus(status)) expectFields(status, STATUS_FIELDS, [...podPath(place), 'status']);
}

function isSpec(spec: unknown): boolean {
  if (!isPlainObject(spec)) return false;
  const { nodeName, hostname, subdomain } = spec as Every<Spec, unknown>;
  return (
    isTextOrAbsent(nodeName) &&
    isTextOrAbsent(hostname) &&
    isTextOrAbsent(subdomain) &&
    isWhole<Omit<Spec, 'containers' | 'initContainers'>>({ nodeName, hostname, subdomain })
  );
}

function isStatus(status: unknown): boolean {
  if (!isPlainObject(status)) return false;
  const { podIPs, conditions } = status;
  return isListOrAbsent(podIPs, isPodIP) && isListOrAbsent(conditions, isPlainObject);
}

function isPodIP(podIP: unknown): boolean {
  if (!isPlainObject(podIP)) return false;
  const { ip } = podIP as Every<PodIPLike, unknown>;
  return isTextOrAbsent(ip) && isWhole<PodIPLike>({ ip });
}
