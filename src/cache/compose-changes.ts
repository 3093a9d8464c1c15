import { enter } from '../internal/door.ts';
import { expectRoutableEndpoint, expectRoutableEndpoints } from '../endpoint/expect-routable-endpoints.ts';
import { compareText } from '../internal/compare-text.ts';
import { expectArray, expectObjects } from '../internal/expect.ts';
import { outOfRange, type Path } from '../internal/invariant.ts';
import type { EndpointChanges, RoutableEndpoint, ServicePortChanges } from '../model/routable-endpoint.ts';
import { bucketKey, portKey, serviceKey } from './cache.ts';
import { routableEndpointsEqual } from './same-endpoint.ts';
import { expectServicePort } from './read-field.ts';

/** One address and port before and after a change; `undefined` on the side where it is missing. */
interface Transition {
  readonly key: string;
  readonly before: RoutableEndpoint | undefined;
  readonly after: RoutableEndpoint | undefined;
}

/**
 * Returns the one change that equals two changes in a row: from a to b and from b to c gives from a to c.
 *
 * Leaves out what was added and then removed, or changed and then changed back. Cost: O(c log c) for c endpoints in both
 * changes.
 *
 * @throws RangeError if the second change cannot follow the first: it adds an endpoint that is there, or removes or updates
 * one that is not
 * @see docs/laws.md changes compose
 * @example
 * composeChanges([], []) // => []
 */
export function composeChanges(first: EndpointChanges, second: EndpointChanges): EndpointChanges {
  return enter('composeChanges', () => {
    expectChanges(first, 'first');
    expectChanges(second, 'second');
    const earlier = new Map(first.map((changes) => [servicePortText(changes), changes]));
    const composed = new Map<string, ServicePortChanges>(earlier);
    second.forEach((changes, index) => {
      const key = servicePortText(changes);
      const known = earlier.get(key);
      if (known === undefined) {
        composed.set(key, changes);
        return;
      }
      const both = composeServicePort(known, changes, ['second', index]);
      if (both === undefined) composed.delete(key);
      else composed.set(key, both);
    });
    return [...composed]
      .map(([key, changes]) => ({ key, changes }))
      .sort((left, right) => compareText(left.key, right.key))
      .map(({ changes }) => changes);
  });
}

function composeServicePort(
  first: ServicePortChanges,
  second: ServicePortChanges,
  path: Path,
): ServicePortChanges | undefined {
  const transitions = new Map(transitionsOf(first).map((transition) => [transition.key, transition]));
  for (const transition of transitionsOf(second)) {
    const known = transitions.get(transition.key);
    if (known !== undefined && (known.after === undefined) !== (transition.before === undefined)) {
      throw outOfRange(path, 'a change that can follow the first', transition.key);
    }
    transitions.set(transition.key, known === undefined ? transition : { ...transition, before: known.before });
  }
  const added: RoutableEndpoint[] = [];
  const removed: RoutableEndpoint[] = [];
  const updated: { before: RoutableEndpoint; after: RoutableEndpoint }[] = [];
  for (const { before, after } of [...transitions.values()].sort((left, right) => compareText(left.key, right.key))) {
    if (before === undefined) {
      if (after !== undefined) added.push(after);
    } else if (after === undefined) {
      removed.push(before);
    } else if (!routableEndpointsEqual(before, after)) {
      updated.push({ before, after });
    }
  }
  if (added.length + removed.length + updated.length === 0) return undefined;
  return { servicePort: first.servicePort, added, removed, updated };
}

function expectChanges(changes: EndpointChanges, name: string): void {
  expectObjects(expectArray(changes, [name]), [name]).forEach(({ servicePort, added, removed, updated }, index) => {
    const path = [name, index];
    expectServicePort(servicePort, [...path, 'servicePort']);
    expectRoutableEndpoints(added, [...path, 'added']);
    expectRoutableEndpoints(removed, [...path, 'removed']);
    const updates = expectObjects(expectArray(updated, [...path, 'updated']), [...path, 'updated']);
    updates.forEach(({ before, after }, position) => {
      expectRoutableEndpoint(before, [...path, 'updated', position, 'before']);
      expectRoutableEndpoint(after, [...path, 'updated', position, 'after']);
    });
  });
}

function transitionsOf({ added, removed, updated }: ServicePortChanges): Transition[] {
  return [
    ...removed.map((before) => ({ key: bucketKey(before), before, after: undefined })),
    ...added.map((after) => ({ key: bucketKey(after), before: undefined, after })),
    ...updated.map(({ before, after }) => ({ key: bucketKey(after), before, after })),
  ];
}

/** Returns a text by which service ports are in the order of `listServicePorts`. */
function servicePortText({
  servicePort: { namespace, name: service, port: portName, protocol },
}: ServicePortChanges): string {
  return serviceKey(namespace, service) + portKey(portName, protocol);
}
