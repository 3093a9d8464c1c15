import { expectArrayOrAbsent, expectObject, expectTextOrAbsent } from '../internal/expect.ts';
import { outOfRange, type Path, wrongType } from '../internal/invariant.ts';
import { isPlainObject } from '../internal/plain-object.ts';
import type { EndpointPortLike } from '../model/endpoint-slice.ts';
import { MAX_PORTS_PER_SLICE } from '../model/limits.ts';

/** Throws, naming the field, for a list of ports that no slice can have. Absent is as good as empty. */
export function checkPorts(ports: readonly EndpointPortLike[] | null | undefined, caller: string, path: Path): void {
  const list = expectArrayOrAbsent(ports, caller, path);
  if (list.length > MAX_PORTS_PER_SLICE) {
    throw outOfRange(caller, [...path, 'length'], `at most ${MAX_PORTS_PER_SLICE}`, list.length);
  }
  for (let index = 0; index < list.length; index += 1) {
    const port: unknown = list[index];
    // Nearly all ports are well; only for the others is a path made.
    if (!isPort(port)) explainPort(port, caller, [...path, index]);
  }
}

function isPort(port: unknown): boolean {
  if (!isPlainObject(port)) return false;
  const { name, protocol, appProtocol, port: number } = port;
  return (
    isTextOrAbsent(name) &&
    isTextOrAbsent(protocol) &&
    isTextOrAbsent(appProtocol) &&
    (number === undefined || number === null || Number.isInteger(number))
  );
}

function isTextOrAbsent(value: unknown): boolean {
  return typeof value === 'string' || value === undefined || value === null;
}

function explainPort(port: unknown, caller: string, path: Path): void {
  const fields = expectObject(port as { readonly [field: string]: unknown }, caller, path);
  for (const field of ['name', 'protocol', 'appProtocol'] as const) {
    expectTextOrAbsent(fields[field], caller, [...path, field]);
  }
  throw wrongType(caller, [...path, 'port'], 'a whole number', fields['port']);
}
