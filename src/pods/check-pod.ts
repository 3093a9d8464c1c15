import { type Path, wrongType } from '../internal/invariant.ts';
import { isPlainObject } from '../internal/plain-object.ts';
import type { PodLike } from '../model/core.ts';
import type { ObjectMetaLike } from '../model/meta.ts';

/** Metadata of a pod that can be told apart from others. */
export interface PodMetadata extends ObjectMetaLike {
  readonly name: string;
  readonly namespace: string;
}

/** The path of a pod, or its index in `pods`: a path is only made for a pod that is wrong. */
type Place = Path | number;

function podPath(place: Place): Path {
  return typeof place === 'number' ? ['pods', place] : place;
}

/** The metadata of a pod, or an error that names what it lacks. */
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

/** Throws for a pod whose status, conditions or names are not of the types that planning reads. */
export function checkPod(pod: PodLike, place: Place): void {
  const { spec, status } = pod;
  const uid: unknown = pod.metadata?.uid;
  if (typeof uid !== 'string' && uid !== undefined && uid !== null) {
    throw wrongType([...podPath(place), 'metadata', 'uid'], 'a string', uid);
  }
  if (spec !== null && spec !== undefined) {
    if (!isPlainObject(spec)) throw wrongType([...podPath(place), 'spec'], 'an object', spec);
    checkPodText(spec.nodeName, place, 'nodeName');
    checkPodText(spec.hostname, place, 'hostname');
    checkPodText(spec.subdomain, place, 'subdomain');
  }
  if (status === null || status === undefined) return;
  if (!isPlainObject(status)) throw wrongType([...podPath(place), 'status'], 'an object', status);
  checkPodList(status.podIPs, place, 'podIPs');
  checkPodList(status.conditions, place, 'conditions');
  const podIPs: readonly { readonly ip?: unknown }[] = status.podIPs ?? [];
  for (let position = 0; position < podIPs.length; position += 1) {
    const ip = podIPs[position]?.ip;
    if (typeof ip !== 'string' && ip !== null && ip !== undefined) {
      throw wrongType([...podPath(place), 'status', 'podIPs', position, 'ip'], 'a string', ip);
    }
  }
}

function checkPodText(value: unknown, place: Place, field: string): void {
  if (typeof value === 'string' || value === undefined || value === null) return;
  throw wrongType([...podPath(place), 'spec', field], 'a string', value);
}

function checkPodList(value: unknown, place: Place, field: string): void {
  if (value === undefined || value === null) return;
  const path = [...podPath(place), 'status', field];
  if (!Array.isArray(value)) throw wrongType(path, 'an array', value);
  for (let position = 0; position < value.length; position += 1) {
    const item: unknown = value[position];
    if (typeof item !== 'object' || item === null) throw wrongType([...path, position], 'an object', item);
  }
}
