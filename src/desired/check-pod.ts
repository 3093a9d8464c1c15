import { expectObjects } from '../internal/expect.ts';
import { type Path, wrongType } from '../internal/invariant.ts';
import { isPlainObject } from '../internal/plain-object.ts';
import type { ContainerLike, PodLike } from '../model/core.ts';
import type { ObjectMetaLike } from '../model/meta.ts';

/** Metadata of a pod that can be told apart from others. */
export interface PodMetadata extends ObjectMetaLike {
  readonly name: string;
  readonly namespace: string;
}

/** The metadata of a pod, or an error that names what it lacks. `place` is its path, or its index in `pods`. */
export function podMetadata(pod: PodLike, caller: string, place: Path | number): PodMetadata {
  const metadata: unknown = typeof pod === 'object' && pod !== null ? pod.metadata : undefined;
  if (hasNames(metadata)) return metadata;
  const path = typeof place === 'number' ? ['pods', place] : place;
  if (!isPlainObject(pod)) throw wrongType(caller, path, 'an object', pod);
  if (!isPlainObject(metadata)) throw wrongType(caller, [...path, 'metadata'], 'an object', metadata);
  const field = typeof metadata['name'] === 'string' ? 'namespace' : 'name';
  throw wrongType(caller, [...path, 'metadata', field], 'a string', metadata[field]);
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
export function checkPod(pod: PodLike, index: number, caller: string): void {
  const { spec, status } = pod;
  const uid: unknown = pod.metadata?.uid;
  if (typeof uid !== 'string' && uid !== undefined && uid !== null) {
    throw wrongType(caller, ['pods', index, 'metadata', 'uid'], 'a string', uid);
  }
  if (spec !== null && spec !== undefined) {
    if (!isPlainObject(spec)) throw wrongType(caller, ['pods', index, 'spec'], 'an object', spec);
    checkText(spec.nodeName, index, caller, 'nodeName');
    checkText(spec.hostname, index, caller, 'hostname');
    checkText(spec.subdomain, index, caller, 'subdomain');
  }
  if (status === null || status === undefined) return;
  if (!isPlainObject(status)) throw wrongType(caller, ['pods', index, 'status'], 'an object', status);
  checkList(status.podIPs, index, caller, 'podIPs');
  checkList(status.conditions, index, caller, 'conditions');
  const podIPs: readonly { readonly ip?: unknown }[] = status.podIPs ?? [];
  for (let position = 0; position < podIPs.length; position += 1) {
    const ip = podIPs[position]?.ip;
    if (typeof ip !== 'string' && ip !== null && ip !== undefined) {
      throw wrongType(caller, ['pods', index, 'status', 'podIPs', position, 'ip'], 'a string', ip);
    }
  }
}

/** Throws for a pod whose containers or their ports are not of the types that looking up a named port reads. */
export function checkContainers(pod: PodLike, index: number, caller: string): void {
  for (const field of ['containers', 'initContainers'] as const) {
    const containers: unknown = pod.spec?.[field];
    // Nearly all pods are well; only for the others are paths made.
    if (!isListOrAbsent(containers, isContainer)) {
      explainContainers(pod.spec?.[field] ?? [], caller, ['pods', index, 'spec', field]);
    }
  }
}

function isContainer(container: unknown): boolean {
  if (typeof container !== 'object' || container === null || Array.isArray(container)) return false;
  return isListOrAbsent('ports' in container ? container.ports : undefined, isContainerPort);
}

function isContainerPort(port: unknown): boolean {
  if (typeof port !== 'object' || port === null || Array.isArray(port)) return false;
  return 'containerPort' in port && Number.isInteger(port.containerPort);
}

function isListOrAbsent(value: unknown, isItem: (item: unknown) => boolean): boolean {
  if (value === undefined || value === null) return true;
  if (!Array.isArray(value)) return false;
  for (let index = 0; index < value.length; index += 1) {
    if (!isItem(value[index])) return false;
  }
  return true;
}

function explainContainers(containers: readonly ContainerLike[], caller: string, path: Path): void {
  expectObjects(containers, caller, path).forEach((container, position) => {
    const portsPath = [...path, position, 'ports'];
    expectObjects(container.ports, caller, portsPath).forEach(({ containerPort }, order) => {
      if (Number.isInteger(containerPort)) return;
      throw wrongType(caller, [...portsPath, order, 'containerPort'], 'a whole number', containerPort);
    });
  });
}

function checkText(value: unknown, index: number, caller: string, field: string): void {
  if (typeof value === 'string' || value === undefined || value === null) return;
  throw wrongType(caller, ['pods', index, 'spec', field], 'a string', value);
}

function checkList(value: unknown, index: number, caller: string, field: string): void {
  if (value === undefined || value === null) return;
  const path = ['pods', index, 'status', field];
  if (!Array.isArray(value)) throw wrongType(caller, path, 'an array', value);
  for (let position = 0; position < value.length; position += 1) {
    const item: unknown = value[position];
    if (typeof item !== 'object' || item === null) throw wrongType(caller, [...path, position], 'an object', item);
  }
}
