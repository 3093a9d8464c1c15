import { expectFields } from '../internal/expect-fields.ts';
import { pickFields } from '../internal/field-table.ts';
import type { Path } from '../internal/invariant.ts';
import type { PodLike } from '../model/core.ts';
import { CONTAINER_PORT_FIELDS } from '../model/fields.ts';
import { isListOrAbsent } from '../internal/field-types.ts';

/** What looking up a named port needs to be right of a container; texts of another type match no name. */
const READ_FIELDS = { ports: [pickFields(CONTAINER_PORT_FIELDS, 'containerPort')] };

/**
 * Throws for a pod whose containers or their ports are not of the types that looking up a named port reads. `place` is its
 * path, or its index in `pods`.
 */
export function checkContainers(pod: PodLike, place: Path | number): void {
  for (const field of ['containers', 'initContainers'] as const) {
    const containers: unknown = pod.spec?.[field];
    // Nearly all pods are well; only for the others are paths made.
    if (!isListOrAbsent(containers, isContainer)) {
      const path = typeof place === 'number' ? ['pods', place] : place;
      expectFields(pod.spec, { [field]: [READ_FIELDS] }, [...path, 'spec']);
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
