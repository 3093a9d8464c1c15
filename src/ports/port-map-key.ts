import { compareText } from '../internal/compare-text.ts';
import { enter } from '../internal/door.ts';
import { isWhole } from '../internal/field-table.ts';
import { isPresent } from '../internal/field-types.ts';
import { fnv128a } from '../internal/fnv128.ts';
import type { EndpointPort, EndpointPortLike, Protocol } from '../model/endpoint-slice.ts';
import { checkPorts } from './check-ports.ts';

/** The name of one set of ports: slices with the same key can hold the same endpoints. Only `portMapKey` makes it. */
export type PortMapKey = string & { readonly __brand: 'PortMapKey' };

/**
 * Returns the key of a list of ports: name, protocol, number and appProtocol of each, whatever their order.
 *
 * Duplicates count. An absent field differs from `''` and from 0; an absent list equals an empty one. The text is readable
 * and stable, but is not upstream's hash. Cost: O(p log p) for p ports.
 *
 * @see k8s.io/endpointslice/util NewPortMapKey; docs/rules.md 1.6.1
 * @example
 * portMapKey([{ name: 'http', protocol: 'TCP', port: 80 }]) // => '["http","TCP",80,null]'
 * portMapKey(undefined) === portMapKey([]) // => true
 */
export function portMapKey(ports: readonly EndpointPortLike[] | null | undefined): PortMapKey {
  return enter('portMapKey', () => {
    checkPorts(ports, ['ports']);
    return keyOfPorts(ports);
  });
}

/** Returns the key of ports that were checked before. */
export function keyOfPorts(ports: readonly EndpointPortLike[] | null | undefined): PortMapKey {
  if (ports === null || ports === undefined || ports.length === 0) return '' as PortMapKey;
  if (ports.length === 1) return keyOfPort(ports[0] as EndpointPortLike) as PortMapKey;
  return ports.map(keyOfPort).sort(compareText).join(';') as PortMapKey;
}

/** Returns the key of one port: its four fields as JSON, `null` for absent ones. */
function keyOfPort({ name, protocol, port, appProtocol }: EndpointPortLike): string {
  isWhole<EndpointPortLike>({ name, protocol, port, appProtocol });
  return JSON.stringify([name ?? null, protocol ?? null, port ?? null, appProtocol ?? null]);
}

/**
 * Returns new port objects in the order in which the reference writes them: by the FNV-128a hash of each port's text form.
 *
 * The order has no meaning, but makes a slice the same to the byte whichever implementation writes it. Equal ports stay
 * beside each other. Fields are copied as they are; absent ones stay absent.
 *
 * @see k8s.io/endpointslice/util deepHashObjectToString, portsInOrder; docs/rules.md 1.6.4
 */
export function portsInOrder(ports: readonly EndpointPortLike[] | null | undefined): EndpointPort[] {
  const copies = (ports ?? []).map(copyPort);
  if (copies.length < 2) return copies;
  return copies
    .map((port) => ({ port, hash: fnv128a(hashedPortText(port)), key: keyOfPort(port) }))
    .sort((left, right) => compareText(left.hash, right.hash) || compareText(left.key, right.key))
    .map(({ port }) => port);
}

/** Returns a port as upstream prints it before hashing it. */
function hashedPortText(port: EndpointPortLike): string {
  const { name, protocol, port: number, appProtocol } = port;
  isWhole<EndpointPortLike>({ name, protocol, port: number, appProtocol });
  return `(v1.EndpointPort){Name:(*string)${name ?? '<nil>'} Protocol:(*v1.Protocol)${protocol ?? '<nil>'} Port:(*int32)${number ?? '<nil>'} AppProtocol:(*string)${appProtocol ?? '<nil>'}}`;
}

/** Returns a new port with the fields of another; absent ones stay absent. */
export function copyPort(port: EndpointPortLike): EndpointPort {
  const { name, protocol, port: number, appProtocol } = port;
  isWhole<EndpointPortLike>({ name, protocol, port: number, appProtocol });
  const copy: EndpointPort = {};
  if (isPresent(name)) copy.name = name;
  if (isPresent(protocol)) copy.protocol = protocol as Protocol;
  if (isPresent(number)) copy.port = number;
  if (isPresent(appProtocol)) copy.appProtocol = appProtocol;
  return copy;
}
