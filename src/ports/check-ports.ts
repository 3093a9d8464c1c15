import { expectFields } from '../internal/expect-fields.ts';
import { type Every, fieldsOfKind, isWhole } from '../internal/field-table.ts';
import { isIntegerOrAbsent, isTextOrAbsent } from '../internal/field-types.ts';
import { expectArrayOrAbsent, expectObjects, expectTextOrAbsent } from '../internal/expect.ts';
import { outOfRange, type Path, wrongType } from '../internal/invariant.ts';
import { isRecord, isTimeObject } from '../internal/plain-object.ts';
import type { ServicePortLike } from '../model/core.ts';
import type { EndpointPortLike } from '../model/endpoint-slice.ts';
import { ENDPOINT_PORT_FIELDS, SERVICE_PORT_FIELDS } from '../model/fields.ts';
import { MAX_PORTS_PER_SLICE } from '../model/limits.ts';

/** Throws unless `ports` is a list of ports that a slice can have, or absent. */
export function checkPorts(ports: readonly EndpointPortLike[] | null | undefined, path: Path): void {
  const list = expectArrayOrAbsent(ports, path);
  if (list.length > MAX_PORTS_PER_SLICE) {
    throw outOfRange([...path, 'length'], `at most ${MAX_PORTS_PER_SLICE}`, list.length);
  }
  let index = 0;
  const portPath = (): Path => [...path, index];
  for (; index < list.length; index += 1) checkPort(list[index] as EndpointPortLike, portPath);
}

/** Throws unless `port` is a valid port. A path is made only for an invalid one. */
export function checkPort(port: EndpointPortLike, path: () => Path): void {
  if (!isRecord(port) || isTimeObject(port)) throw wrongType(path(), 'an object', port);
  if (!isPort(port as Every<EndpointPortLike, unknown>)) expectFields(port, ENDPOINT_PORT_FIELDS, path());
}

function isPort({ name, protocol, port, appProtocol }: Every<EndpointPortLike, unknown>): boolean {
  return (
    isTextOrAbsent(name) &&
    isTextOrAbsent(protocol) &&
    isIntegerOrAbsent(port) &&
    isTextOrAbsent(appProtocol) &&
    isWhole<EndpointPortLike>({ name, protocol, port, appProtocol })
  );
}

/** Throws unless `ports` are valid ports of a Service, or absent. */
export function checkServicePorts(ports: readonly ServicePortLike[] | null | undefined): void {
  expectObjects(ports, ['service', 'spec', 'ports']).forEach((port, index) => {
    const path = ['service', 'spec', 'ports', index];
    checkServicePort(port, path);
  });
}

const SERVICE_PORT_TEXTS = fieldsOfKind(SERVICE_PORT_FIELDS, 'text');

/** Throws unless `port` is a valid port of a Service. */
export function checkServicePort(port: ServicePortLike, path: Path): void {
  for (const field of SERVICE_PORT_TEXTS) expectTextOrAbsent(port[field], [...path, field]);
  const target: unknown = port.targetPort ?? undefined;
  const value: unknown = typeof target === 'object' && target !== null && 'value' in target ? target.value : target;
  if (value === undefined || value === 0 || value === '') {
    if (!Number.isInteger(port.port)) throw wrongType([...path, 'port'], 'a whole number', port.port);
  } else if (typeof value !== 'string' && !Number.isInteger(value)) {
    throw wrongType([...path, 'targetPort'], 'a whole number or a name', value);
  }
}
