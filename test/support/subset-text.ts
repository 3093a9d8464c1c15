import type { CoreEndpointAddressLike, CoreEndpointSubsetLike, EndpointPortLike } from 'endpointslice';

/**
 * Subsets in one line each: `10.0.0.1 !10.0.0.2#u1 : http/80 dns/UDP/53`.
 *
 * `!` is not ready, `#u1` a target with that uid (`#` one without), a port is `80`, `name/80` or `name/UDP/80`.
 */
export function readSubsets(...lines: readonly string[]): CoreEndpointSubsetLike[] {
  return lines.map((line) => {
    const [addresses = '', ports = ''] = line.split(' : ');
    const words = wordsOf(addresses);
    return {
      addresses: words.filter((word) => !word.startsWith('!')).map(readAddress),
      notReadyAddresses: words.filter((word) => word.startsWith('!')).map((word) => readAddress(word.slice(1))),
      ports: wordsOf(ports).map(readPort),
    };
  });
}

/** The reverse of `readSubsets`, lines sorted, ports sorted within a line, addresses in their order. */
export function printSubsets(subsets: readonly CoreEndpointSubsetLike[]): string[] {
  return subsets
    .map(({ addresses, notReadyAddresses, ports }) => {
      const ready = (addresses ?? []).map(printAddress);
      const notReady = (notReadyAddresses ?? []).map((address) => `!${printAddress(address)}`);
      return `${[...ready, ...notReady].join(' ')} : ${(ports ?? []).map(printPort).sort().join(' ')}`;
    })
    .sort();
}

function wordsOf(text: string): string[] {
  return text.split(' ').filter((word) => word !== '' && word !== ':');
}

function readAddress(word: string): CoreEndpointAddressLike {
  const [ip = '', uid] = word.split('#');
  if (uid === undefined) return { ip };
  return { ip, targetRef: uid === '' ? {} : { uid } };
}

function printAddress({ ip, targetRef }: CoreEndpointAddressLike): string {
  return targetRef === undefined || targetRef === null ? ip : `${ip}#${targetRef.uid ?? ''}`;
}

function readPort(word: string): EndpointPortLike {
  const parts = word.split('/');
  const port = Number(parts.at(-1));
  if (parts.length === 1) return { port, protocol: 'TCP' };
  return { name: parts[0], port, protocol: parts.length === 3 ? parts[1] : 'TCP' };
}

function printPort({ name, protocol, port }: EndpointPortLike): string {
  const number = String(port);
  if (protocol !== 'TCP') return `${name ?? ''}/${protocol}/${number}`;
  return name === undefined ? number : `${name}/${number}`;
}
