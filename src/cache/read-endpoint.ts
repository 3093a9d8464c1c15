import { interpretConditions } from '../conditions/interpret.ts';
import { compareText } from '../internal/compare.ts';
import { type Path, wrongType } from '../internal/invariant.ts';
import { isPlainObject, type PlainObject } from '../internal/plain-object.ts';
import type { EndpointTarget, RoutableEndpoint } from '../model/backend.ts';
import type { EndpointConditionsLike, IPAddressType } from '../model/endpoint-slice.ts';

/** What is known of an endpoint before the port is. */
export type EndpointTemplate = Omit<RoutableEndpoint, 'port' | 'appProtocol'>;

/** A type of which the fields can be set one after the other. */
export type Writable<Type> = { -readonly [Key in keyof Type]: Type[Key] };

interface ReadEndpointInput {
  readonly address: string;
  readonly addressType: IPAddressType;
  readonly caller: string;
  /** Asked only when something is wrong: there are many endpoints. */
  readonly pathOf: () => Path;
}

/** Where an endpoint is that is being read. */
type Place = Pick<ReadEndpointInput, 'caller' | 'pathOf'>;

/** Reads an endpoint whose address is known already. */
export function readEndpoint(endpoint: PlainObject, place: ReadEndpointInput): EndpointTemplate {
  const { address, addressType } = place;
  const { ready, serving, terminating } = interpretConditions(readConditions(endpoint['conditions'], place));
  const template: Writable<EndpointTemplate> = { address, addressType, ready, serving, terminating };
  const nodeName = readText(endpoint['nodeName'], place, 'nodeName');
  if (nodeName !== undefined) template.nodeName = nodeName;
  const zone = readText(endpoint['zone'], place, 'zone');
  if (zone !== undefined) template.zone = zone;
  const target = readTarget(endpoint['targetRef'], place);
  if (target !== undefined) template.target = target;
  const hostname = readText(endpoint['hostname'], place, 'hostname');
  if (hostname !== undefined) template.hostname = hostname;
  const hints = endpoint['hints'] ?? undefined;
  if (hints === undefined) return template;
  if (!isPlainObject(hints)) throw wrong(place, ['hints'], 'an object', hints);
  const zoneHints = readHintNames(hints, 'forZones', place);
  if (zoneHints.length > 0) template.zoneHints = zoneHints;
  const nodeHints = readHintNames(hints, 'forNodes', place);
  if (nodeHints.length > 0) template.nodeHints = nodeHints;
  return template;
}

function readConditions(conditions: unknown, place: Place): EndpointConditionsLike | undefined {
  if (conditions === undefined || conditions === null) return undefined;
  if (!isPlainObject(conditions)) throw wrong(place, ['conditions'], 'an object', conditions);
  for (const field of ['ready', 'serving', 'terminating'] as const) {
    const value = conditions[field] ?? undefined;
    if (value !== undefined && typeof value !== 'boolean') {
      throw wrong(place, ['conditions', field], 'a boolean', value);
    }
  }
  return conditions;
}

function readTarget(reference: unknown, place: Place): EndpointTarget | undefined {
  if (reference === undefined || reference === null) return undefined;
  if (!isPlainObject(reference)) throw wrong(place, ['targetRef'], 'an object', reference);
  const kind = readText(reference['kind'], place, 'targetRef', 'kind') ?? '';
  const namespace = readText(reference['namespace'], place, 'targetRef', 'namespace') ?? '';
  const name = readText(reference['name'], place, 'targetRef', 'name') ?? '';
  const uid = readText(reference['uid'], place, 'targetRef', 'uid');
  return uid === undefined ? { kind, namespace, name } : { kind, namespace, name, uid };
}

/** The names of a list of hints, each once, in order. */
function readHintNames(hints: PlainObject, field: 'forZones' | 'forNodes', place: Place): readonly string[] {
  const list = hints[field];
  if (list === undefined || list === null) return NO_NAMES;
  if (!Array.isArray(list)) throw wrong(place, ['hints', field], 'an array', list);
  const read = (hint: unknown, index: number): string => {
    const name = isPlainObject(hint) ? hint['name'] : undefined;
    if (typeof name !== 'string') throw wrong(place, ['hints', field, index, 'name'], 'a string', name);
    return name;
  };
  // Most endpoints have one hint. Written out, its list has room for just that; a list that grows has room for 17.
  if (list.length === 1) return [read(list[0], 0)];
  const names = new Set<string>();
  for (let index = 0; index < list.length; index += 1) names.add(read(list[index], index));
  return [...names].sort(compareText);
}

const NO_NAMES: readonly string[] = Object.freeze([]);

/** A text that may be absent, and then is `undefined`. */
function readText(value: unknown, place: Place, field: string, inner?: string): string | undefined {
  if (typeof value === 'string') return value;
  if (value === undefined || value === null) return undefined;
  throw wrong(place, inner === undefined ? [field] : [field, inner], 'a string', value);
}

function wrong({ caller, pathOf }: Place, field: Path, wanted: string, got: unknown): TypeError {
  return wrongType(caller, [...pathOf(), ...field], wanted, got);
}
