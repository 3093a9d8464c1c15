import { expectObjects } from '../internal/expect.ts';
import { type Path, wrongType } from '../internal/invariant.ts';
import type { ContainerLike, PodLike } from '../model/core.ts';

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
      explainContainers(pod.spec?.[field] ?? [], [...path, 'spec', field]);
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

function explainContainers(containers: readonly ContainerLike[], path: Path): void {
  expectObjects(containers, path).forEach((container, position) => {
    const portsPath = [...path, position, 'ports'];
    expectObjects(container.ports, portsPath).forEach(({ containerPort }, order) => {
      if (Number.isInteger(containerPort)) return;
      throw wrongType([...portsPath, order, 'containerPort'], 'a whole number', containerPort);
    });
  });
}
