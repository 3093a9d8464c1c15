import { expect, test } from 'vitest';
import { groupKey } from '../../src/slice/group-key.ts';
import { buildSlice } from '../support/build.ts';

test('groupKey is the same for slices of one address type and one port map, and for no others', () => {
  const [http, dns] = [
    { name: 'http', port: 80 },
    { name: 'dns', port: 53 },
  ];
  const key = groupKey({ addressType: 'IPv4', ports: [http, dns] });
  expect(groupKey(buildSlice({ name: 'other', labels: {}, ports: [dns, http] }))).toBe(key);
  for (const other of [
    { addressType: 'IPv6', ports: [http, dns] },
    { addressType: 'IPv4', ports: [http] },
    { addressType: 'IPv4', ports: [http, { ...dns, port: 54 }] },
    { addressType: 'IPv4' },
  ]) {
    expect(groupKey(other)).not.toBe(key);
  }
  expect(groupKey({ addressType: 'IPv4', ports: null })).toBe(groupKey({ addressType: 'IPv4', ports: [] }));
});
