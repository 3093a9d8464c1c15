import type { CoreEndpointAddressLike, CoreEndpointSubsetLike, EndpointPortLike } from 'endpointslice';

/** Subsets of an Endpoints object. */
type Subsets = readonly CoreEndpointSubsetLike[];

/**
 * The subsets with each port in one of them only, so that comparing appProtocol by pointer and by value is the same;
 * nothing if no port that sets appProtocol is listed twice.
 */
export function withOnePortEach(subsets: Subsets): Subsets | undefined {
  const listed = subsets.flatMap(({ ports }) =>
    (ports ?? []).filter(({ appProtocol }) => isPresent(appProtocol)).map(portText),
  );
  if (new Set(listed).size === listed.length) return undefined;
  const first = firstDetails(subsets);
  const byPort = new Map<
    string,
    {
      port: EndpointPortLike | undefined;
      addresses: CoreEndpointAddressLike[];
      notReadyAddresses: CoreEndpointAddressLike[];
    }
  >();
  for (const { addresses, notReadyAddresses, ports } of subsets) {
    for (const port of (ports ?? []).length === 0 ? [undefined] : (ports ?? [])) {
      const key = port === undefined ? '' : portText(port);
      const open = byPort.get(key) ?? { port, addresses: [], notReadyAddresses: [] };
      byPort.set(key, open);
      open.addresses.push(...(addresses ?? []).map(first));
      open.notReadyAddresses.push(...(notReadyAddresses ?? []).map(first));
    }
  }
  return [...byPort.values()].map(({ port, ...lists }) => ({ ...lists, ports: port === undefined ? [] : [port] }));
}

/** The subsets with ports numbered 0 left out, and what was listed for them listed without ports; nothing without such. */
export function withoutPortZero(subsets: Subsets): Subsets | undefined {
  if (!subsets.some(({ ports }) => (ports ?? []).some(isNoPort))) return undefined;
  return subsets.flatMap((subset): CoreEndpointSubsetLike[] => {
    const ports = subset.ports ?? [];
    if (!ports.some(isNoPort)) return [subset];
    const real = ports.filter((port) => !isNoPort(port));
    const portless = { ...subset, ports: [] };
    return real.length > 0 ? [{ ...subset, ports: real }, portless] : [portless];
  });
}

/**
 * The subsets with the same details wherever an address is listed, those that we keep: most of target, node and hostname,
 * then greatest as text; nothing if they are the same already.
 */
export function withOneDetail(subsets: Subsets): Subsets | undefined {
  const listed = new Map<string, CoreEndpointAddressLike[]>();
  for (const { addresses, notReadyAddresses } of subsets) {
    for (const address of [...(addresses ?? []), ...(notReadyAddresses ?? [])]) {
      listed.set(addressKey(address), [...(listed.get(addressKey(address)) ?? []), address]);
    }
  }
  const kept = new Map<string, CoreEndpointAddressLike>();
  for (const [key, all] of listed) {
    const texts = all.map(preferenceText);
    if (new Set(texts).size > 1) kept.set(key, all[texts.indexOf([...texts].sort().at(-1) ?? '')] ?? { ip: '' });
  }
  if (kept.size === 0) return undefined;
  const keep = (address: CoreEndpointAddressLike): CoreEndpointAddressLike => kept.get(addressKey(address)) ?? address;
  return subsets.map((subset) => ({
    ...subset,
    addresses: (subset.addresses ?? []).map(keep),
    notReadyAddresses: (subset.notReadyAddresses ?? []).map(keep),
  }));
}

/** Greater for the details that we keep. */
function preferenceText({ targetRef, nodeName, hostname }: CoreEndpointAddressLike): string {
  const count = [targetRef?.name, nodeName, hostname].filter(Boolean).length;
  const { kind, namespace, name, apiVersion, fieldPath, resourceVersion } = targetRef ?? {};
  const target = [kind, namespace, name, apiVersion, fieldPath, resourceVersion].map((field) => field ?? '');
  // A space is before all that is in a name.
  return [count, isPresent(targetRef), ...target, isPresent(nodeName), nodeName ?? '', hostname ?? ''].join('  ');
}

/** The subsets with TCP where no protocol is named, as the API server stores them; nothing if every port names one. */
export function withDefaultProtocol(subsets: Subsets): Subsets | undefined {
  if (subsets.every(({ ports }) => (ports ?? []).every(({ protocol }) => Boolean(protocol)))) return undefined;
  return subsets.map((subset) => ({
    ...subset,
    ports: (subset.ports ?? []).map((port) => ({ ...port, protocol: port.protocol || 'TCP' })),
  }));
}

/** Gives for each address the first that was written with its IP and uid, in the order in which the reference looks. */
function firstDetails(subsets: Subsets): (address: CoreEndpointAddressLike) => CoreEndpointAddressLike {
  const first = new Map<string, CoreEndpointAddressLike>();
  for (const { addresses, notReadyAddresses } of subsets) {
    for (const address of [...(addresses ?? []), ...(notReadyAddresses ?? [])]) {
      if (!first.has(addressKey(address))) first.set(addressKey(address), address);
    }
  }
  return (address) => first.get(addressKey(address)) ?? address;
}

/** What makes an address the same address (3.2.1). */
function addressKey({ ip, targetRef }: CoreEndpointAddressLike): string {
  return JSON.stringify([ip, targetRef?.uid ?? '']);
}

function portText({ name, protocol, port, appProtocol }: EndpointPortLike): string {
  return JSON.stringify([name ?? '', protocol ?? '', port ?? 0, appProtocol ?? null]);
}

function isNoPort({ port }: EndpointPortLike): boolean {
  return (port ?? 0) <= 0;
}

function isPresent(value: unknown): boolean {
  return value !== null && value !== undefined;
}
