import { describe, expect, test } from 'vitest';
import { issuesOf, SENTENCES, sliceWith } from '../support/issues-of.ts';

/** Texts about one address, paths relative to its endpoint. */
function addressIssues(addressType: string, address: string): string[] {
  return issuesOf(sliceWith({ addressType, endpoints: [{ addresses: ['', address] }] }))
    .filter((line) => !line.includes('addresses[0]'))
    .map((line) => line.replace('Invalid endpoints[0].', ''));
}

const NO_ADDRESS = 'must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)';

describe('parseEndpointSlice, of addresses of an IPv4 slice,', () => {
  test('takes what the strict parser takes (rules 5.3.3, 0.1.6)', () => {
    for (const address of ['10.0.0.1', '1.2.3.4', '255.255.255.255', '239.255.255.253', '224.0.1.1']) {
      expect(addressIssues('IPv4', address)).toEqual([]);
    }
    for (const address of [
      '',
      'example.com',
      '10.0.0',
      '10.0.0.256',
      '10.0.0.1:80',
      '+1.2.3.4',
      'fe80::1%eth0',
      '12345::',
      ':::',
    ]) {
      const issues = issuesOf(sliceWith({ endpoints: [{ addresses: [address] }] }));
      expect(issues).toEqual([`Invalid endpoints[0].addresses[0]: Invalid value: "${address}": ${NO_ADDRESS}`]);
    }
    for (const address of ['010.0.0.1', '0000000000001.2.3.4', '::00001', '::ffff:01.2.3.4']) {
      expect(addressIssues('IPv4', address)).toEqual([
        `addresses[1]: Invalid value: "${address}": must not have leading 0s`,
      ]);
    }
    expect(addressIssues('IPv4', '::ffff:1.2.3.4')).toEqual([
      'addresses[1]: Invalid value: "::ffff:1.2.3.4": must not be an IPv4-mapped IPv6 address',
    ]);
  });

  test('reports the wrong family at the list, canonical or not, and special ranges besides (rule 5.3.5)', () => {
    expect(addressIssues('IPv4', '2001:DB8::1')).toEqual([
      'addresses: Invalid value: "2001:DB8::1": must be an IPv4 address',
    ]);
    expect(addressIssues('IPv4', '::1')).toEqual([
      'addresses: Invalid value: "::1": must be an IPv4 address',
      'addresses[1]: Invalid value: "::1": may not be in the loopback range (127.0.0.0/8, ::1/128)',
    ]);
  });

  test('refuses special ranges, but not broadcast and other multicast (rule 5.3.5)', () => {
    const detail = (address: string): string | undefined =>
      addressIssues('IPv4', address)[0]?.replace(/^addresses\[1\]: Invalid value: "[^"]*": /, '');
    expect(detail('0.0.0.0')).toBe('may not be unspecified (0.0.0.0)');
    expect(detail('127.9.9.9')).toBe('may not be in the loopback range (127.0.0.0/8, ::1/128)');
    expect(detail('169.254.9.9')).toBe('may not be in the link-local range (169.254.0.0/16, fe80::/10)');
    expect(detail('224.0.0.9')).toBe('may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)');
    expect(detail('169.253.9.9')).toBeUndefined();
  });
});

describe('parseEndpointSlice, of addresses of an IPv6 slice,', () => {
  test('insists on the canonical form (rule 5.3.4)', () => {
    for (const address of ['2001:db8::1', '2001:db8:0:1:1:1:1:1', '1::2:3:0:0:4', '64:ff9b::c000:201', 'ff05::1']) {
      expect(addressIssues('IPv6', address)).toEqual([]);
    }
    for (const [address, canonical] of [
      ['2001:DB8::1', '2001:db8::1'],
      ['2001:db8:0:0:0:0:0:1', '2001:db8::1'],
      ['2001:db8::0001', '2001:db8::1'],
      ['1:2:3:4:5:6:7::', '1:2:3:4:5:6:7:0'],
      ['::1.2.3.4', '::102:304'],
    ]) {
      expect(addressIssues('IPv6', address as string)).toEqual([
        `addresses[1]: Invalid value: "${address}": must be in canonical form ("${canonical}")`,
      ]);
    }
    expect(addressIssues('IPv6', '::00001')).toEqual([
      'addresses[1]: Invalid value: "::00001": must not have leading 0s',
    ]);
  });

  test('reports the wrong family and special ranges (rule 5.3.5)', () => {
    expect(addressIssues('IPv6', '10.0.0.1')).toEqual([
      'addresses: Invalid value: "10.0.0.1": must be an IPv6 address',
    ]);
    const detail = (address: string): string | undefined =>
      addressIssues('IPv6', address)[0]?.replace(/^addresses\[1\]: Invalid value: "[^"]*": /, '');
    expect(detail('::')).toBe('may not be unspecified (::)');
    expect(detail('::1')).toBe('may not be in the loopback range (127.0.0.0/8, ::1/128)');
    expect(detail('febf::1')).toBe('may not be in the link-local range (169.254.0.0/16, fe80::/10)');
    expect(detail('fec0::1')).toBeUndefined();
    expect(detail('ff12::1')).toBe('may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)');
    expect(detail('ff01::1')).toBeUndefined();
  });
});

describe('parseEndpointSlice, of addresses of other slices,', () => {
  test('takes domain names of two segments or more, with a dot at the end or not (rule 5.3.6)', () => {
    expect(addressIssues('FQDN', 'example.com')).toEqual([]);
    expect(addressIssues('FQDN', 'web.example.com')).toEqual([]);
    expect(addressIssues('FQDN', 'web.example.com.')).toEqual([]);
    expect(issuesOf(sliceWith({ addressType: 'FQDN', endpoints: [{ addresses: [''] }] }))).toEqual([
      'Required endpoints[0].addresses[0]: Required value',
    ]);
    expect(addressIssues('FQDN', 'Web.example.com.')).toEqual([
      `addresses[1]: Invalid value: "Web.example.com": ${SENTENCES.subdomain}`,
    ]);
    expect(addressIssues('FQDN', 'web')).toEqual([
      'addresses[1]: Invalid value: "web": should be a domain with at least two segments separated by dots',
    ]);
    const long = 'x'.repeat(64);
    expect(addressIssues('FQDN', `a.${long}.${long}y.com`)).toEqual([
      `addresses[1]: Invalid value: "${long}": must be no more than 63 characters`,
    ]);
    const both = `${'x'.repeat(254)}_`;
    expect(addressIssues('FQDN', both)).toEqual([
      `addresses[1]: Invalid value: "${both}": must be no more than 253 characters,${SENTENCES.subdomain}`,
    ]);
  });

  test('leaves addresses of unknown types alone (rule 5.3.7)', () => {
    expect(issuesOf(sliceWith({ addressType: 'IP', endpoints: [{ addresses: ['?'] }] }))).toEqual([
      'NotSupported addressType: Unsupported value: "IP": supported values: "FQDN", "IPv4", "IPv6"',
    ]);
  });
});
