import { interpretConditions } from '../conditions/interpret.ts';
import { compareText } from '../internal/compare.ts';
import { type Path, wrongType } from '../internal/invariant.ts';
import { isPlainObject, type PlainObject } from '../internal/plain-object.ts';
import type { EndpointTarget, RoutableEndpoint } from '../model/backend.ts';
import type { EndpointConditionsLike, IPAddressType } from '../model/endpoint-slice.ts';
import { optionalArray, optionalText } from './read-field.ts';

/** What is known of an endpoint before the port is. */
export type EndpointTemplate = Omit<RoutableEndpoint, 'port' | 'appProtocol'>;

/** A type of which the fields can be set one after the other. */
export type Writable<Type> = { -readonly [Key in keyof Type]: Type[Key] };

interface ReadEndpointInput {
  readonly address: string;
  readonly addressType: IPAddressType;
  readonly caller: string;
  readonly path: Path;
}

/** Reads an endpoint whose address is known already. */
export function readEndpoint(
  endpoint: PlainObject,
  { address, addressType, caller, path }: ReadEndpointInput,
): EndpointTemplate {
  const { ready, serving, terminating } = interpretConditions(readConditions(endpoint['conditions'], caller, path));
  const template: Writable<EndpointTemplate> = { address, addressType, ready, serving, terminating };
  const nodeName = optionalText(endpoint['nodeName'], caller, path, 'nodeName');
  if (nodeName !== undefined) template.nodeName = nodeName;
  const zone = optionalText(endpoint['zone'], caller, path, 'zone');
  if (zone !== undefined) template.zone = zone;
  const target = readTarget(endpoint['targetRef'], caller, path);
  if (target !== undefined) template.target = target;
  const hostname = optionalText(endpoint['hostname'], caller, path, 'hostname');
  if (hostname !== undefined) template.hostname = hostname;
  const hints = endpoint['hints'] ?? undefined;
  if (hints === undefined) return template;
  if (!isPlainObject(hints)) throw wrongType(caller, [...path, 'hints'], 'an object', hints);
  const zoneHints = readHintNames(hints, 'forZones', caller, path);
  if (zoneHints.length > 0) template.zoneHints = zoneHints;
  const nodeHints = readHintNames(hints, 'forNodes', caller, path);
  if (nodeHints.length > 0) template.nodeHints = nodeHints;
  return template;
}

function readConditions(conditions: unknown, caller: string, path: Path): EndpointConditionsLike | undefined {
  if (conditions === undefined || conditions === null) return undefined;
  if (!isPlainObject(conditions)) throw wrongType(caller, [...path, 'conditions'], 'an object', conditions);
  for (const field of ['ready', 'serving', 'terminating'] as const) {
    const value = conditions[field] ?? undefined;
    if (value !== undefined && typeof value !== 'boolean') {
      throw wrongType(caller, [...path, 'conditions', field], 'a boolean', value);
    }
  }
  return conditions;
}

function readTarget(reference: unknown, caller: string, path: Path): EndpointTarget | undefined {
  if (reference === undefined || reference === null) return undefined;
  const referencePath = [...path, 'targetRef'];
  if (!isPlainObject(reference)) throw wrongType(caller, referencePath, 'an object', reference);
  const kind = optionalText(reference['kind'], caller, referencePath, 'kind') ?? '';
  const namespace = optionalText(reference['namespace'], caller, referencePath, 'namespace') ?? '';
  const name = optionalText(reference['name'], caller, referencePath, 'name') ?? '';
  const uid = optionalText(reference['uid'], caller, referencePath, 'uid');
  return uid === undefined ? { kind, namespace, name } : { kind, namespace, name, uid };
}

/** The names of a list of hints, each once, in order. */
function readHintNames(hints: PlainObject, field: 'forZones' | 'forNodes', caller: string, path: Path): string[] {
  const hintsPath = [...path, 'hints'];
  const names = optionalArray(hints[field], caller, hintsPath, field).map((hint, index) => {
    const name = isPlainObject(hint) ? hint['name'] : undefined;
    if (typeof name !== 'string') throw wrongType(caller, [...hintsPath, field, index, 'name'], 'a string', name);
    return name;
  });
  return names.length < 2 ? names : [...new Set(names)].sort(compareText);
}
