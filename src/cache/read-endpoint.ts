import { interpretConditions } from '../conditions/interpret-conditions.ts';
import { compareText } from '../internal/compare-text.ts';
import { type BadArgument, type Path, wrongType } from '../internal/invariant.ts';
import { isPlainObject, type PlainObject } from '../internal/plain-object.ts';
import type {
  EndpointConditionsLike,
  EndpointHintsLike,
  EndpointLike,
  IPAddressType,
} from '../model/endpoint-slice.ts';
import type { EndpointTarget, RoutableEndpoint } from '../model/routable-endpoint.ts';
import { type Every, fieldNames, isWhole } from '../internal/field-table.ts';
import { ENDPOINT_CONDITIONS_FIELDS } from '../model/fields.ts';
import type { ObjectReferenceLike } from '../model/meta.ts';

const CONDITIONS = fieldNames(ENDPOINT_CONDITIONS_FIELDS);

/** An endpoint without its port; a field that the slice does not set is `undefined`. */
export interface EndpointTemplate
  extends Pick<RoutableEndpoint, 'address' | 'addressType' | 'ready' | 'serving' | 'terminating'> {
  readonly nodeName: string | undefined;
  readonly zone: string | undefined;
  readonly target: EndpointTarget | undefined;
  readonly hostname: string | undefined;
  readonly zoneHints: readonly string[] | undefined;
  readonly nodeHints: readonly string[] | undefined;
}

interface ReadEndpointInput {
  readonly address: string;
  readonly addressType: IPAddressType;
  /** Called only when something is wrong: there are many endpoints. */
  readonly pathOf: () => Path;
}

/** The place of the endpoint that is being read. */
type Place = Pick<ReadEndpointInput, 'pathOf'>;

/** Reads an endpoint whose address is already known. */
export function readEndpoint(endpoint: PlainObject, place: ReadEndpointInput): EndpointTemplate {
  const { address, addressType } = place;
  const { ready, serving, terminating } = interpretConditions(readConditions(endpoint['conditions'], place));
  const nodeName = readOptionalText(endpoint['nodeName'], place, 'nodeName');
  const zone = readOptionalText(endpoint['zone'], place, 'zone');
  const target = readTarget(endpoint['targetRef'], place);
  const hostname = readOptionalText(endpoint['hostname'], place, 'hostname');
  const hints = endpoint['hints'] ?? undefined;
  if (hints !== undefined && !isPlainObject(hints)) throw wrong(place, ['hints'], 'an object', hints);
  const zoneHints = readHintNames(hints, 'forZones', place);
  const nodeHints = readHintNames(hints, 'forNodes', place);
  isWhole<Every<EndpointHintsLike, unknown>>({ forZones: zoneHints, forNodes: nodeHints });
  isWhole<Every<Omit<EndpointLike, 'addresses' | 'deprecatedTopology'>, unknown>>({
    conditions: ready,
    hostname,
    targetRef: target,
    nodeName,
    zone,
    hints,
  });
  return { address, addressType, ready, serving, terminating, nodeName, zone, target, hostname, zoneHints, nodeHints };
}

function readConditions(conditions: unknown, place: Place): EndpointConditionsLike | undefined {
  if (conditions === undefined || conditions === null) return undefined;
  if (!isPlainObject(conditions)) throw wrong(place, ['conditions'], 'an object', conditions);
  for (const field of CONDITIONS) {
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
  const kind = readOptionalText(reference['kind'], place, 'targetRef', 'kind') ?? '';
  const namespace = readOptionalText(reference['namespace'], place, 'targetRef', 'namespace') ?? '';
  const name = readOptionalText(reference['name'], place, 'targetRef', 'name') ?? '';
  const uid = readOptionalText(reference['uid'], place, 'targetRef', 'uid');
  // The others of a reference say nothing of which object it is.
  isWhole<Every<Omit<ObjectReferenceLike, 'apiVersion' | 'resourceVersion' | 'fieldPath'>, unknown>>({
    kind,
    namespace,
    name,
    uid,
  });
  return uid === undefined ? { kind, namespace, name } : { kind, namespace, name, uid };
}

/** Reads the names of a list of hints, each once, in order; returns `undefined` if there are none. */
function readHintNames(
  hints: PlainObject | undefined,
  field: 'forZones' | 'forNodes',
  place: Place,
): readonly string[] | undefined {
  const list = hints?.[field];
  if (list === undefined || list === null) return undefined;
  if (!Array.isArray(list)) throw wrong(place, ['hints', field], 'an array', list);
  if (list.length === 0) return undefined;
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

/** Returns a text, or `undefined` if it is absent; throws for any other value. */
function readOptionalText(value: unknown, place: Place, field: string, inner?: string): string | undefined {
  if (typeof value === 'string') return value;
  if (value === undefined || value === null) return undefined;
  throw wrong(place, inner === undefined ? [field] : [field, inner], 'a string', value);
}

function wrong({ pathOf }: Place, field: Path, wanted: string, got: unknown): BadArgument {
  return wrongType([...pathOf(), ...field], wanted, got);
}
