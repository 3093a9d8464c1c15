import { enter } from '../internal/door.ts';
import { expectText } from '../internal/expect.ts';
import type { IPAddressType } from '../model/endpoint-slice.ts';
import { isCanonicalIPv4, isCanonicalIPv6 } from './canonical-address.ts';

/** An IP address in canonical form. */
export interface ParsedAddress {
  /** IPv4 also for IPv4-mapped IPv6. */
  readonly family: IPAddressType;
  /** Dotted decimal without leading zeros, or RFC 5952. */
  readonly text: string;
}

const TEXT = ['text'];
const DOT = 46;
const COLON = 58;
const ZERO = 48;
const NINE = 57;

/**
 * Reads an IP address as Kubernetes' controllers do: leading zeros are allowed and decimal, and IPv4-mapped IPv6 is IPv4.
 *
 * Returns the canonical text and the family, or `undefined` for text that is not an address (one with a zone id, for
 * example). Cost: linear in the text, at most 45 significant characters beyond leading zeros.
 *
 * @see k8s.io/utils/net ParseIPSloppy, IsIPv6String; docs/rules.md 0.1
 * @example
 * parseAddress('010.0.0.1') // => { family: 'IPv4', text: '10.0.0.1' }
 * parseAddress('::ffff:a00:1') // => { family: 'IPv4', text: '10.0.0.1' }
 * parseAddress('2001:DB8::0') // => { family: 'IPv6', text: '2001:db8::' }
 * parseAddress('10.0.0') // => undefined
 */
export function parseAddress(text: string): ParsedAddress | undefined {
  return enter('parseAddress', () => {
    expectText(text, TEXT);
    for (let index = 0; index < text.length; index += 1) {
      const unit = text.charCodeAt(index);
      if (unit === DOT) return parseIPv4(text);
      if (unit === COLON) return parseIPv6(text);
    }
    return undefined;
  });
}

function parseIPv4(text: string): ParsedAddress | undefined {
  if (isCanonicalIPv4(text)) return { family: 'IPv4', text };
  const value = readIPv4(text, 0);
  return value === undefined ? undefined : { family: 'IPv4', text: printIPv4(value) };
}

/** Reads four dotted octets from `start` to the end of the text as one unsigned 32-bit number. */
function readIPv4(text: string, start: number): number | undefined {
  let value = 0;
  let octet = 0;
  let digits = 0;
  let dots = 0;
  for (let index = start; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit >= ZERO && unit <= NINE) {
      octet = octet * 10 + unit - ZERO;
      digits += 1;
      if (octet > 255) return undefined;
    } else if (unit === DOT && digits > 0 && dots < 3) {
      value = value * 256 + octet;
      octet = 0;
      digits = 0;
      dots += 1;
    } else {
      return undefined;
    }
  }
  return dots === 3 && digits > 0 ? value * 256 + octet : undefined;
}

function printIPv4(value: number): string {
  return `${Math.floor(value / 0x1000000)}.${(value >>> 16) & 255}.${(value >>> 8) & 255}.${value & 255}`;
}

function hexDigit(unit: number): number {
  if (unit >= ZERO && unit <= NINE) return unit - ZERO;
  const letter = unit | 32;
  return letter >= 97 && letter <= 102 ? letter - 87 : -1;
}

function parseIPv6(text: string): ParsedAddress | undefined {
  if (isCanonicalIPv6(text)) return { family: 'IPv6', text };
  const groups: number[] = [];
  let ellipsis = -1;
  let index = 0;
  if (text.charCodeAt(0) === COLON) {
    if (text.charCodeAt(1) !== COLON) return undefined;
    ellipsis = 0;
    index = 2;
  }
  while (index < text.length) {
    if (groups.length === 8) return undefined;
    const start = index;
    let group = 0;
    while (index < text.length) {
      const digit = hexDigit(text.charCodeAt(index));
      if (digit < 0) break;
      group = group * 16 + digit;
      if (group > 0xffff) return undefined;
      index += 1;
    }
    if (index === start) return undefined;
    const next = text.charCodeAt(index);
    if (next === DOT) {
      // A dotted tail must be the last two groups.
      if (ellipsis < 0 ? groups.length !== 6 : groups.length > 6) return undefined;
      const tail = readIPv4(text, start);
      if (tail === undefined) return undefined;
      groups.push(Math.floor(tail / 0x10000), tail % 0x10000);
      index = text.length;
      break;
    }
    groups.push(group);
    if (index === text.length) break;
    if (next !== COLON) return undefined;
    index += 1;
    if (index === text.length) return undefined;
    if (text.charCodeAt(index) === COLON) {
      if (ellipsis >= 0) return undefined;
      ellipsis = groups.length;
      index += 1;
    }
  }
  if (ellipsis < 0) {
    if (groups.length !== 8) return undefined;
  } else {
    if (groups.length === 8) return undefined;
    groups.splice(ellipsis, 0, ...Array.from({ length: 8 - groups.length }, () => 0));
  }
  return print(groups);
}

function print(groups: readonly number[]): ParsedAddress {
  if (groups[5] === 0xffff && groups.slice(0, 5).every((group) => group === 0)) {
    return { family: 'IPv4', text: printIPv4((groups[6] as number) * 0x10000 + (groups[7] as number)) };
  }
  let runStart = -1;
  let runLength = 1;
  for (let start = 0; start < 8; start += 1) {
    let end = start;
    while (end < 8 && groups[end] === 0) end += 1;
    if (end - start > runLength) {
      runStart = start;
      runLength = end - start;
    }
  }
  if (runStart < 0) return { family: 'IPv6', text: printGroups(groups) };
  return {
    family: 'IPv6',
    text: `${printGroups(groups.slice(0, runStart))}::${printGroups(groups.slice(runStart + runLength))}`,
  };
}

function printGroups(groups: readonly number[]): string {
  return groups.map((group) => group.toString(16)).join(':');
}
