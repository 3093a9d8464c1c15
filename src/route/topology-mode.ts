import { expectObject } from '../internal/expect.ts';
import { type Path, wrongType } from '../internal/invariant.ts';
import type { RoutableEndpoint } from '../model/routable-endpoint.ts';

/** Which part of the ready endpoints hints leave to choose from, strictest first. */
export type TopologyMode = 'PreferSameNode' | 'PreferSameZone' | 'None';

/** Why a mode stricter than the one chosen does not apply. */
export type TopologyRefusal =
  /** Hints count only among ready endpoints, and there are none. */
  | 'NoReadyEndpoints'
  /** Some ready endpoints have no such hint; then none counts, lest those be cut off. */
  | 'EndpointsWithoutHint'
  /** All have hints, and none is for here. */
  | 'NoEndpointForHere';

/** A mode that does not apply, with the reason and its numbers. */
export interface RefusedMode {
  readonly mode: Exclude<TopologyMode, 'None'>;
  readonly reason: TopologyRefusal;
  readonly readyEndpointCount: number;
  /** How many of the ready endpoints have no hint of this kind. */
  readonly unhintedEndpointCount: number;
}

/** The mode, and every stricter one with the reason why not. */
export interface TopologyVerdict {
  readonly mode: TopologyMode;
  /** Strictest first; empty for `PreferSameNode`. */
  readonly notStricter: readonly RefusedMode[];
}

/** Where the question is asked from. */
export interface RoutingLocation {
  /** The node's name; without it nothing is local. */
  readonly nodeName?: string | null | undefined;
  /** The zone label of that node. */
  readonly zone?: string | null | undefined;
}

/** An argument that must say where the question is asked from. */
export function expectLocation(location: RoutingLocation, path: Path): RoutingLocation {
  const { nodeName, zone } = expectObject(location, path);
  for (const [field, value] of Object.entries({ nodeName, zone })) {
    const isText = value === undefined || value === null || typeof value === 'string';
    if (!isText) throw wrongType([...path, field], 'a string', value);
  }
  return location;
}

/**
 * Returns the mode that ready endpoints of one family ask for at a location: `PreferSameNode` if all have node hints and one
 * names this node; else `PreferSameZone` if all have zone hints and one names this zone; else `None`. A location without a
 * zone is in zone `''`. O(n).
 *
 * @see kubernetes pkg/proxy topologyModeFromHints; docs/rules.md 4.4.3
 */
export function verdictOf(ready: readonly RoutableEndpoint[], location: RoutingLocation): TopologyVerdict {
  const sameNode = refuse(
    'PreferSameNode',
    ready.map(({ nodeHints }) => nodeHints),
    location.nodeName ?? '',
  );
  if (sameNode === undefined) return { mode: 'PreferSameNode', notStricter: [] };
  const sameZone = refuse(
    'PreferSameZone',
    ready.map(({ zoneHints }) => zoneHints),
    location.zone ?? '',
  );
  if (sameZone === undefined) return { mode: 'PreferSameZone', notStricter: [sameNode] };
  return { mode: 'None', notStricter: [sameNode, sameZone] };
}

/** Whether an endpoint is for a location under a mode. */
export function isForLocation(endpoint: RoutableEndpoint, mode: TopologyMode, location: RoutingLocation): boolean {
  switch (mode) {
    case 'PreferSameNode':
      return endpoint.nodeHints?.includes(location.nodeName ?? '') ?? false;
    case 'PreferSameZone':
      return endpoint.zoneHints?.includes(location.zone ?? '') ?? false;
    case 'None':
      return true;
  }
}

function refuse(
  mode: RefusedMode['mode'],
  hints: readonly (readonly string[] | undefined)[],
  here: string,
): RefusedMode | undefined {
  const counts = {
    readyEndpointCount: hints.length,
    unhintedEndpointCount: hints.filter((names) => names === undefined || names.length === 0).length,
  };
  if (counts.readyEndpointCount === 0) return { mode, reason: 'NoReadyEndpoints', ...counts };
  if (counts.unhintedEndpointCount > 0) return { mode, reason: 'EndpointsWithoutHint', ...counts };
  if (hints.some((names) => names?.includes(here))) return undefined;
  return { mode, reason: 'NoEndpointForHere', ...counts };
}
