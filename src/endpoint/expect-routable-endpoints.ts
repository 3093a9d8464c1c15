import { firstNotText, isListOfText } from '../internal/field-types.ts';
import { BadArgument, outOfRange, type Path, wrongType } from '../internal/invariant.ts';
import { isPlainObject, type PlainObject } from '../internal/plain-object.ts';
import type { RoutableEndpoint, RoutableEndpointLike } from '../model/routable-endpoint.ts';

/**
 * Throws unless `endpoints` is a list of routable endpoints; returns a new list of them. Takes each endpoint out of the
 * input once.
 */
export function expectRoutableEndpoints(
  endpoints: readonly RoutableEndpointLike[],
  path: Path,
): readonly RoutableEndpoint[] {
  const list: RoutableEndpoint[] = [];
  if (takeAll(endpoints, list)) return list;
  throw explainList(endpoints, list.length, path);
}

/**
 * Throws unless `endpoints` is a list of routable endpoints of one family, as those of one Service port are for one
 * kube-proxy; returns a new list of them.
 */
export function expectEndpointsOfOneFamily(
  endpoints: readonly RoutableEndpointLike[],
  path: Path,
): readonly RoutableEndpoint[] {
  const list = expectRoutableEndpoints(endpoints, path);
  const family = list[0]?.addressType;
  for (let index = 1; index < list.length; index += 1) {
    const { addressType } = list[index] as RoutableEndpoint;
    if (addressType !== family) {
      const place = [...path, index, 'addressType'];
      throw outOfRange(place, `'${family}' as for the first endpoint (one family at a time)`, addressType);
    }
  }
  return list;
}

/** Throws unless `endpoint` is a routable endpoint; returns it. */
export function expectRoutableEndpoint(endpoint: RoutableEndpoint, path: Path): RoutableEndpoint {
  let isRight: boolean;
  try {
    isRight = isRoutableEndpoint(endpoint);
  } catch {
    isRight = false;
  }
  if (isRight) return endpoint;
  const problem = { place: path };
  throw tryToExplain(problem, () => explain(endpoint, problem));
}

/** Takes endpoints until one is wrong or cannot be read; returns whether all were taken. */
function takeAll(endpoints: unknown, list: RoutableEndpoint[]): boolean {
  try {
    if (!Array.isArray(endpoints)) return false;
    const { length } = endpoints;
    for (let index = 0; index < length; index += 1) {
      const endpoint: unknown = endpoints[index];
      if (!isRoutableEndpoint(endpoint)) return false;
      list.push(endpoint);
    }
    return list.length === length;
  } catch {
    return false;
  }
}

/** Returns whether a value is a routable endpoint. Makes no path, and checks only the fields that some function reads. */
function isRoutableEndpoint(value: unknown): value is RoutableEndpoint {
  if (!isPlainObject(value)) return false;
  const endpoint = value as Partial<RoutableEndpoint>;
  const { nodeName, target, cluster, zoneHints, nodeHints, zone, hostname, appProtocol } = endpoint;
  return (
    typeof endpoint.address === 'string' &&
    (endpoint.addressType === 'IPv4' || endpoint.addressType === 'IPv6') &&
    Number.isInteger(endpoint.port) &&
    typeof endpoint.ready === 'boolean' &&
    typeof endpoint.serving === 'boolean' &&
    typeof endpoint.terminating === 'boolean' &&
    (nodeName === undefined || typeof nodeName === 'string') &&
    (cluster === undefined || typeof cluster === 'string') &&
    (zone === undefined || typeof zone === 'string') &&
    (hostname === undefined || typeof hostname === 'string') &&
    (appProtocol === undefined || typeof appProtocol === 'string') &&
    (target === undefined ||
      (isPlainObject(target) &&
        typeof target['kind'] === 'string' &&
        typeof target['namespace'] === 'string' &&
        typeof target['name'] === 'string' &&
        (target['uid'] === undefined || typeof target['uid'] === 'string'))) &&
    (zoneHints === undefined || isListOfText(zoneHints)) &&
    (nodeHints === undefined || isListOfText(nodeHints))
  );
}

/** The place that an explanation has reached; what cannot be read is there. */
interface Problem {
  place: Path;
}

function explainList(endpoints: unknown, index: number, path: Path): Error {
  const problem: Problem = { place: path };
  return tryToExplain(problem, () => {
    if (!Array.isArray(endpoints)) return wrongType(path, 'an array', endpoints);
    problem.place = [...path, index];
    return explain(endpoints[index], problem);
  });
}

/** Explains what is wrong with one endpoint; returns `undefined` if it differs each time it is read. */
function explain(endpoint: unknown, problem: Problem): Error | undefined {
  const path = problem.place;
  if (!isPlainObject(endpoint)) return wrongType(path, 'an object', endpoint);
  for (const field of FIELDS) {
    problem.place = [...path, field];
    const value = endpoint[field];
    const { wanted, isOptional } = FIELD_TYPES[field];
    const isAbsent = isOptional && value === undefined;
    if (!isAbsent && typeof value !== wanted) return wrongType(problem.place, `a ${wanted}`, value);
  }
  problem.place = [...path, 'port'];
  if (!Number.isInteger(endpoint['port'])) {
    return outOfRange(problem.place, 'a whole number', endpoint['port']);
  }
  problem.place = [...path, 'addressType'];
  const addressType = endpoint['addressType'];
  if (addressType !== 'IPv4' && addressType !== 'IPv6') {
    return outOfRange(problem.place, "'IPv4' or 'IPv6'", addressType);
  }
  problem.place = [...path, 'target'];
  const target = endpoint['target'];
  if (target !== undefined) {
    const error = explainTarget(target, problem);
    if (error !== undefined) return error;
  }
  for (const field of ['zoneHints', 'nodeHints'] as const) {
    problem.place = [...path, field];
    const hints = endpoint[field];
    if (hints === undefined) continue;
    if (!Array.isArray(hints)) return wrongType(problem.place, 'an array', hints);
    const index = firstNotText(hints);
    if (index !== undefined) return wrongType([...problem.place, index], 'a string', hints[index]);
  }
  return undefined;
}

const FIELD_TYPES = {
  address: { wanted: 'string', isOptional: false },
  port: { wanted: 'number', isOptional: false },
  ready: { wanted: 'boolean', isOptional: false },
  serving: { wanted: 'boolean', isOptional: false },
  terminating: { wanted: 'boolean', isOptional: false },
  nodeName: { wanted: 'string', isOptional: true },
  cluster: { wanted: 'string', isOptional: true },
  zone: { wanted: 'string', isOptional: true },
  hostname: { wanted: 'string', isOptional: true },
  appProtocol: { wanted: 'string', isOptional: true },
} as const;
const FIELDS = Object.keys(FIELD_TYPES) as readonly (keyof typeof FIELD_TYPES)[];

function explainTarget(target: unknown, problem: Problem): Error | undefined {
  const path = problem.place;
  if (!isPlainObject(target)) return wrongType(path, 'an object', target);
  for (const field of ['kind', 'namespace', 'name', 'uid'] as const) {
    problem.place = [...path, field];
    const value: unknown = (target as PlainObject)[field];
    if (field === 'uid' && value === undefined) continue;
    if (typeof value !== 'string') return wrongType(problem.place, 'a string', value);
  }
  return undefined;
}

/** Returns an error in any case: what throws while it is explained (a getter, a proxy) is not readable. */
function tryToExplain(problem: Problem, find: () => Error | undefined): Error {
  let found: Error | undefined;
  try {
    found = find();
  } catch {
    found = undefined;
  }
  return found ?? new BadArgument(problem.place, 'readable', 'an error', false);
}
