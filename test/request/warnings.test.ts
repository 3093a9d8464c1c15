import { listWarnings } from 'endpointslice/server';
import { describe, expect, test } from 'vitest';

const slice = (addressType: string, addresses: readonly string[], labels = {}): Parameters<typeof listWarnings>[0] => ({
  metadata: { labels },
  addressType,
  endpoints: [{ addresses }],
});

describe('listWarnings', () => {
  test('warns about FQDN slices that are created, not updated (rule 5.9)', () => {
    expect(listWarnings(slice('FQDN', ['a.b']), 'create')).toEqual(['spec.addressType: FQDN endpoints are deprecated']);
    expect(listWarnings(slice('FQDN', ['a.b']), 'update')).toEqual([]);
    expect(listWarnings(slice('IPv4', ['10.0.0.1']), 'create')).toEqual([]);
  });

  test('warns about addresses in an unusual form, of any type (rule 5.9)', () => {
    const addresses = ['10.0.0.1', '010.0.0.1', '::ffff:1.2.3.4', '2001:DB8::1', '2001:db8::1', 'x', '::00001'];
    for (const addressType of ['IPv4', 'IPv6', 'other']) {
      expect(listWarnings(slice(addressType, addresses), 'update')).toEqual([
        'endpoints[0].addresses[1]: non-standard IP address "010.0.0.1" is invalid: use "10.0.0.1"',
        'endpoints[0].addresses[2]: non-standard IP address "::ffff:1.2.3.4" is invalid: use "1.2.3.4"',
        'endpoints[0].addresses[3]: IPv6 address "2001:DB8::1" should be in RFC 5952 canonical format ("2001:db8::1")',
        'endpoints[0].addresses[6]: non-standard IP address "::00001" is invalid: use "::1"',
      ]);
    }
  });

  test('says in which endpoint an address is', () => {
    const endpoints = [
      { addresses: ['10.0.0.1'] },
      { addresses: ['10.0.0.2', '010.0.0.1'] },
      { addresses: ['::00001'] },
    ];
    for (const metadata of [{}, { labels: { 'endpointslice.kubernetes.io/managed-by': 'me' } }]) {
      expect(listWarnings({ metadata, addressType: 'IPv4', endpoints }, 'create')).toEqual([
        'endpoints[1].addresses[1]: non-standard IP address "010.0.0.1" is invalid: use "10.0.0.1"',
        'endpoints[2].addresses[0]: non-standard IP address "::00001" is invalid: use "::1"',
      ]);
    }
  });

  test('trusts the two controllers with addresses (rule 5.9)', () => {
    for (const managedBy of ['endpointslice-controller.k8s.io', 'endpointslicemirroring-controller.k8s.io']) {
      const labels = { 'endpointslice.kubernetes.io/managed-by': managedBy };
      expect(listWarnings(slice('FQDN', ['010.0.0.1'], labels), 'create')).toHaveLength(1);
    }
  });
});
