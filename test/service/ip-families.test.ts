import { refuses } from '../support/refuses.ts';
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

refuses(listAddressTypes, [
  [[5], new TypeError('listAddressTypes: service must be an object, got 5')],
  [[null], new TypeError('listAddressTypes: service must be an object, got null')],
  [[{ spec: 'x' }], new TypeError('listAddressTypes: service.spec must be an object, got "x"')],
  [
    [{ spec: { ipFamilies: 'IPv4' } }],
    new TypeError('listAddressTypes: service.spec.ipFamilies must be an array, got "IPv4"'),
  ],
  [
    [{ spec: { ipFamilies: ['IPv4', 6] } }],
    new TypeError('listAddressTypes: service.spec.ipFamilies[1] must be a string, got 6'),
  ],
  [[{ spec: { clusterIP: 5 } }], new TypeError('listAddressTypes: service.spec.clusterIP must be a string, got 5')],
]);

refuses(isHeadless, [
  [[undefined], new TypeError('isHeadless: service must be an object, got undefined')],
  [[{ spec: [] }], new TypeError('isHeadless: service.spec must be an object, got an array')],
  [[{ spec: { clusterIP: 5 } }], new TypeError('isHeadless: service.spec.clusterIP must be a string, got 5')],
]);

test('a Service without a cluster IP is headless, and so is one without spec', () => {
  expect(isHeadless({})).toBe(true);
  expect(isHeadless({ spec: null } as never)).toBe(true);
  expect(listAddressTypes({ spec: null } as never)).toEqual(['IPv4', 'IPv6']);
});
