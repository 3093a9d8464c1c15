import type fc from 'fast-check';
import { weighted } from './weighted.ts';

/** What the addresses of a pod look like. */
export type AddressStyle =
  | 'ipv4'
  | 'dual'
  | 'ipv6'
  | 'dual-reversed'
  | 'none'
  | 'single-field-only'
  | 'two-ipv4'
  | 'LeadingZeros'
  | 'mapped'
  | 'ipv6-long'
  | 'garbage'
  | 'garbage-and-ipv4'
  | 'empty-text'
  | 'shared-host'
  | 'high-octets'
  | 'unspecified'
  | 'ipv4-at-the-end'
  | 'with-zone'
  | 'long-group';

/** Mostly one or two good addresses; now and then everything that a kubelet or a test fixture has been seen to write. */
export function addressStyles(): fc.Arbitrary<AddressStyle> {
  return weighted<AddressStyle>(
    [50, 'ipv4'],
    [30, 'dual'],
    [6, 'ipv6'],
    [2, 'dual-reversed'],
    [3, 'none'],
    [2, 'single-field-only'],
    [3, 'two-ipv4'],
    [2, 'LeadingZeros'],
    [2, 'mapped'],
    [2, 'ipv6-long'],
    [1, 'garbage'],
    [1, 'garbage-and-ipv4'],
    [1, 'empty-text'],
    [4, 'shared-host'],
    [2, 'high-octets'],
    [1, 'unspecified'],
    [1, 'ipv4-at-the-end'],
    [1, 'with-zone'],
    [1, 'long-group'],
  );
}

/** The `status.podIPs` of the pod of this number. */
export function podAddresses(style: AddressStyle, number: number): readonly string[] {
  const octets = `${(number >> 8) & 255}.${number & 255}`;
  const hex = number.toString(16);
  switch (style) {
    case 'ipv4':
      return [`10.0.${octets}`];
    case 'dual':
      return [`10.0.${octets}`, `fd00::${hex}`];
    case 'ipv6':
      return [`fd00::${hex}`];
    case 'dual-reversed':
      return [`fd00::${hex}`, `10.0.${octets}`];
    case 'none':
    case 'single-field-only':
      return [];
    case 'two-ipv4':
      return [`10.1.${octets}`, `10.0.${octets}`, `fd00::${hex}`];
    case 'LeadingZeros':
      return [`010.000.${octets}`];
    case 'mapped':
      return [`::ffff:10.0.${octets}`];
    case 'ipv6-long':
      return [`FD00:0:0:0:0:0:0:${hex}`];
    case 'garbage':
      return ['not-an-address'];
    case 'garbage-and-ipv4':
      return ['10.0.0', `10.0.${octets}`];
    case 'empty-text':
      return ['', `10.0.${octets}`];
    case 'shared-host':
      return [`192.168.0.${number & 1}`];
    case 'high-octets':
      return [`223.255.${octets}`];
    case 'unspecified':
      return ['::', '0.0.0.0'];
    case 'ipv4-at-the-end':
      return [`::1.2.${octets}`];
    case 'with-zone':
      return [`fe80::${hex}%eth0`, `10.0.${octets}`];
    case 'long-group':
      return [`fd00::0000${hex}`, `10.0.${octets}`];
  }
}

/** Whether a text is read as an IP address, as `podAddresses` makes them; independent of the library. */
export function isReadableAddress(text: string): boolean {
  return text !== '' && text !== 'not-an-address' && text !== '10.0.0' && !text.includes('%');
}
