import { type EndpointPortLike, portMapKey } from 'endpointslice';
import { portsInOrder } from '../../src/ports/port-map-key.ts';
import { describe, expect, test } from 'vitest';
import { fnv128a } from '../../src/internal/fnv128.ts';
import { deepFreeze } from '../support/deep-freeze.ts';

const http: EndpointPortLike = { name: 'http', protocol: 'TCP', port: 80 };
const https: EndpointPortLike = { name: 'https', protocol: 'TCP', port: 443, appProtocol: 'kubernetes.io/h2c' };
const dns: EndpointPortLike = { name: '', protocol: 'UDP', port: 53 };

/** How Go prints a port with one field. */
function printed(port: EndpointPortLike): string {
  const fields = [
    `Name:(*string)${port.name ?? '<nil>'}`,
    `Protocol:(*v1.Protocol)${port.protocol ?? '<nil>'}`,
    `Port:(*int32)${port.port ?? '<nil>'}`,
    `AppProtocol:(*string)${port.appProtocol ?? '<nil>'}`,
  ];
  return `(v1.EndpointPort){${fields.join(' ')}}`;
}

describe('portMapKey', () => {
  test('does not depend on the order, and leaves the list as it is (rule 1.6.1)', () => {
    expect(portMapKey(deepFreeze([http, https, dns]))).toBe(portMapKey(deepFreeze([dns, http, https])));
  });

  test.each([
    [{ name: 'web' }],
    [{ protocol: 'UDP' }],
    [{ port: 81 }],
    [{ appProtocol: 'http' }],
    [{ name: undefined }],
    [{ name: '' }],
    [{ port: 0 }],
    [{ appProtocol: '' }],
  ])('differs when a field does: %j (rule 1.6.1)', (change) => {
    expect(portMapKey([{ ...http, ...change }])).not.toBe(portMapKey([http]));
    expect(portMapKey([{ ...http, ...change }, dns])).not.toBe(portMapKey([http, dns]));
  });

  test('tells an absent field from an empty one (rule 1.6.1)', () => {
    expect(portMapKey([{ name: '', protocol: '', port: 0, appProtocol: '' }])).not.toBe(portMapKey([{}]));
    expect(portMapKey([{ name: null }])).toBe(portMapKey([{}]));
  });

  test('counts duplicates (rule 1.6.1)', () => {
    expect(portMapKey([http, http])).not.toBe(portMapKey([http]));
    expect(portMapKey([http, http, dns])).not.toBe(portMapKey([http, dns, dns]));
  });

  test('takes no list for an empty list (rules 0.2.1, 1.6.1)', () => {
    expect(portMapKey(undefined)).toBe(portMapKey([]));
    expect(portMapKey(null)).toBe(portMapKey([]));
    expect(portMapKey([{}])).not.toBe(portMapKey([]));
  });

  test('is readable: the ports as JSON, in order', () => {
    expect(portMapKey([])).toBe('');
    expect(portMapKey([dns])).toBe('["","UDP",53,null]');
    expect(portMapKey([https, http, {}])).toBe(
      '["http","TCP",80,null];["https","TCP",443,"kubernetes.io/h2c"];[null,null,null,null]',
    );
  });

  test('is not fooled by names that look like keys', () => {
    expect(portMapKey([{ name: '","TCP",80,null];["' }])).not.toBe(portMapKey([{}, {}]));
  });
});

describe('portsInOrder', () => {
  test('orders by the hash that Go makes of a port (rule 1.6.4)', () => {
    // By hash: 5fb6… https, 755b… "", ad86… {}, b6c4… http, db53… metrics.
    const metrics = { name: 'metrics', protocol: 'TCP', port: 9090 };
    expect(portsInOrder([http, metrics, {}, dns, https])).toEqual([https, dns, {}, http, metrics]);
    expect(portsInOrder([http, https])).toEqual([https, http]);
    expect(portsInOrder([https, http])).toEqual([https, http]);
  });

  test('makes new ports and leaves what is absent absent', () => {
    const ports = deepFreeze([{ name: 'a', port: null }, { protocol: 'TCP' }]);
    const sorted = portsInOrder(ports);
    expect(sorted).toEqual(expect.arrayContaining([{ name: 'a' }, { protocol: 'TCP' }]));
    expect(sorted.some((port) => ports.includes(port as never))).toBe(false);
    expect(portsInOrder(undefined)).toEqual([]);
    expect(portsInOrder(null)).toEqual([]);
    expect(portsInOrder([{ name: null, protocol: null, port: null, appProtocol: null }])).toStrictEqual([{}]);
    const whole = deepFreeze([https]);
    expect(portsInOrder(whole)).toStrictEqual([https]);
    expect(portsInOrder(whole)[0]).not.toBe(https);
  });

  test('orders ports that Go prints alike, so that the order of the input is not seen', () => {
    // An absent field and the text `<nil>` have one hash.
    const alike = deepFreeze([{ name: '<nil>' }, {}, { protocol: '<nil>' }, { appProtocol: '<nil>' }]);
    const sorted = portsInOrder(alike);
    expect(portsInOrder([...alike].reverse())).toEqual(sorted);
    expect(new Set(sorted.map((port) => JSON.stringify(port))).size).toBe(4);
  });

  test('hashes every field of a port', () => {
    for (const field of ['name', 'protocol', 'appProtocol'] as const) {
      // Enough ports that their order by hash is not the order by text.
      const ports = Array.from({ length: 12 }, (_, index) => ({ [field]: `p${index}` }));
      const byHash = ports
        .map((port) => ({ port, hash: fnv128a(printed(port)) }))
        .sort((left, right) => (left.hash < right.hash ? -1 : 1))
        .map(({ port }) => port);
      expect(portsInOrder(ports)).toEqual(byHash);
    }
  });
});

describe('fnv128a', () => {
  test.each([
    [
      '(v1.EndpointPort){Name:(*string)http Protocol:(*v1.Protocol)TCP Port:(*int32)80 AppProtocol:(*string)<nil>}',
      'b6c4d325122a5ba6f795b0bbffcebb6f',
    ],
    [
      '(v1.EndpointPort){Name:(*string)https Protocol:(*v1.Protocol)TCP Port:(*int32)443 AppProtocol:(*string)kubernetes.io/h2c}',
      '5fb60f265e799fbbabcb5e655b98393e',
    ],
    [
      '(util.endpointHashObj){Addresses:([]string)[10.0.0.1 10.0.0.2] Hostname:(string)h Namespace:(string)ns Name:(string)p}',
      '178f91338a08d9be0b0739b49f4ab2a3',
    ],
    ['', '6c62272e07bb014262b821756295c58d'],
  ])('hashes %s as Go does (rule 1.6.4)', (text, hash) => {
    expect(fnv128a(text)).toBe(hash);
  });
});
