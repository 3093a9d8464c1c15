/** Checks the arguments of the functions that take a cache. */

import { expectName, expectObject } from '../internal/expect.ts';
import { outOfRange, type Path, wrongType } from '../internal/invariant.ts';
import { isPlainObject } from '../internal/plain-object.ts';
import { isSortedMap } from '../internal/sorted-map.ts';
import type { ServicePortName, ServiceReference } from '../model/routable-endpoint.ts';
import { type EndpointSliceCache, serviceKey } from './cache.ts';

/**
 * Throws unless `cache` is a cache that this library made; returns it. Does not look into its maps. Without the check, any
 * other object (most often an update whose `.cache` was forgotten) would read as an empty cache.
 */
export function expectCache(cache: EndpointSliceCache, name = 'cache'): EndpointSliceCache {
  if (isCache(cache)) return cache;
  const hasCache = isPlainObject(cache) && isCache(cache['cache']);
  const hint = hasCache ? ' (it has one: pass its field .cache)' : '';
  throw wrongType([name], `an EndpointSliceCache${hint}`, cache);
}

/** Returns whether a value has the form of a cache: all of its maps, each empty or a map. O(1). */
function isCache(value: unknown): boolean {
  return isPlainObject(value) && CACHE_MAPS.every((field) => field in value && isSortedMap(value[field]));
}

const CACHE_MAPS = [
  'slices',
  'services',
  'removals',
  'baselines',
] as const satisfies readonly (keyof EndpointSliceCache)[];

/** Throws unless `servicePort` names a service port; returns it. */
export function expectServicePort(servicePort: ServicePortName, path: Path): ServicePortName {
  const { namespace, name, port, protocol } = expectObject(servicePort, path);
  expectName(namespace, [...path, 'namespace']);
  expectName(name, [...path, 'name']);
  if (typeof port !== 'string') throw wrongType([...path, 'port'], 'a string', port);
  expectName(protocol, [...path, 'protocol']);
  return servicePort;
}

/** Returns the key of the Service that the options name, or `undefined` if `service` is absent. */
export function optionalServiceKey(service: ServiceReference | undefined): string | undefined {
  if (service === undefined || service === null) return undefined;
  const { namespace, name } = expectObject(service, ['options', 'service']);
  return serviceKey(
    expectName(namespace, ['options', 'service', 'namespace']),
    expectName(name, ['options', 'service', 'name']),
  );
}

/** Returns the cluster or namespace of the options, or of another argument; `undefined` if it is absent or `''`. */
export function optionalName(
  options: { readonly [Field in 'cluster' | 'namespace']?: string | undefined },
  field: 'cluster' | 'namespace',
  argument = 'options',
): string | undefined {
  const name = optionalText(expectObject(options, [argument])[field], [argument], field);
  return name === '' ? undefined : name;
}

/** Returns the caller's order of observation, or `undefined` if it is absent; throws unless it is a finite number. */
export function optionalSequence({ sequence }: { readonly sequence?: number | undefined }): number | undefined {
  if (sequence === undefined || sequence === null) return undefined;
  if (typeof sequence !== 'number') throw wrongType(['options', 'sequence'], 'a number', sequence);
  if (!Number.isFinite(sequence)) throw outOfRange(['options', 'sequence'], 'finite', sequence);
  return sequence;
}

/** Returns a text, or `undefined` if it is absent; throws for any other value. */
export function optionalText(value: unknown, path: Path, field: string): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'string') throw wrongType([...path, field], 'a string', value);
  return value;
}

/** Returns a list, or an empty one if it is absent; throws for any other value. */
export function optionalArray(value: unknown, path: Path, field: string): readonly unknown[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw wrongType([...path, field], 'an array', value);
  return value;
}
