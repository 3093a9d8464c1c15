import { describe, expect, test } from 'vitest';
import { groupByTarget, preferFamily, type RoutableEndpoint } from 'endpointslice';

function endpoint(address: string, name?: string, fields: Partial<RoutableEndpoint> = {}): RoutableEndpoint {
  return {
    address,
    addressType: address.includes(':') ? 'IPv6' : 'IPv4',
    port: 80,
    ready: true,
    serving: true,
    terminating: false,
    ...(name !== undefined && { target: { kind: 'Pod', namespace: 'shop', name } }),
    ...fields,
  };
}

const dualStack = [endpoint('10.0.0.1', 'p'), endpoint('10.0.0.2', 'q'), endpoint('fd00::1', 'p'), endpoint('fd00::9')];

describe('groupByTarget', () => {
  test('pairs the families of a target in one row (rule 9.11)', () => {
    const rows = groupByTarget(dualStack).map(({ target, IPv4, IPv6 }) => [target?.name, IPv4.length, IPv6.length]);
    expect(rows).toEqual([
      ['p', 1, 1],
      ['q', 1, 0],
      [undefined, 0, 1],
    ]);
  });

  test('keeps targets of one name apart that differ in cluster, kind or namespace', () => {
    const rows = groupByTarget([
      endpoint('10.0.0.1', 'p'),
      endpoint('10.0.0.2', 'p', { cluster: 'west' }),
      endpoint('10.0.0.3', undefined, { target: { kind: 'VM', namespace: 'shop', name: 'p' } }),
      endpoint('10.0.0.4', undefined, { target: { kind: 'Pod', namespace: 'other', name: 'p' } }),
    ]);
    expect(rows).toHaveLength(4);
    expect(rows[1]?.cluster).toBe('west');
    const clusters = ['east', 'west', ''].map((cluster) => endpoint('10.0.0.1', 'p', { cluster }));
    const unclustered = endpoint('fd00::1', 'p');
    expect(groupByTarget([...clusters, unclustered]).map(({ cluster, IPv6 }) => [cluster, IPv6])).toEqual([
      ['east', []],
      ['west', []],
      ['', [unclustered]],
    ]);
  });

  test('pairs nothing that names no target', () => {
    const [four, six] = [endpoint('10.0.0.1'), endpoint('fd00::1')];
    expect(groupByTarget([four, six])).toStrictEqual([
      { IPv4: [four], IPv6: [] },
      { IPv4: [], IPv6: [six] },
    ]);
  });
});

describe('preferFamily', () => {
  test('takes the preferred family, else what exists (rule 9.11)', () => {
    const addresses = (family: 'IPv4' | 'IPv6') =>
      preferFamily(groupByTarget(dualStack), family).map(({ address }) => address);
    expect(addresses('IPv6')).toEqual(['fd00::1', '10.0.0.2', 'fd00::9']);
    expect(addresses('IPv4')).toEqual(['10.0.0.1', '10.0.0.2', 'fd00::9']);
  });
});
