import { expectObjects, expectTextOrAbsent } from '../internal/expect.ts';
import { type Path, wrongType } from '../internal/invariant.ts';
import type { EndpointPortLike } from '../model/endpoint-slice.ts';

/** Throws, naming the field, for a list of ports that is not one. Absent is as good as empty. */
export function checkPorts(ports: readonly EndpointPortLike[] | null | undefined, caller: string, path: Path): void {
  expectObjects(ports, caller, path).forEach((port, index) => {
    for (const field of ['name', 'protocol', 'appProtocol'] as const) {
      expectTextOrAbsent(port[field], caller, [...path, index, field]);
    }
    const number: unknown = port.port;
    if (number !== undefined && number !== null && !Number.isInteger(number)) {
      throw wrongType(caller, [...path, index, 'port'], 'a whole number', number);
    }
  });
}
