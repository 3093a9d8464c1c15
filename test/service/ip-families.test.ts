import { listAddressTypes, isHeadless } from 'endpointslice';
import { describe, expect, test } from 'vitest';

describe('listAddressTypes', () => {
  test.each([
    [['IPv4'], ['IPv4']],
    [['IPv6'], ['IPv6']],
    [
      ['IPv6', 'IPv4'],
      ['IPv4', 'IPv6'],
    ],
    [['IPv6', 'IPv6'], ['IPv6']],
    [['IPv5', 'IPv6', ''], ['IPv6']],
  ])('gives for the families %j %j (rule 1.1.1)', (ipFamilies, expected) => {
    expect(listAddressTypes({ spec: { ipFamilies, clusterIP: '10.96.0.1' } })).toEqual(expected);
  });

  test.each([
    ['10.0.0.10', ['IPv4']],
    ['2000::1', ['IPv6']],
    ['::ffff:10.0.0.1', ['IPv4']],
    ['garbage', ['IPv4']],
    ['none', ['IPv4']],
  ])('goes by the cluster IP %s where no family is named: %j (rule 1.1.2)', (clusterIP, expected) => {
    expect(listAddressTypes({ spec: { clusterIP } })).toEqual(expected);
    expect(listAddressTypes({ spec: { clusterIP, ipFamilies: ['IPv5'] } })).toEqual(expected);
  });

  test.each([['None'], [''], [undefined], [null]])(
    'gives both for a headless Service without families, cluster IP %j (rule 1.1.3)',
    (clusterIP) => {
      expect(listAddressTypes({ spec: { clusterIP } })).toEqual(['IPv4', 'IPv6']);
      expect(listAddressTypes({ spec: { clusterIP, ipFamilies: [] } })).toEqual(['IPv4', 'IPv6']);
    },
  );

  test('never gives FQDN (rule 1.1.4)', () => {
    expect(listAddressTypes({ spec: { ipFamilies: ['FQDN'], clusterIP: '10.0.0.1' } })).toEqual(['IPv4']);
    expect(listAddressTypes({ spec: { ipFamilies: ['FQDN'], clusterIP: 'None' } })).toEqual(['IPv4', 'IPv6']);
  });

  test('is never empty, even for a Service without spec', () => {
    expect(listAddressTypes({})).toEqual(['IPv4', 'IPv6']);
  });
});

describe('isHeadless', () => {
  test.each([
    ['None', true],
    ['', true],
    [undefined, true],
    ['10.0.0.1', false],
    ['none', false],
  ])('says of the cluster IP %j %j', (clusterIP, expected) => {
    expect(isHeadless({ spec: { clusterIP } })).toBe(expected);
  });
});
