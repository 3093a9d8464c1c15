import { outOfRange, type Path, wrongType } from '../internal/invariant.ts';
import { isPlainObject } from '../internal/plain-object.ts';
import type { EndpointHints } from '../model/endpoint-slice.ts';
import { MAX_NODE_HINTS, MAX_ZONE_HINTS } from '../model/limits.ts';
import type { HintsFunction, HintsWorld } from './hints-strategy.ts';
import type { HintsRule } from './wanted-hints.ts';

/**
 * Returns the rule of a caller's own strategy. It checks and copies each answer; an answer without zones and nodes means no
 * hints. The strategy is at `path` in what the caller gave: what is wrong with an answer is named as if it were there.
 */
export function customRule(strategy: HintsFunction, world: HintsWorld, path: Path): HintsRule {
  return (endpoint) => {
    const answer: unknown = strategy(endpoint, world);
    if (answer === null || answer === undefined) return undefined;
    if (!isPlainObject(answer)) throw wrongType(path, 'a function that returns hints', answer);
    const forZones = copyNames(answer['forZones'], [...path, 'forZones'], MAX_ZONE_HINTS);
    const forNodes = copyNames(answer['forNodes'], [...path, 'forNodes'], MAX_NODE_HINTS);
    const hints: EndpointHints = {};
    if (forZones.length > 0) hints.forZones = forZones;
    if (forNodes.length > 0) hints.forNodes = forNodes;
    return forZones.length > 0 || forNodes.length > 0 ? hints : undefined;
  };
}

function copyNames(names: unknown, path: Path, maximum: number): { name: string }[] {
  if (names === null || names === undefined) return [];
  if (!Array.isArray(names)) throw wrongType(path, 'an array', names);
  if (names.length > maximum) {
    throw outOfRange([...path, 'length'], `at most ${maximum}`, names.length);
  }
  const seen = new Set<string>();
  return Array.from(names as readonly unknown[], (entry, index) => {
    const name = isPlainObject(entry) ? entry['name'] : undefined;
    if (typeof name !== 'string') throw wrongType([...path, index, 'name'], 'a string', name);
    if (seen.has(name)) throw outOfRange([...path, index, 'name'], 'named once', name);
    seen.add(name);
    return { name };
  });
}
